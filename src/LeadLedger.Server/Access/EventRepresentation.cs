using System.Text.Json;
using LeadLedger.Domain.Leads;
using LeadLedger.EventStore;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Access;

/// <summary>An event of the ledger as a caller may see it.</summary>
/// <param name="Position">Its place in the whole ledger.</param>
/// <param name="StreamId">The lead, agreement or panel that it happened to.</param>
/// <param name="Version">Its place in its stream.</param>
/// <param name="OccurredAt">When it happened, by the caller's word.</param>
/// <param name="RecordedAt">When it was recorded, by the database's clock.</param>
/// <param name="Actor">Who did it, by the subject of their token.</param>
/// <param name="Imported">History from another system: nobody here witnessed it.</param>
/// <param name="Data">The payload; personal text is null where it is withheld or erased.</param>
/// <param name="Withheld">Fields of the payload that are withheld until the ruling (rule 6).</param>
public sealed record EventRepresentation(
    long Position,
    Guid StreamId,
    long Version,
    Guid Id,
    string Type,
    DateTimeOffset OccurredAt,
    DateTimeOffset RecordedAt,
    string Actor,
    string? Role,
    bool Imported,
    string? CorrelationId,
    string? CausationId,
    JsonElement? Data,
    IReadOnlyList<string>? Withheld)
{
    /// <summary>Of any event; one of a foreign writer has no payload here.</summary>
    public static EventRepresentation Of(RecordedEvent recorded, object? evt, Disclosure disclosure)
    {
        ShownEvent? shown = evt switch
        {
            LeadEvent ofLead => disclosure.Show(ofLead),
            null => null,
            // Agreements and panels hold nothing personal and no votes.
            _ => new(JsonSerializer.SerializeToElement(evt, evt.GetType(), RequestJson.Options), null),
        };
        var metadata = recorded.Metadata;
        return new EventRepresentation(
            recorded.Position,
            recorded.StreamId,
            recorded.Version,
            recorded.Id,
            recorded.Type,
            metadata.OccurredAt,
            recorded.RecordedAt,
            metadata.Actor,
            metadata.Role,
            metadata.Imported,
            metadata.CorrelationId,
            metadata.CausationId,
            shown?.Data,
            shown?.Withheld);
    }
}
