using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Leads.Replaying;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads.Replaying;

/// <summary>What belongs to a lead as it was at an instant, and what doesn't yet.</summary>
public sealed class PartOfLifeSpecs
{
    [Fact]
    public void A_late_report_belongs_to_when_it_happened()
    {
        var history = new LeadEvent[]
        {
            HandedOff(), Assigned(Sam, "03-02 09:30"), Attempted("03-02 09:10", judged: "03-02 12:00"),
        };
        Assert.Equal([Taken, Later, Later], PlacedAt("03-02 09:09", history));
        Assert.Equal([Taken, Later, Taken], PlacedAt("03-02 09:10", history));
    }

    [Fact]
    public void A_deadline_is_not_missed_at_its_very_instant() =>
        Assert.Equal([Taken, Later], PlacedAt("03-02 10:00", HandedOff(), Missed()));

    [Fact]
    public void A_breach_that_was_none_was_none_from_the_deadline_on()
    {
        var history = new LeadEvent[] { HandedOff(), Missed(), Attempted("03-02 09:59"), Excused("03-02 10:20") };
        Assert.Equal([Taken, Later, Taken, Later], PlacedAt("03-02 10:00", history));
        Assert.Equal([Taken, Taken, Taken, Taken], PlacedAt("03-02 10:01", history));
        Assert.Equal(
            PromiseState.Excused,
            Existing(Fold("03-02 10:01", history)).Facts.Period.FirstResponseState(T("03-02 10:01")));
    }

    [Fact]
    public void An_attempt_from_the_time_of_a_review_has_no_ground_until_the_rejection_was_withdrawn()
    {
        var history = new LeadEvent[]
        {
            HandedOff(), Rejected("03-03 09:00"), Withdrawn("03-03 15:00"), Attempted("03-03 12:00"),
        };
        Assert.Equal([Taken, Taken, Later, Placement.WithoutGround], PlacedAt("03-03 13:00", history));
        Assert.IsType<Lead.UnderReview>(Fold("03-03 13:00", history));
        Assert.Equal([Taken, Taken, Taken, Taken], PlacedAt("03-03 15:00", history));
    }

    [Fact]
    public void An_act_on_a_later_case_is_none_on_an_earlier_one()
    {
        var history = new LeadEvent[]
        {
            HandedOff(),
            Rejected("03-03 09:00"),
            Withdrawn("03-03 09:10"),
            // By a clock that is a minute behind.
            Rejected("03-03 09:09", number: 2),
            Claimed(Pia, "03-03 09:09", number: 2),
            Voted(Pia, Verdict.Upheld, "03-03 09:09", number: 2),
        };
        Assert.Equal(
            [Taken, Taken, Later, Placement.WithoutGround, Placement.WithoutGround, Placement.WithoutGround],
            PlacedAt("03-03 09:09", history));
        Assert.Empty(Assert.IsType<Lead.UnderReview>(Fold("03-03 09:09", history)).Case.Votes);
    }

    [Fact]
    public void A_decision_dated_before_its_ground_waits_for_it()
    {
        var history = new LeadEvent[]
        {
            HandedOff(), Rejected("03-03 09:01"), Claimed(Carl, "03-03 09:00"), Released(Carl, "03-03 09:02"),
        };
        Assert.Equal([Taken, Later, Placement.WithoutGround, Later], PlacedAt("03-03 09:00", history));
        Assert.IsType<Lead.WithSales>(Fold("03-03 09:00", history));
    }

    [Fact]
    public void Before_the_first_handoff_there_was_nothing() =>
        Assert.Same(Lead.Initial, Fold("03-02 08:59", HandedOff(), Assigned(Sam, "03-02 09:30")));

    private const Placement Taken = Placement.Taken;
    private const Placement Later = Placement.HappenedLater;

    private static FirstResponseMissed Missed() =>
        new(Company.Lead, 1, null, null, T("03-02 10:00"), Day("03-02"));

    private static BreachExcused Excused(string at) => new(
        Company.Lead, OwedPromise.FirstResponse, 1, null, null, T("03-02 10:00"), Day("03-02"), T(at));

    private static Placement[] PlacedAt(string at, params LeadEvent[] history)
    {
        var part = PartOfLife.Nothing;
        var placements = new List<Placement>();
        foreach (var e in history)
        {
            (part, var placement) = part.With(e, T(at));
            placements.Add(placement);
        }
        return [.. placements];
    }

    private static Lead Fold(string at, params LeadEvent[] history) =>
        history.Aggregate(PartOfLife.Nothing, (part, e) => part.With(e, T(at)).After).State;

    private static Lead.Existing Existing(Lead state) => Assert.IsAssignableFrom<Lead.Existing>(state);
}
