using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;
using LeadLedger.Domain.Simulations;
using LeadLedger.Domain.Specs.Leads;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Simulations;

/// <summary>Given what really happened, under these other terms, then exactly this.</summary>
public sealed class SimulationSpecs
{
    private static readonly Terms Real = Company.Terms;

    [Fact]
    public void A_shorter_promise_is_missed_that_was_kept_and_the_value_is_the_other_terms()
    {
        var it = Under(
            Company.TermsFromApril,
            2,
            Acted(HandedOff(), Marketing("03-02 09:00")),
            Acted(Attempted("03-02 09:45"), Sales("03-02 09:45")));

        var lead = Assert.IsType<Lead.WithSales>(it.Simulated.Lead);
        Assert.Equal(2_000m, lead.Facts.Handoff.Value.Amount);
        Assert.Equal(T("03-02 09:30"), lead.Facts.Period.FirstResponsePromise!.DueAt);
        Assert.Equal(PromiseState.Missed, lead.Facts.Period.FirstResponseState(T("03-03 09:00")));
        Assert.Equal(
            PromiseState.Kept, ((Lead.Existing)it.Real.Lead).Facts.Period.FirstResponseState(T("03-03 09:00")));
    }

    [Fact]
    public void Terms_without_the_segment_refuse_the_handoff_and_what_came_after_is_moot()
    {
        var it = Under(
            Real with { Segments = ["mid-market"] },
            null,
            Acted(HandedOff(), Marketing("03-02 09:00")),
            Acted(Attempted("03-02 09:45"), Sales("03-02 09:45")),
            Acted(Assigned(Sue, "03-02 10:00"), SalesManager("03-02 10:00")));

        Assert.IsType<SegmentIsNotInTheTerms>(Assert.Single(it.Refused).Refusal);
        Assert.Equal([2L, 3L], it.Moot.Select(moot => moot.Act.Position));
        Assert.All(it.Moot, moot => Assert.IsType<LeadIsUnknown>(moot.Refusal));
        Assert.IsType<Lead.NotHandedOff>(it.Simulated.Lead);
    }

    [Fact]
    public void A_rejection_without_its_reason_is_refused_and_the_lead_stays_with_sales_until_its_cadence_is_missed()
    {
        var it = Under(Real with { ReasonCodes = [new ReasonCode("no-need", "No need", "need")] }, null, Upheld());

        Assert.IsType<RejectionNeedsAReasonInForce>(Assert.Single(it.Refused).Refusal);
        Assert.Equal([3L, 4L, 5L, 6L, 7L], it.Moot.Select(moot => moot.Act.Position));
        var lead = Assert.IsType<Lead.WithSales>(it.Simulated.Lead);
        Assert.Equal(PromiseState.Missed, lead.Facts.Period.CadenceState(T("03-20 09:00")));
        Assert.IsType<Lead.WithMarketing>(it.Real.Lead);
    }

    [Fact]
    public void A_higher_quorum_ends_the_chairs_claim_with_their_vote_so_that_their_ruling_is_refused()
    {
        var it = Under(Real with { Review = Real.Review! with { Quorum = 3 } }, null, Upheld());

        var refused = Assert.Single(it.Refused);
        Assert.IsType<CaseNeedsTheMembersOwnClaim>(refused.Refusal);
        Assert.IsType<RulingIssued>(refused.Act.Event);
        Assert.Empty(it.Moot);
        Assert.IsType<Lead.UnderReview>(it.Simulated.Lead);
    }

    [Fact]
    public void A_claim_that_holds_for_less_time_lapses_before_the_vote()
    {
        var it = Under(Real with { Review = Real.Review! with { ClaimMinutes = 4 } }, null, Upheld());

        Assert.Equal([4L, 6L, 7L], it.Refused.Select(refused => refused.Act.Position));
        Assert.All(it.Refused, refused => Assert.IsType<CaseNeedsTheMembersOwnClaim>(refused.Refusal));
        Assert.Empty(it.Moot);
    }

    [Fact]
    public void The_members_of_then_judge_and_another_panel_lets_nobody_of_the_real_one()
    {
        var other = new PanelId(Guid.Parse("0196a1b2-0000-7000-8000-00000000000f"));
        var it = Under(Real with { Review = Real.Review! with { PanelId = other } }, null, Upheld());

        Assert.Equal(
            Enumerable.Repeat(typeof(OnlySeatedMembersReview), 5),
            it.Refused.Select(refused => refused.Refusal.GetType()));
        Assert.Equal(other, Assert.IsType<Lead.UnderReview>(it.Simulated.Lead).Case.Rejection.PanelId);
    }

    [Fact]
    public void A_longer_grace_takes_a_late_report_for_a_timely_one()
    {
        var late = Attempted("03-02 09:45", judged: "03-02 12:00");
        var handedOff = Acted(HandedOff(), Marketing("03-02 09:00"));
        var attempted = Acted(late, Sales("03-02 09:45", "03-02 12:00"));

        var it = Under(Real with { ReportingGraceMinutes = 240 }, null, handedOff, attempted);

        var period = ((Lead.Existing)it.Simulated.Lead).Facts.Period;
        Assert.Equal(T("03-02 09:45"), period.FirstResponse!.JudgedAt);
        Assert.Equal(PromiseState.Kept, period.FirstResponseState(T("03-03 09:00")));
        Assert.Equal(
            PromiseState.Missed, ((Lead.Existing)it.Real.Lead).Facts.Period.FirstResponseState(T("03-03 09:00")));
    }

    [Fact]
    public void What_another_program_wrote_against_our_rules_stands_as_it_is_recorded()
    {
        var it = Under(
            Company.TermsFromApril,
            2,
            Acted(HandedOff(), Marketing("03-02 09:00")),
            Acted(Attempted("03-02 09:45", by: Otto), Sales("03-02 09:45", who: Otto)));

        Assert.Equal(2L, Assert.Single(it.TakenAsRecorded).Position);
        Assert.Equal(1, it.Accepted);
        Assert.Equal(Otto, Assert.Single(((Lead.Existing)it.Simulated.Lead).Facts.Period.Attempts).AttemptedBy);
    }

    [Fact]
    public void Of_a_month_its_own_handoffs_alone_are_supposed_to_be_made_under_the_other_terms()
    {
        var acts = Numbered(
        [
            .. Upheld(),
            Acted(HandedOffAgain(), Marketing("04-01 09:00")),
        ]);
        var it = new MonthSimulation(
            new Month(2026, 4),
            Real with { Valuation = [new(null, null, null, 1, 7m)] },
            null,
            Ground(),
            T("05-01 00:00"));
        it.Add(acts);

        Assert.Equal((1, 2_000m), (it.Real.Totals().GrossCount, it.Real.Totals().GrossValue));
        Assert.Equal((1, 7m), (it.Simulated.Totals().GrossCount, it.Simulated.Totals().GrossValue));
        Assert.Equal(-1_993m, it.Simulated.Totals().Less(it.Real.Totals()).GrossValue);
        Assert.Equal(7m, it.Simulated.Days[0].GrossValue);
        Assert.Empty(it.Refusals);
    }

    /// <summary>Seven acts: handed off, rejected, claimed and voted on by two, upheld.</summary>
    private static RecordedAct[] Upheld() =>
    [
        Acted(HandedOff(), Marketing("03-02 09:00")),
        Acted(Rejected(), Sales("03-03 09:00")),
        Acted(Claimed(Pia, "03-03 10:00"), Member(Pia, "03-03 10:00")),
        Acted(Voted(Pia, Verdict.Upheld, "03-03 10:05"), Member(Pia, "03-03 10:05")),
        Acted(Claimed(Carl, "03-03 11:00", fence: 2), Chair("03-03 11:00")),
        Acted(Voted(Carl, Verdict.Upheld, "03-03 11:05"), Chair("03-03 11:05")),
        Acted(Happened.Upheld("03-03 11:06"), Chair("03-03 11:06")),
    ];

    private static RecordedAct Acted(LeadEvent e, Act act) =>
        new(0, e, act.Actor, act.Role, act.OccurredAt, act.Now.AddMilliseconds(3));

    private static List<RecordedAct> Numbered(IEnumerable<RecordedAct> acts) =>
        [.. acts.Select((act, place) => act with { Position = place + 1 })];

    private static Surroundings Ground() => new(
        new([(0, Company.Agreement)]),
        new Dictionary<PanelId, PastStates<Panel>> { [Company.PanelId] = new([(0, Company.Panel)]) });

    private static SimulatedLead Under(Terms terms, int? version, params RecordedAct[] acts) => Simulation.Of(
        Numbered(acts), Ground(), new Supposition(Company.Agreement, terms, version, _ => true));
}
