namespace LeadLedger.Domain.Leads.Explaining;

/// <summary>An event where it stands in the ledger.</summary>
/// <param name="Position">Its place in the whole ledger: what a sentence names.</param>
/// <param name="RecordedAt">When it was recorded, by the database's clock.</param>
/// <param name="Actor">Who recorded it, by the subject of their token.</param>
/// <param name="Imported">History from another system: nobody here witnessed it (rule 13).</param>
public sealed record Placed<TEvent>(
    long Position, DateTimeOffset RecordedAt, string Actor, bool Imported, TEvent Event)
    where TEvent : class;

/// <summary>Looks for events of a kind.</summary>
internal static class PlacedEvents
{
    public static IEnumerable<Placed<TKind>> Of<TKind>(this IEnumerable<Placed<LeadEvent>> events)
        where TKind : LeadEvent => events.Pick<LeadEvent, TKind>();

    public static IEnumerable<Placed<TKind>> Pick<TEvent, TKind>(this IEnumerable<Placed<TEvent>> events)
        where TEvent : class
        where TKind : class, TEvent
    {
        foreach (var placed in events)
        {
            if (placed.Event is TKind it)
                yield return new(placed.Position, placed.RecordedAt, placed.Actor, placed.Imported, it);
        }
    }
}
