using LeadLedger.Domain;

namespace LeadLedger.Server.Ledger;

/// <summary>How a command ended. A closed hierarchy.</summary>
public abstract record Outcome<TState>
{
    private Outcome() { }

    /// <summary>It is in the ledger: now, or since the first time it was asked for.</summary>
    /// <param name="State">The stream's state right after it.</param>
    /// <param name="Version">The stream's version right after it.</param>
    /// <param name="Position">The ledger's position right after it.</param>
    /// <param name="IsRepeat">It was done before under the same key, or was so already: nothing was written.</param>
    public sealed record Accepted(Guid StreamId, TState State, long Version, long Position, bool IsRepeat)
        : Outcome<TState>;

    /// <summary>A rule forbids it. Nothing was written.</summary>
    public sealed record Refused(Refusal Refusal) : Outcome<TState>;

    /// <summary>The caller saw an older version (412). Nothing was written.</summary>
    public sealed record NotTheVersionSeen(long ActualVersion) : Outcome<TState>;

    /// <summary>The key came before with another request (422). Nothing was written.</summary>
    public sealed record KeyUsedForAnotherRequest : Outcome<TState>;

    /// <summary>Others were faster each time that it was decided (503). Nothing was written.</summary>
    public sealed record TooContended : Outcome<TState>;
}
