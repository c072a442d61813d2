using LeadLedger.EventStore;

namespace LeadLedger.Server.ReadModels.Projecting;

/// <summary>What a projection needs to know of an event beside its payload.</summary>
/// <param name="StreamId">The lead, agreement or panel that it is about.</param>
/// <param name="Version">Its place in that stream.</param>
/// <param name="Position">Its place in the ledger.</param>
/// <param name="RecordedAt">When the ledger took it in.</param>
/// <param name="Imported">History from another system: nobody here witnessed it.</param>
internal readonly record struct Fact(
    Guid StreamId,
    long Version,
    long Position,
    DateTimeOffset RecordedAt,
    bool Imported)
{
    public static Fact Of(RecordedEvent recorded) => new(
        recorded.StreamId, recorded.Version, recorded.Position, recorded.RecordedAt, recorded.IsImported);
}
