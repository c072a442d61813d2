using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Calculators;
using LeadLedger.Domain.Learning;
using LeadLedger.Domain.Specs.Agreements;
using Reason = LeadLedger.Domain.Learning.ProposalReason;

namespace LeadLedger.Domain.Specs.Learning;

/// <summary>Next month's terms: what is in force, but for what the cohort speaks against.</summary>
public class ProposedTermsSpecs
{
    private static readonly Month Next = new(2027, 6);
    private static readonly Terms Offer = Enterprise.Offer with { SalesCycleMonths = 2 };

    [Fact]
    public void Without_a_cohort_nothing_changes_but_the_month()
    {
        var proposed = ProposedTerms.For(Offer, Next, null, null);

        Assert.Equal(Next, proposed.Draft.EffectiveFrom);
        Assert.Equal(Offer.Valuation, proposed.Draft.Valuation);
        Assert.Equal(Offer.SalesCycleMonths, proposed.Draft.SalesCycleMonths);
        Assert.All(proposed.Values, value => Assert.Equal(value.Assumed, value.Proposed));
        Assert.Equal([Reason.TooFew, Reason.Given], proposed.Values.Select(value => value.Reason).Distinct());
    }

    [Theory]
    [InlineData(29, 29, Reason.TooFew, "0.03")]
    [InlineData(30, 6, Reason.Differs, "0.2")]
    [InlineData(100, 3, Reason.Agrees, "0.03")]
    [InlineData(100, 5, Reason.Agrees, "0.03")]
    [InlineData(1_000, 50, Reason.Differs, "0.05")]
    [InlineData(100_000, 1, Reason.Differs, "0.00001")]
    [InlineData(1_000, 0, Reason.Differs, "0")]
    public void A_close_rate_is_replaced_only_where_it_lies_outside_of_the_interval(
        long decided, long won, Reason reason, string proposed)
    {
        var proposal = ProposedTerms.For(Offer, Next, Of(Kind("demo", decided, won)), null);
        var value = Value(proposal, "valuation[1].closeRate");

        Assert.Equal((reason, decided), (value.Reason, value.Count));
        Assert.Equal(decimal.Parse(proposed, System.Globalization.CultureInfo.InvariantCulture), value.Proposed);
    }

    [Fact]
    public void Leads_speak_for_the_row_that_would_value_them_now()
    {
        var terms = Offer with { Valuation = [.. Offer.Valuation, new("small", "demo", null, 0.02m, 10_000)] };
        var cohort = Of(
            Kind("demo", 300, 100) with { Segment = "small" },
            Kind("demo", 300, 9),
            Kind("gone", 300, 300));
        var draft = ProposedTerms.For(terms, Next, cohort, null).Draft;

        Assert.Equal([0.01m, 0.03m, 0.3333m], draft.Valuation.Select(row => row.CloseRate));
    }

    [Fact]
    public void An_average_sale_of_at_least_ten_deals_is_signed_in_cents()
    {
        var figures = new LearnedFigures(10, 10, 10, 1_000.005m, 100_001m, 100, 1_000);
        var nine = figures with { Won = 9 };

        Assert.Equal((Reason.Differs, 100m), Sale(figures));
        Assert.Equal((Reason.TooFew, 100_000m), Sale(nine));

        (Reason, decimal?) Sale(LearnedFigures of)
        {
            var cohort = Of(new LearnedKind("small", Bucket.OtherLowFit, "ebook", of));
            var value = Value(ProposedTerms.For(Offer, Next, cohort, null), "valuation[0].averageSale");
            return (value.Reason, value.Proposed);
        }
    }

    // 61 days are two months and a bit: three are agreed on. With ten alike there is no doubt about it.
    [Theory]
    [InlineData(40, 2, Reason.Agrees)]
    [InlineData(61, 3, Reason.Differs)]
    [InlineData(20, 1, Reason.Differs)]
    [InlineData(5_000, 60, Reason.Differs)]
    public void The_cycle_is_what_deals_took_in_whole_months_rounded_up(int days, int months, Reason reason)
    {
        var figures = new LearnedFigures(10, 10, 10, 10, 10, 10 * days, 10L * days * days);
        var proposed = ProposedTerms.For(
            Offer, Next, Of(new LearnedKind("small", Bucket.OtherLowFit, "ebook", figures)), null);

        Assert.Equal(months, proposed.Draft.SalesCycleMonths);
        Assert.Equal(reason, Value(proposed, "salesCycleMonths").Reason);
    }

    [Fact]
    public void A_goal_follows_from_what_it_is_derived_from()
    {
        var goal = new Goal(GoalKind.Count, 1_000, new(new RevenueDerivation(300_000, 0.2m, 0.15m, 10_000)));
        var figures = new LearnedFigures(1_000, 100, 50, 500_000, 5_000_010_000, 3_000, 180_000);
        var proposed = ProposedTerms.For(
            Offer with { Goal = goal },
            Next,
            Of(new LearnedKind("small", Bucket.OtherLowFit, "ebook", figures)),
            null);

        // 300,000 ÷ (0.1 × 0.5 × 10,000) = 600.
        Assert.Equal(
            new Goal(GoalKind.Count, 600, new(new RevenueDerivation(300_000, 0.1m, 0.5m, 10_000))),
            proposed.Draft.Goal);
        Assert.Equal(Reason.Follows, Value(proposed, "goal.amount").Reason);
    }

    [Fact]
    public void Where_nothing_is_won_a_goal_stays_derived_from_what_was_assumed()
    {
        var goal = new Goal(GoalKind.Count, 1_000, new(new RevenueDerivation(300_000, 0.2m, 0.15m, 10_000)));
        var proposed = ProposedTerms.For(
            Offer with { Goal = goal }, Next, Of(Kind("demo", 500, 0)), null);

        Assert.Equal(goal, proposed.Draft.Goal);
    }

    [Fact]
    public void A_goal_that_was_simply_given_stays()
    {
        var proposed = ProposedTerms.For(Offer, Next, Of(Kind("demo", 500, 0)), null);
        Assert.Equal((Offer.Goal, Reason.Given), (proposed.Draft.Goal, Value(proposed, "goal.amount").Reason));
    }

    [Fact]
    public void Sales_word_on_its_capacity_stands_and_a_goal_from_it_follows()
    {
        var terms = Offer with
        {
            SalesCapacity = new(10, 100),
            Goal = new Goal(GoalKind.Count, 1_000, new(null, new SalesCapacity(10, 100))),
        };
        var proposed = ProposedTerms.For(terms, Next, null, new DeclaredCapacity(new(2027, 5), 3, 100));

        Assert.Equal(new SalesCapacity(3, 33), proposed.Draft.SalesCapacity);
        Assert.Equal(new Goal(GoalKind.Count, 99, new(null, new SalesCapacity(3, 33))), proposed.Draft.Goal);
        Assert.Equal(terms.SalesCapacity, ProposedTerms.For(
            terms, Next, null, new DeclaredCapacity(new(2027, 5), 0, 0)).Draft.SalesCapacity);
    }

    // The enterprise promises 5 attempts, all others 3.
    [Fact]
    public void Attempts_are_raised_to_what_95_percent_of_the_deals_took_and_never_lowered()
    {
        var cohort = Of() with
        {
            Efforts =
            [
                new("enterprise", 1, 19), new("enterprise", 9, 1),
                new("small", 2, 18), new("small", 7, 1), new("small", 10, 1),
            ],
        };
        var proposed = ProposedTerms.For(Offer, Next, cohort, null);

        Assert.Equal([5, 7], proposed.Draft.Cadences.Select(row => row.Attempts));
        Assert.Equal(
            [(1m, Reason.Agrees), (7m, Reason.Differs)],
            proposed.Values.Where(value => value.Field.StartsWith("cadences", StringComparison.Ordinal))
                .Select(value => (value.Observed!.Value, value.Reason)));
    }

    [Fact]
    public void Whatever_was_learned_the_draft_can_be_proposed()
    {
        var state = Enterprise.Given(
            [Enterprise.Drafted, Enterprise.Proposed(Offer), .. Enterprise.Signed(1, "2026-06-30T22:00Z")]);
        var random = new Random(20_270_601);
        for (var i = 0; i < 200; i++)
        {
            var proposed = ProposedTerms.For(
                Offer, Next, Learned(random), new(Next, random.Next(0, 30), random.Next(0, 5_000)));
            var act = Enterprise.By("mia", Role.Marketing, "2027-05-20T09:00Z");
            Assert.Null(ProposeTerms.Decide(state, new(proposed.Draft, Enterprise.Judges, act)).Refusal);
        }
    }

    private static LearnedCohort Learned(Random random)
    {
        var kinds =
            from segment in Offer.Segments
            from action in Offer.ConversionActions
            let decided = random.NextInt64(0, 5_000)
            let won = random.NextInt64(0, decided + 1)
            let amount = (decimal)random.NextInt64(0, 10_000_000_000) / 10_000
            select new LearnedKind(segment, Bucket.HandRaiserHighFit, action, new(
                decided, won, won, won * amount, won * amount * amount, won * 70, won * 4_900));
        var efforts = Enumerable.Range(0, 11).Select(tries => new LearnedEffort("small", tries, random.Next(9)));
        return Of([.. kinds]) with { Efforts = [.. efforts] };
    }

    private static LearnedKind Kind(string action, long decided, long won) => new(
        "enterprise", Bucket.HandRaiserHighFit, action, new(decided, won, won, 0, 0, won * 40, won * 1_600));

    private static LearnedCohort Of(params LearnedKind[] kinds) =>
        new(new Cohort(new(2027, 2), new(2027, 4)), 2, kinds, []);

    private static ProposedValue Value(ProposedTerms proposed, string field) =>
        Assert.Single(proposed.Values, value => value.Field == field);
}
