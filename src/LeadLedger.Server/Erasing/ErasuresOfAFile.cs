using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.EventStore;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Erasing;

/// <summary>What became of the lines of a list.</summary>
/// <param name="KeysDestroyed">Keys of erased persons that were there again.</param>
/// <param name="Recorded">Erasures that the ledger had lost, and has again.</param>
/// <param name="Known">Erasures that the ledger has.</param>
/// <param name="Unknown">Leads that the ledger hasn't: they came after the backup too.</param>
public sealed record AppliedErasures(int KeysDestroyed, int Recorded, int Known, int Unknown);

/// <summary>
/// Applies a list of erasures to a database that was restored from before them: nobody on it can be read afterwards.
/// Doing it again changes nothing.
/// </summary>
public sealed class ErasuresOfAFile(Decider decider, IEventStore store, KeyVault vault)
{
    /// <exception cref="ErasureNotAppliedException">Others changed the lead each time.</exception>
    public async Task<AppliedErasures> Apply(IReadOnlyList<ListedErasure> listed, CancellationToken cancellation)
    {
        var (recorded, known, unknown) = (0, 0, 0);
        foreach (var erasure in listed)
        {
            var slice = await store.ReadStream(erasure.LeadId, StreamBound.All, cancellation);
            if (slice.Version == 0)
                unknown++;
            else if (LedgerSecrets.IsErased(slice))
                known++;
            else
            {
                await Record(erasure, cancellation);
                recorded++;
            }
        }
        return new AppliedErasures(await vault.DestroyErased(cancellation), recorded, known, unknown);
    }

    /// <summary>As it was recorded at first: who erased, when and why. When it was recorded again shows.</summary>
    private async Task Record(ListedErasure erasure, CancellationToken cancellation)
    {
        var act = new Act(erasure.ErasedBy, Role.Operator, erasure.ErasedBy, erasure.ErasedAt, erasure.ErasedAt);
        var context = new CommandContext(
            act, $"restored:{erasure.EventId:D}", RequestHash: "", CausationId: erasure.EventId.ToString("D"));
        var command = new EraseLead(erasure.Ground, erasure.MasterKeyId, act);
        var outcome = await decider.Decide(
            StreamKinds.Lead, erasure.LeadId, context, state => Judgement.Alone(EraseLead.Decide(state, command)),
            cancellation: cancellation);
        if (outcome is not Outcome<Lead>.Accepted)
        {
            throw new ErasureNotAppliedException(
                $"The erasure of {erasure.LeadId} couldn't be recorded. Run it again.");
        }
    }
}

/// <summary>An erasure of the list couldn't be recorded now.</summary>
public sealed class ErasureNotAppliedException : Exception
{
    public ErasureNotAppliedException() { }
    public ErasureNotAppliedException(string message) : base(message) { }
    public ErasureNotAppliedException(string message, Exception inner) : base(message, inner) { }
}
