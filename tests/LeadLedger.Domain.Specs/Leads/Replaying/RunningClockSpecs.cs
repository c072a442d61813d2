using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Leads.Replaying;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads.Replaying;

/// <summary>Which deadlines run after a step, whose they are, and by which terms the step was judged.</summary>
public sealed class RunningClockSpecs
{
    private static readonly RunningClock Cadence = new(
        OwedPromise.Cadence, 1, null, Sam, T("03-16 09:00"), null, 5);

    [Fact]
    public void With_sales_the_first_response_and_the_cadence_run() => Assert.Equal(
        [new RunningClock(OwedPromise.FirstResponse, 1, null, Sam, T("03-02 10:00"), null, null), Cadence],
        Of(HandedOff(Sam)));

    [Fact]
    public void What_was_done_is_not_owed_any_more()
    {
        Assert.Equal([Cadence with { AttemptsDue = 4 }], Of(HandedOff(Sam), Attempted("03-02 09:30")));
        Assert.Empty(Of(
        [
            HandedOff(Sam),
            .. Enumerable.Range(10, 5).Select(minute => Attempted($"03-02 09:{minute}")),
        ]));
    }

    [Fact]
    public void Under_review_the_panel_owes_a_ruling() => Assert.Equal(
        [new RunningClock(OwedPromise.Ruling, 1, 1, null, T("03-05 09:00"), null, null)],
        Of(HandedOff(Sam), Rejected("03-03 09:00")));

    [Fact]
    public void A_ruling_that_sends_the_lead_back_starts_clocks_of_its_own()
    {
        var running = Of(HandedOff(Sam), Rejected("03-03 09:00"), Overturned("03-04 09:00", Sue));
        Assert.Equal([T("03-04 10:00"), T("03-18 09:00")], running.Select(clock => clock.DueAt));
        Assert.All(running, clock => Assert.Equal((1, Sue), (clock.Case, clock.OwedBy)));
    }

    [Fact]
    public void Elsewhere_nothing_is_owed()
    {
        Assert.Empty(Of());
        Assert.Empty(Of(HandedOff(), Won("03-04 09:00")));
        Assert.Empty(Of(HandedOff(), Rejected("03-03 09:00"), Upheld("03-04 09:00")));
    }

    [Fact]
    public void A_late_report_is_judged_by_the_terms_of_its_own_handoff()
    {
        var late = Attempted("03-02 11:00", judged: "04-02 09:00");
        var lead = (Lead.Existing)Fold(
            HandedOff(), Rejected("03-03 09:00"), Upheld("03-04 09:00"), HandedOffAgain(), late);
        Assert.Equal((1, 1), (lead.HandoffOf(late).Number, lead.HandoffOf(late).TermsVersion));
        Assert.Equal(1, lead.HandoffOf(FollowedUp("04-02 10:00")).Number);
        Assert.Equal(2, lead.HandoffOf(Assigned(Sue, "04-02 10:00")).Number);
    }

    private static IReadOnlyList<RunningClock> Of(params LeadEvent[] history) => RunningClock.Of(Fold(history));

    private static Lead Fold(params LeadEvent[] history) => history.Aggregate(Lead.Initial, Lead.Evolve);
}
