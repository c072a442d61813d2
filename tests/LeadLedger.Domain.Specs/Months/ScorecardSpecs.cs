using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Months;
using LeadLedger.Domain.Specs.Agreements;

namespace LeadLedger.Domain.Specs.Months;

/// <summary>What follows from a closed month's figures: shortfall, carry-over, strikes and the trigger.</summary>
public sealed class ScorecardSpecs
{
    private static readonly AgreementMonth Open = AgreementMonth.Initial;
    private static readonly AgreementMonth Closed = MonthScenes.Given(MonthScenes.Closed(MonthScenes.August));
    private static readonly Act Watch = Enterprise.By("leadledger", Role.Watch, "2026-09-02T09:00Z");

    [Theory]
    [InlineData(300_000, 0, 0, 0)]
    [InlineData(310_000, 0, 0, 0)]
    [InlineData(299_999.5, 0.5, 0.25, 1)]
    [InlineData(250_000, 50_000, 25_000, 1)]
    [InlineData(100_000, 200_000, 30_000, 1)]
    public void Half_of_a_shortfall_is_carried_over_but_never_more_than_a_tenth_of_the_goal(
        decimal net, decimal shortfall, decimal carriedOut, int missedRunning)
    {
        var score = Score(MonthScenes.Figures(net), Open);
        Assert.Equal(
            (300_000m, 0m, net, shortfall, carriedOut, missedRunning),
            (score.Due(), score.CarriedIn, score.Net, score.Shortfall, score.CarriedOut, score.MissedRunning));
    }

    [Fact]
    public void What_was_carried_in_is_owed_too_but_reaching_the_goal_alone_is_no_miss()
    {
        var score = Score(MonthScenes.Figures(305_000), After(MonthScenes.Missed(25_000, 1)));
        Assert.Equal(
            (325_000m, 20_000m, 10_000m, 0, true),
            (score.Due(), score.Shortfall, score.CarriedOut, score.MissedRunning, score.IsGoalReached()));
    }

    [Fact]
    public void What_is_owed_in_leads_is_not_made_good_in_money()
    {
        var score = Score(MonthScenes.Figures(0), After(MonthScenes.Missed(12, 4, GoalKind.Count)));
        Assert.Equal((0m, 5), (score.CarriedIn, score.MissedRunning));
    }

    [Fact]
    public void Without_compensation_nothing_is_carried_over()
    {
        var terms = MonthScenes.Terms with { Compensation = null };
        Assert.Equal(0, Score(MonthScenes.Figures(0), Open, terms).CarriedOut);
    }

    [Fact]
    public void The_second_miss_running_fires_the_trigger_and_so_does_each_further_one()
    {
        Assert.Empty(Issue(MonthScenes.Figures(0), Open).OfType<TerminationTriggered>());
        Assert.Equal(
            [MonthScenes.July, MonthScenes.August],
            Issue(MonthScenes.Figures(0), After(MonthScenes.Missed(0, 1))).OfType<TerminationTriggered>().Single()
                .MissedMonths);
        Assert.Equal(
            [new Month(2026, 6), MonthScenes.July, MonthScenes.August],
            Issue(MonthScenes.Figures(0), After(MonthScenes.Missed(0, 2))).OfType<TerminationTriggered>().Single()
                .MissedMonths);
        var reached = Issue(MonthScenes.Figures(300_000), After(MonthScenes.Missed(0, 2)));
        Assert.Empty(reached.OfType<TerminationTriggered>());
    }

    [Fact]
    public void Sides_and_people_who_kept_less_than_the_terms_ask_for_are_given_strikes()
    {
        var (nine, half, little) = (Kept(9, 1), Kept(1, 1), Kept(1, 9));
        var figures = MonthScenes.Figures(299_999, daysOutOfBand: 4) with
        {
            Sales = new SalesScore(Kept(89, 11), half),
            People =
            [
                new PersonScore("sam", nine, little),
                new PersonScore("sue", half, half),
                new PersonScore("sid", MonthScenes.None, new KeptPromises(5, 0, 0, 2, 3)),
                new PersonScore(null, little, little),
            ],
        };
        Assert.Equal(
            [
                (Party.Marketing, null, StrikeCause.GoalMissed, 300_000m, 299_999m),
                (Party.Marketing, null, StrikeCause.OutOfBand, 3m, 4m),
                (Party.Sales, null, StrikeCause.FirstResponsesMissed, 0.9m, 0.89m),
                (Party.Sales, "sam", StrikeCause.CadencesMissed, 0.5m, 0.1m),
                (Party.Sales, "sue", StrikeCause.FirstResponsesMissed, 0.9m, 0.5m),
            ],
            Issue(figures, Open).OfType<StrikeGiven>()
                .Select(it => (it.Party, it.Person, it.Cause, it.Promised, it.Kept)));
        var ofTeam = MonthScenes.Terms with { Strikes = MonthScenes.Terms.Strikes! with { PerPerson = false } };
        Assert.Equal(3, Issue(figures, Open, ofTeam).OfType<StrikeGiven>().Count());
        Assert.Empty(Issue(figures, Open, MonthScenes.Terms with { Strikes = null }).OfType<StrikeGiven>());
    }

    [Fact]
    public void A_scorecard_is_issued_once_for_a_closed_month_and_after_the_one_before()
    {
        var command = Command(MonthScenes.Figures(0));
        Assert.Empty(IssueScorecard.Decide(Open, MonthScenes.InForce(), Open, command).Events);
        Assert.Empty(IssueScorecard.Decide(
            Closed, MonthScenes.InForce(), MonthScenes.Given(MonthScenes.Closed(MonthScenes.July)), command).Events);
        var issued = IssueScorecard.Decide(Closed, MonthScenes.InForce(), Open, command).Events
            .Aggregate(Closed, AgreementMonth.Evolve);
        Assert.Empty(IssueScorecard.Decide(issued, MonthScenes.InForce(), Open, command).Events);
    }

    [Fact]
    public void An_entry_is_an_adjustment_of_a_closed_month_once()
    {
        var command = new BookAdjustment(
            Enterprise.Id, MonthScenes.August, 99, default, 1, 1, 3_000, "EUR", new(2026, 8, 30),
            new(2026, 9, 2), Watch);
        Assert.Empty(BookAdjustment.Decide(Open, command).Events);
        var booked = BookAdjustment.Decide(Closed, command).Events.Single();
        Assert.Empty(BookAdjustment.Decide(AgreementMonth.Evolve(Closed, booked), command).Events);
    }

    private static KeptPromises Kept(int kept, int missed) => new(kept + missed, kept, missed, 0, 0);

    private static AgreementMonth After(MarketingScore july) => MonthScenes.Given(
        MonthScenes.Closed(MonthScenes.July), MonthScenes.Issued(MonthScenes.July, july));

    private static IssueScorecard Command(MonthFigures figures) =>
        new(Enterprise.Id, MonthScenes.August, figures, 4711, Watch);

    private static IReadOnlyList<MonthEvent> Issue(
        MonthFigures figures, AgreementMonth previous, Terms? terms = null) =>
        IssueScorecard.Decide(Closed, MonthScenes.InForce(terms), previous, Command(figures)).Events;

    private static MarketingScore Score(MonthFigures figures, AgreementMonth previous, Terms? terms = null) =>
        Issue(figures, previous, terms).OfType<ScorecardIssued>().Single().Scorecard.Marketing!;
}
