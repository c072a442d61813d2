using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;

namespace LeadLedger.Domain.Simulations;

/// <summary>
/// The same acts decided anew, each on what came before it, under other terms (ADR-0017). Nothing is written. What is
/// refused stays out and the rest goes on; what the deadline watch recorded is left out on both sides, as it follows
/// from the clocks.
/// </summary>
public sealed class Simulation
{
    private readonly Surroundings _surroundings;
    private readonly Supposition _supposition;
    private readonly Course _real;
    private readonly Course _simulated;
    private readonly List<RefusedAct> _refused = [];
    private readonly List<RefusedAct> _moot = [];
    private readonly List<RecordedAct> _asRecorded = [];
    private int _accepted;

    // The simulated history as if nothing had ever been refused in it: what is refused here too is refused by the
    // terms, and what isn't hangs on a refused act. Null: the two are still the same.
    private Course? _unhindered;

    private Simulation(Surroundings surroundings, Supposition supposition)
    {
        (_surroundings, _supposition) = (surroundings, supposition);
        var newest = supposition.Beside(supposition.Newest);
        (_real, _simulated) = (new Course(newest), new Course(newest));
    }

    /// <summary>Simulates one lead.</summary>
    /// <param name="events">Its stream, in order, as far as it is known.</param>
    /// <param name="surroundings">What the real decisions rested on.</param>
    /// <param name="supposition">Under which terms what is decided anew.</param>
    public static SimulatedLead Of(
        IReadOnlyList<RecordedAct> events, Surroundings surroundings, Supposition supposition)
    {
        var it = new Simulation(surroundings, supposition);
        for (var i = 0; i < events.Count;)
        {
            var from = i++;
            while (i < events.Count && Follows(events[i].Event, events[i - 1].Event))
                i++;
            it.Next(events, from, i);
        }
        return new(it._real, it._simulated, it._accepted, it._refused, it._moot, it._asRecorded);
    }

    /// <summary>Whether an event came of the same command as the one before it.</summary>
    private static bool Follows(LeadEvent e, LeadEvent before) => (e, before) switch
    {
        (BreachExcused, ContactAttempted or DealWon or DealLost or BreachExcused) => true,
        (LeadReturnedToMarketing { Cause: ReturnCause.RejectionUpheld }, RulingIssued) => true,
        (ReviewReleased it, VoteCast vote) =>
            (it.Case, it.Member, it.ReleasedAt) == (vote.Case, vote.Member, vote.VotedAt),
        (ReviewReleased it, MemberRecused aside) =>
            (it.Case, it.Member, it.ReleasedAt) == (aside.Case, aside.Member, aside.RecusedAt),
        _ => false,
    };

    private void Next(IReadOnlyList<RecordedAct> events, int from, int to)
    {
        var recorded = events[from];
        if (Retelling.Of(recorded.Event, _real.Lead, number => number) is not { } retold)
            return;
        if (Heard(retold, events, from, to) is { } act)
            Decide(recorded, act, events, from, to);
        else
            TakeAsRecorded(recorded, events, from, to);
        Take(_real, events, from, to);
    }

    private Act? Heard(Retold retold, IReadOnlyList<RecordedAct> events, int from, int to)
    {
        var recorded = events[from];
        if (!IsOurs(recorded.Event) || _surroundings.Agreement.Before(recorded.Position) is not { } then)
            return null;
        var agreement = _supposition.Beside(then);
        var excusedAt = to > from + 1 ? (events[from + 1].Event as BreachExcused)?.ExcusedAt : null;
        return Hearing.Of(recorded, retold.By, excusedAt, act => Decide(retold, _real, agreement, recorded, act));
    }

    /// <summary>A lead stays with its agreement; by which terms another's would be judged isn't known here.</summary>
    private bool IsOurs(LeadEvent e)
    {
        var id = _supposition.Newest.Id;
        return (_real.Lead is not Lead.Existing lead || lead.Facts.Handoff.AgreementId == id)
            && (HandoffOf(e) is not { } handoff || handoff.AgreementId == id);
    }

    private void Decide(RecordedAct recorded, Act act, IReadOnlyList<RecordedAct> events, int from, int to)
    {
        var then = _surroundings.Agreement.Before(recorded.Position)!;
        var agreement = HandoffOf(recorded.Event) is { } handoff
            ? _supposition.For(handoff, then)
            : _supposition.Beside(then);
        var decision = Decide(_simulated, agreement, recorded, act);
        var unhindered = _unhindered is null ? decision : Decide(_unhindered, agreement, recorded, act);
        if (decision.Refusal is { } refusal)
        {
            _unhindered ??= _simulated.Copy();
            (refusal.GetType() == unhindered.Refusal?.GetType() ? _refused : _moot).Add(new(recorded, refusal));
        }
        else
        {
            _accepted++;
            Take(_simulated, decision, recorded);
        }
        if (_unhindered is null)
            return;
        if (unhindered.Refusal is null)
            Take(_unhindered, unhindered, recorded);
        else
            Take(_unhindered, events, from, to);
    }

    private Decision<LeadEvent> Decide(Course course, Agreement agreement, RecordedAct recorded, Act act)
    {
        var retold = Retelling.Of(recorded.Event, _real.Lead, course.CaseIs)!;
        return Decide(retold, course, agreement, recorded, act);
    }

    private Decision<LeadEvent> Decide(
        Retold retold, Course course, Agreement agreement, RecordedAct recorded, Act act)
    {
        if (retold.Case is not { } real)
            return retold.Decide(course.Lead, agreement, null, act);
        if (course.Lead is not Lead.Existing lead)
            return new LeadIsUnknown();
        if (lead.CaseOf(course.CaseIs(real)) is not { Rejection.PanelId: var panelId })
            return new CaseIsUnknown(real);
        if (!retold.IsOfThePanel)
            return retold.Decide(lead, agreement, null, act);
        // The case was let in against these terms, to see what hangs on it.
        if (lead is Lead.UnderReview && agreement.TermsOf(lead.Facts.Handoff) is { Review: null, Version: var version })
            return new TermsPromiseNoReview(version);
        return _surroundings.PanelBefore(panelId, recorded.Position) is { } panel
            ? retold.Decide(lead, agreement, panel, act)
            : new OnlySeatedMembersReview();
    }

    private void TakeAsRecorded(RecordedAct recorded, IReadOnlyList<RecordedAct> events, int from, int to)
    {
        if (_unhindered is null)
        {
            _asRecorded.Add(recorded);
            Take(_simulated, events, from, to);
            return;
        }
        // It was written on a history that isn't the simulated one any more.
        _moot.Add(new(recorded, new LeadIsUnknown()));
        Take(_unhindered, events, from, to);
    }

    private static Handoff? HandoffOf(LeadEvent e) => e switch
    {
        LeadHandedOff it => it.Handoff,
        LeadHandedOffAgain it => it.Handoff,
        _ => null,
    };

    private static void Take(Course course, Decision<LeadEvent> decision, RecordedAct recorded)
    {
        foreach (var e in decision.Events)
            course.Take(e, recorded);
    }

    private static void Take(Course course, IReadOnlyList<RecordedAct> events, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (events[i].Event is not BreachExcused)
                course.Take(events[i].Event, events[from]);
        }
    }
}
