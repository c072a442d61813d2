using LeadLedger.Domain.Leads;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.LeadScene;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

/// <summary>Where a lead is, whose it is and what is known of it, by what happened.</summary>
public sealed class LeadSpecs
{
    private static readonly LeadOwner Team = new LeadOwner.SalesTeam(Company.AgreementId);

    private static readonly LeadOwner Judges = new LeadOwner.ReviewPanel(Company.PanelId);

    private static readonly LeadOwner Marketing = new LeadOwner.Marketing(Company.AgreementId);

    [Fact]
    public void A_stream_without_events_is_no_lead() =>
        Assert.IsType<Lead.NotHandedOff>(Given().State);

    [Fact]
    public void Handed_off_it_is_the_sales_teams_and_awaits_its_first_response() =>
        Is(Given(HandedOff()), LeadPlace.WithSales, Team, "03-02 09:00", SalesStage.AwaitingFirstResponse);

    [Fact]
    public void Handed_off_to_somebody_it_is_theirs() =>
        Is(Given(HandedOff(Sam)), LeadPlace.WithSales, Person(Sam), "03-02 09:00", SalesStage.AwaitingFirstResponse);

    [Fact]
    public void Assigned_it_is_somebodys() =>
        Is(
            Given(HandedOff(Sam), Assigned(Sue, "03-02 10:00")),
            LeadPlace.WithSales,
            Person(Sue),
            "03-02 09:00",
            SalesStage.AwaitingFirstResponse);

    [Theory]
    [InlineData(AttemptOutcome.Connected)]
    [InlineData(AttemptOutcome.Voicemail)]
    [InlineData(AttemptOutcome.NoAnswer)]
    [InlineData(AttemptOutcome.Replied)]
    public void An_attempt_that_could_reach_the_person_is_the_first_response(AttemptOutcome outcome) =>
        Is(
            Given(HandedOff(), Attempted("03-02 09:30", outcome)),
            LeadPlace.WithSales,
            Team,
            "03-02 09:00",
            SalesStage.Working);

    [Theory]
    [InlineData(AttemptOutcome.WrongNumber)]
    [InlineData(AttemptOutcome.Bounced)]
    public void One_that_could_not_is_none_but_counts_for_the_cadence(AttemptOutcome outcome)
    {
        var scene = Given(HandedOff(), Attempted("03-02 09:30", outcome));
        Is(scene, LeadPlace.WithSales, Team, "03-02 09:00", SalesStage.AwaitingFirstResponse);
        var period = Facts(scene).Period;
        Assert.Single(period.Attempts);
        Assert.Null(period.FirstResponse);
        Assert.Null(period.FirstResponseSeconds);
    }

    [Fact]
    public void An_opened_opportunity_is_the_furthest_stage() =>
        Is(
            Given(HandedOff(), Reached(Milestone.OpportunityOpened, "03-02 10:00"), Attempted("03-02 11:00")),
            LeadPlace.WithSales,
            Team,
            "03-02 09:00",
            SalesStage.Opportunity);

    [Theory]
    [InlineData(Milestone.DiscoveryHeld)]
    [InlineData(Milestone.DemoHeld)]
    public void Other_milestones_do_not_change_the_stage(Milestone milestone) =>
        Is(
            Given(HandedOff(), Attempted("03-02 09:30"), Reached(milestone, "03-02 10:00")),
            LeadPlace.WithSales,
            Team,
            "03-02 09:00",
            SalesStage.Working);

    [Fact]
    public void Rejected_it_is_the_panels() =>
        Is(Given(HandedOff(Sam), Rejected()), LeadPlace.UnderReview, Judges, "03-03 09:00");

    [Fact]
    public void While_it_is_claimed_and_voted_on_it_stays_the_panels() =>
        Is(
            Given(HandedOff(Sam), Rejected(), Recused(Paul, "03-03 09:30"), Claimed(Pia, "03-03 10:00"))
                .And(Voted(Pia, Verdict.Upheld, "03-03 10:05"), Released(Pia, "03-03 10:05")),
            LeadPlace.UnderReview,
            Judges,
            "03-03 09:00");

    [Fact]
    public void Upheld_it_is_marketings_from_the_ruling_on()
    {
        var ruled = Given(HandedOff(Sam), Rejected(), Upheld("03-04 09:00"));
        Is(ruled, LeadPlace.WithMarketing, Marketing, "03-04 09:00");
        Is(ruled.And(Returned("03-04 09:00")), LeadPlace.WithMarketing, Marketing, "03-04 09:00");
        Assert.Equal(
            ReturnCause.RejectionUpheld,
            Assert.IsType<Lead.WithMarketing>(ruled.And(Returned("03-04 09:00")).State).Cause);
    }

    [Fact]
    public void Overturned_it_is_back_with_who_must_act_and_awaits_a_first_response_anew() =>
        Is(
            Given(HandedOff(Sam), Attempted("03-02 09:30"), Rejected(), Overturned("03-04 09:00", actBy: Sue)),
            LeadPlace.WithSales,
            Person(Sue),
            "03-04 09:00",
            SalesStage.AwaitingFirstResponse);

    [Fact]
    public void Overturned_the_new_clocks_run_and_the_old_attempts_are_not_theirs()
    {
        var facts = Facts(Given(HandedOff(Sam), Attempted("03-02 09:30"), Rejected(), Overturned("03-04 09:00")));
        Assert.Equal(T("03-04 10:00"), facts.Period.FirstResponsePromise!.DueAt);
        Assert.Equal(T("03-18 09:00"), facts.Period.CadencePromise!.EndsAt);
        Assert.Empty(facts.Period.Attempts);
        Assert.Equal((T("03-02 09:00"), T("03-03 09:00")), (facts.Periods[0].From, facts.Periods[0].To!.Value));
        Assert.Single(facts.Periods[0].Attempts);
    }

    [Fact]
    public void An_opportunity_stays_one_through_an_overturned_rejection() =>
        Is(
            Given(HandedOff(Sam), Reached(Milestone.OpportunityOpened, "03-02 10:00"), Rejected())
                .And(Overturned("03-04 09:00", actBy: Sam)),
            LeadPlace.WithSales,
            Person(Sam),
            "03-04 09:00",
            SalesStage.Opportunity);

    [Fact]
    public void Handed_off_again_the_old_opportunity_is_the_old_handoffs() =>
        Is(
            Given(HandedOff(Sam), Reached(Milestone.OpportunityOpened, "03-02 10:00"))
                .And(Returned("03-20 09:00", number: null), HandedOffAgain()),
            LeadPlace.WithSales,
            Team,
            "04-01 09:00",
            SalesStage.AwaitingFirstResponse);

    [Fact]
    public void Withdrawn_it_is_back_with_who_had_it_as_far_as_they_had_come() =>
        Is(
            Given(HandedOff(Sam), Attempted("03-02 09:30"), Rejected(), Withdrawn("03-03 10:00")),
            LeadPlace.WithSales,
            Person(Sam),
            "03-02 09:00",
            SalesStage.Working);

    [Fact]
    public void Given_back_as_unresponsive_it_is_marketings()
    {
        var scene = Given(HandedOff(Sam), Returned("03-20 09:00", number: null));
        Is(scene, LeadPlace.WithMarketing, Marketing, "03-20 09:00");
        Assert.Equal(ReturnCause.Unresponsive, Assert.IsType<Lead.WithMarketing>(scene.State).Cause);
    }

    [Fact]
    public void Won_it_is_closed() =>
        Is(Given(HandedOff(Sam), Won("03-20 09:00")), LeadPlace.Won, new LeadOwner.Closed(), "03-20 09:00");

    [Fact]
    public void Lost_it_is_closed() =>
        Is(Given(HandedOff(Sam), Lost("03-20 09:00")), LeadPlace.Lost, new LeadOwner.Closed(), "03-20 09:00");

    [Fact]
    public void A_late_attempt_is_its_own_periods_and_moves_nothing()
    {
        var scene = Given(HandedOff(), Rejected(), Overturned("03-04 09:00"))
            .And(Attempted("03-02 09:30", judged: "03-04 10:00"));
        Is(scene, LeadPlace.WithSales, Team, "03-04 09:00", SalesStage.AwaitingFirstResponse);
        Assert.Empty(Facts(scene).Periods[1].Attempts);
        Assert.Equal(T("03-04 10:00"), Facts(scene).Periods[0].FirstResponse!.JudgedAt);
    }

    [Fact]
    public void A_clock_that_stepped_back_ends_no_period_before_it_began()
    {
        var period = Facts(Given(HandedOff(), Rejected("03-02 08:59"))).Period;
        Assert.Equal((period.From, period.From), (T("03-02 09:00"), period.To!.Value));
    }

    [Fact]
    public void Closed_cases_are_kept_with_what_became_of_them()
    {
        var scene = Given(HandedOff(), Rejected(), Withdrawn("03-03 10:00"), Rejected("03-04 09:00", number: 2))
            .And(Voted(Pia, Verdict.Overturned, "03-04 10:00"), Overturned("03-05 09:00", number: 2))
            .And(FollowedUp("03-09 09:00", number: 2), Rejected("03-10 09:00", number: 3));
        var lead = Assert.IsType<Lead.UnderReview>(scene.State);
        Assert.Equal(3, lead.Case.Number);
        Assert.Equal([1, 2], lead.Facts.ClosedCases.Select(closed => closed.Number));
        Assert.NotNull(lead.CaseOf(1)!.Withdrawal);
        Assert.Null(lead.CaseOf(1)!.Ruling);
        Assert.Equal(Verdict.Overturned, lead.CaseOf(2)!.Ruling!.Verdict);
        Assert.Equal(Mia, lead.CaseOf(2)!.FollowUp!.DoneBy);
        Assert.Equal(Pia, Assert.Single(lead.CaseOf(2)!.Votes).Member);
        Assert.Same(lead.Case, lead.CaseOf(3));
        Assert.Null(lead.CaseOf(4));
    }

    [Fact]
    public void Who_had_a_hand_in_it_is_remembered_through_every_handoff()
    {
        var facts = Facts(Given(HandedOff(Sam), Attempted("03-02 09:30", by: Cleo), Assigned(Sue, "03-02 10:00"))
            .And(Rejected(by: Max), Upheld("03-04 09:00"), Returned("03-04 09:00"), HandedOffAgain()));
        Assert.Equal(Involvement.HandedItOff, facts.InvolvementOf(Mia));
        Assert.Equal(Involvement.WasAssignedIt, facts.InvolvementOf(Sam));
        Assert.Equal(Involvement.WasAssignedIt, facts.InvolvementOf(Sue));
        Assert.Equal(Involvement.AttemptedContact, facts.InvolvementOf(Cleo));
        Assert.Equal(Involvement.RejectedIt, facts.InvolvementOf(Max));
        Assert.Equal(Involvement.None, facts.InvolvementOf(Carl));
    }

    [Fact]
    public void An_event_that_is_not_known_is_never_passed_over() =>
        Assert.Throws<InvalidOperationException>(() => Given(HandedOff(), new LeadVanished()).State);

    [Fact]
    public void An_event_that_cannot_follow_is_never_passed_over() =>
        Assert.Throws<InvalidOperationException>(() => Given(HandedOff(), Withdrawn("03-03 10:00")).State);

    [Fact]
    public void An_attempt_outside_every_period_is_never_passed_over() =>
        Assert.Throws<InvalidOperationException>(() => Given(HandedOff(), Attempted("03-01 09:00")).State);

    private static LeadOwner.SalesPerson Person(string person) => new(person);

    private static LeadFacts Facts(LeadScene scene) => ((Lead.Existing)scene.State).Facts;

    private static void Is(LeadScene scene, LeadPlace place, LeadOwner owner, string since, SalesStage? stage = null)
    {
        var lead = Assert.IsType<Lead.Existing>(scene.State, exactMatch: false);
        Assert.Equal((place, owner, T(since)), (lead.Place, lead.Owner, lead.Since));
        Assert.Equal(stage, (lead as Lead.WithSales)?.Stage);
    }

    private sealed record LeadVanished : LeadEvent;
}
