using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Leads.Explaining;
using LeadLedger.Domain.Panels;
using LeadLedger.EventStore;
using LeadLedger.Server.Access;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Audit.Explaining;

/// <summary>Reads what a rejection's explanation rests on, and explains it to a reader.</summary>
internal static class CaseRecords
{
    /// <summary>Explains one of a lead's rejections; null: it has no such case.</summary>
    /// <param name="disclosure">What the reader may be shown.</param>
    /// <param name="now">As of when.</param>
    public static async Task<RejectionExplanation?> Explain(
        IEventStore store,
        LeadHistory history,
        int number,
        Disclosure disclosure,
        DateTimeOffset now,
        CancellationToken cancellation)
    {
        if (history.Present.CaseOf(number) is not { Rejection: var rejection })
            return null;
        var handoff = history.Present.Facts.Handoff;
        // Asked for at the same time, they share a round trip.
        var agreement = store.ReadStream(handoff.AgreementId.Value, StreamBound.All, cancellation);
        var panel = store.ReadStream(rejection.PanelId.Value, StreamBound.All, cancellation);
        await Task.WhenAll(agreement, panel);
        var record = new CaseRecord(
            number,
            Of(history),
            Of<AgreementEvent>(await agreement),
            Of<PanelEvent>(await panel),
            now);
        return RejectionExplanation.Of(record, ReaderOf(history, disclosure));
    }

    /// <summary>A lead's events where they stand; a foreign writer's are stepped over.</summary>
    public static IReadOnlyList<Placed<LeadEvent>> Of(LeadHistory history)
    {
        var placed = new List<Placed<LeadEvent>>(history.Steps.Count);
        foreach (var step in history.Steps)
        {
            if (step.Event is { } evt)
                placed.Add(Place(step.Recorded, evt));
        }
        return placed;
    }

    public static CaseReader ReaderOf(LeadHistory history, Disclosure disclosure) =>
        new(disclosure.MaySee, disclosure.SeesPerson, history.IsErased);

    private static List<Placed<TEvent>> Of<TEvent>(StreamSlice slice)
        where TEvent : class
    {
        var placed = new List<Placed<TEvent>>(slice.Events.Count);
        foreach (var recorded in slice.Events)
        {
            // Agreements and panels hold nothing personal, so no key opens anything in them.
            if (EventCatalog.Read(recorded, key: null) is TEvent evt)
                placed.Add(Place(recorded, evt));
        }
        return placed;
    }

    private static Placed<TEvent> Place<TEvent>(RecordedEvent recorded, TEvent evt)
        where TEvent : class =>
        new(recorded.Position, recorded.RecordedAt, recorded.Metadata.Actor, recorded.IsImported, evt);
}
