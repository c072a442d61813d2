using LeadLedger.EventStore.Sealing;

namespace LeadLedger.EventStore.Verifying;

/// <summary>What was checked of a ledger, and what was found.</summary>
/// <param name="LedgerId">Which ledger.</param>
/// <param name="Events">How many events there are.</param>
/// <param name="LastPosition">The last one's position; null: there is none.</param>
/// <param name="NotSealedYet">How many of them are newer than the last checkpoint: nothing proves anything of
/// those.</param>
/// <param name="Streams">How many streams there are.</param>
/// <param name="Checkpoints">How many checkpoints there are.</param>
/// <param name="Newest">The newest one that can be read; null: nothing is sealed.</param>
/// <param name="Anchored">How many checkpoints the anchor has; null: none was given.</param>
/// <param name="Keys">Every key that has signed.</param>
/// <param name="Findings">What was altered, by position; empty: nothing.</param>
/// <param name="MoreFindings">How many more there are, which aren't named.</param>
/// <param name="Remarks">What a reader should know, but isn't an alteration.</param>
public sealed record LedgerVerification(
    Guid LedgerId,
    long Events,
    long? LastPosition,
    long NotSealedYet,
    long Streams,
    long Checkpoints,
    Checkpoint? Newest,
    long? Anchored,
    IReadOnlyList<KeyStanding> Keys,
    IReadOnlyList<Finding> Findings,
    long MoreFindings,
    IReadOnlyList<string> Remarks)
{
    /// <summary>Whether anything was altered.</summary>
    public bool IsAltered => Findings.Count > 0;
}

/// <summary>A key that has signed checkpoints.</summary>
/// <param name="Key">Its public half.</param>
/// <param name="Standing">Why its word counts.</param>
public sealed record KeyStanding(SealPublicKey Key, KeyTrust Standing);

/// <summary>Why a key's word counts, or doesn't.</summary>
public enum KeyTrust
{
    /// <summary>The ledger itself says that this is its key, and nobody else does.</summary>
    SelfAsserted,

    /// <summary>Whoever verifies has brought it.</summary>
    Given,

    /// <summary>It has signed a checkpoint together with one that counts.</summary>
    Vouched,

    /// <summary>Keys were given; this isn't one, and none of them vouches for it.</summary>
    Unknown,
}

/// <summary>The ledger can't be checked; that says nothing about whether it was altered.</summary>
public sealed class CannotVerifyException : Exception
{
    public CannotVerifyException() { }
    public CannotVerifyException(string message) : base(message) { }
    public CannotVerifyException(string message, Exception inner) : base(message, inner) { }
}
