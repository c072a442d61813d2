using LeadLedger.EventStore;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.ReadModels.Projecting;

/// <summary>An event of the feed as the projections take it.</summary>
/// <param name="Type">Its stored name, for messages.</param>
internal readonly record struct DecodedEvent(Fact Fact, string Type, object Event);

/// <summary>A page of the feed, decoded without anybody's personal data: no read model has use for it.</summary>
/// <param name="Events">Ours, in position order.</param>
/// <param name="Foreign">How many others were stepped over: their names aren't ours.</param>
/// <param name="LastPosition">The last event's that the page comes to; null if it comes to none.</param>
/// <param name="NextPosition">What to read after.</param>
/// <param name="Fault">Set if the page ends in front of an event of ours that can't be read.</param>
internal sealed record DecodedPage(
    IReadOnlyList<DecodedEvent> Events,
    int Foreign,
    long? LastPosition,
    long NextPosition,
    UnprojectableEventException? Fault)
{
    public static DecodedPage Decode(FeedPage page)
    {
        var events = new List<DecodedEvent>(page.Events.Count);
        var foreign = 0;
        long? last = null;
        foreach (var recorded in page.Events)
        {
            try
            {
                if (EventCatalog.Read(recorded, key: null) is { } evt)
                    events.Add(new DecodedEvent(Fact.Of(recorded), recorded.Type, evt));
                else
                    foreign++;
            }
            catch (UnreadableEventException unreadable)
            {
                var fault = new UnprojectableEventException(recorded.Position, recorded.Type, unreadable);
                return new DecodedPage(events, foreign, last, last ?? recorded.Position - 1, fault);
            }
            last = recorded.Position;
        }
        return new DecodedPage(events, foreign, last, page.NextPosition, null);
    }

    /// <summary>What of the page comes before a position.</summary>
    public DecodedPage Before(long position)
    {
        if (LastPosition is not { } last || last < position)
            return this;
        var kept = Events.TakeWhile(e => e.Fact.Position < position).ToList();
        return this with
        {
            Events = kept,
            LastPosition = kept.Count == 0 ? null : kept[^1].Fact.Position,
            Fault = null,
        };
    }
}
