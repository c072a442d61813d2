using LeadLedger.Domain.Leads;
using LeadLedger.EventStore;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Access;

/// <summary>One event of a lead, and the lead right before and after it.</summary>
/// <param name="Event">Null where it isn't one of ours: it is stepped over.</param>
public sealed record LeadStep(RecordedEvent Recorded, LeadEvent? Event, Lead Before, Lead After);

/// <summary>A lead's stream, read and folded once for whatever is shown of it.</summary>
/// <param name="Present">The lead as it is now.</param>
/// <param name="IsErased">Its key is gone, and with it all that was personal.</param>
public sealed record LeadHistory(Lead.Existing Present, long Version, IReadOnlyList<LeadStep> Steps, bool IsErased)
{
    /// <summary>Null: there is no such lead.</summary>
    public static LeadHistory? Of(StreamSlice slice, LedgerSecrets secrets)
    {
        using var key = secrets.KeyOf(slice);
        return Of(slice, key);
    }

    /// <summary>The same under a key that is at hand, or without one: then personal text can't be read.</summary>
    public static LeadHistory? Of(StreamSlice slice, PersonalKey? key)
    {
        var steps = new List<LeadStep>(slice.Events.Count);
        var state = StreamKinds.Lead.Initial;
        foreach (var recorded in slice.Events)
        {
            var before = state;
            var evt = EventCatalog.Read(recorded, key) as LeadEvent;
            if (evt is not null)
                state = StreamKinds.Lead.Evolve(state, evt);
            steps.Add(new LeadStep(recorded, evt, before, state));
        }
        var isErased = slice.Key is null || LedgerSecrets.IsErased(slice);
        return state is Lead.Existing present ? new LeadHistory(present, slice.Version, steps, isErased) : null;
    }
}
