using LeadLedger.Domain.Leads;
using LeadLedger.EventStore;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Erasing;

/// <summary>
/// Erases the person behind a lead: the ledger first, which decides, and then the list outside the database, which a
/// restore needs. Should the program end between the two, the next start lists what the ledger has
/// (<see cref="ErasuresAtStart"/>).
/// </summary>
public sealed partial class Erasures(
    WriteSide ledger, IEventStore store, ErasureListPlace place, ILogger<Erasures> logger)
{
    /// <summary>Decides and, unless refused, erases.</summary>
    public Task<Outcome<Lead>> Erase(Guid leadId, ErasureGround ground, CommandContext context) =>
        ledger.Decider.Decide(StreamKinds.Lead, leadId, context, async state =>
        {
            var slice = await store.ReadStream(leadId);
            var command = new EraseLead(ground, slice.Key?.MasterKeyId, context.Act);
            return new Judgement<LeadEvent>(EraseLead.Decide(state, command), []);
        });

    /// <summary>The certificate of a lead that is erased.</summary>
    public async Task<ErasureCertificate> Certify(Guid leadId) =>
        ErasureCertificate.Of(await store.ReadStream(leadId))
        ?? throw new InvalidOperationException($"The person behind {leadId} isn't erased.");

    /// <summary>Puts an erasure on the list outside the database; false if that isn't possible now.</summary>
    public bool TryList(ErasureCertificate certificate)
    {
        try
        {
            place.List?.Keep(certificate.Listed);
            return true;
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            LogUnlisted(logger, certificate.LeadId.Value, unwritable.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(LogEvents.ErasuresUnlisted, LogLevel.Error,
        "The erasure of {Lead} is in the ledger, and can't be put on the list outside the database: {Failure}")]
    private static partial void LogUnlisted(ILogger logger, Guid lead, string failure);
}
