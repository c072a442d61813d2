using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Months;
using LeadLedger.Domain.Specs.Agreements;

namespace LeadLedger.Domain.Specs.Months;

/// <summary>What people may say of a month, and when it may be closed.</summary>
public sealed class MonthCommandSpecs
{
    private static readonly Agreement Agreement = MonthScenes.InForce();
    private static readonly AgreementMonth Open = AgreementMonth.Initial;
    private static readonly AgreementMonth Shut = MonthScenes.Given(MonthScenes.Closed(MonthScenes.July));

    private static readonly DeclareSalesCapacity Declare = new(
        Enterprise.Id, MonthScenes.July, "north", new SalesCapacity(10, 100), By("sid", Role.SalesManager));

    private static readonly LogMarketingEffort Log = new(
        Enterprise.Id, MonthScenes.July, "blog-post", 20, 60.25m, 100, By("mia", Role.Marketing));

    private static readonly CloseMonth Close = new(
        Enterprise.Id, MonthScenes.July, By("ada", Role.Agreements, "2026-07-31T23:00Z"));

    [Fact]
    public void Capacity_is_declared_by_who_signs_for_sales_or_by_the_role_agreements()
    {
        DeclareSalesCapacity.Decide(Open, Agreement, Declare).Then(new SalesCapacityDeclared(
            Enterprise.Id, MonthScenes.July, "north", new SalesCapacity(10, 100), "sid", Declare.Act.Now));
        var ofRole = Declare with { Act = By("ada", Role.Agreements) };
        Assert.Single(DeclareSalesCapacity.Decide(Open, Agreement, ofRole).Events);
        DeclareSalesCapacity.Decide(Open, Agreement, Declare with { Act = By("sam", Role.SalesManager) })
            .ThenRefused(new DeclaringCapacityNeedsASalesManager());
    }

    [Fact]
    public void Declaring_is_refused_for_the_first_thing_that_is_wrong()
    {
        var wrong = Declare with
        {
            Month = new Month(2026, 6),
            Team = " ",
            Capacity = new SalesCapacity(-1, 1),
            Act = By("mia", Role.SalesManager),
        };
        DeclareSalesCapacity.Decide(Shut, null, wrong).ThenRefused(new AgreementIsUnknown());
        DeclareSalesCapacity.Decide(Shut, Agreement, wrong).ThenRefused(new DeclaringCapacityNeedsASalesManager());
        wrong = wrong with { Act = Declare.Act };
        DeclareSalesCapacity.Decide(Shut, Agreement, wrong).ThenRefused(new NoTermsInForceInMonth(wrong.Month));
        wrong = wrong with { Month = MonthScenes.July };
        DeclareSalesCapacity.Decide(Shut, Agreement, wrong).ThenRefused(new MonthIsClosedAlready(MonthScenes.July));
        DeclareSalesCapacity.Decide(Open, Agreement, wrong).ThenRefused(new CapacityNeedsATeam());
        wrong = wrong with { Team = "north" };
        DeclareSalesCapacity.Decide(Open, Agreement, wrong)
            .ThenRefused(new DeclaredCapacityIsOutOfRange(10_000, 100_000));
    }

    [Fact]
    public void What_a_team_said_last_counts_and_teams_add_up()
    {
        var month = MonthScenes.Given(
            new SalesCapacityDeclared(Enterprise.Id, MonthScenes.July, "north", new(10, 100), "sid", Declare.Act.Now),
            new SalesCapacityDeclared(Enterprise.Id, MonthScenes.July, "south", new(2, 50), "sid", Declare.Act.Now),
            new SalesCapacityDeclared(Enterprise.Id, MonthScenes.July, "north", new(10, 90), "sid", Declare.Act.Now));
        Assert.Equal(1_000, month.LeadsSalesCanTake(MonthScenes.Terms));
        var terms = MonthScenes.Terms with { SalesCapacity = new SalesCapacity(3, 7) };
        Assert.Equal(21, Open.LeadsSalesCanTake(terms));
        Assert.Null(Open.LeadsSalesCanTake(MonthScenes.Terms));
        Assert.Empty(DeclareSalesCapacity.Decide(month, Agreement, Declare with { Capacity = new(10, 90) }).Events);
    }

    [Fact]
    public void Logging_is_refused_for_the_first_thing_that_is_wrong()
    {
        var wrong = Log with { Month = new Month(2026, 6), AssetKind = "", Hours = 0, Act = By("sam", Role.Marketing) };
        LogMarketingEffort.Decide(Shut, null, wrong).ThenRefused(new AgreementIsUnknown());
        LogMarketingEffort.Decide(Shut, Agreement, wrong).ThenRefused(new LoggingEffortNeedsMarketing());
        wrong = wrong with { Act = Log.Act };
        LogMarketingEffort.Decide(Shut, Agreement, wrong).ThenRefused(new NoTermsInForceInMonth(wrong.Month));
        wrong = wrong with { Month = MonthScenes.August };
        LogMarketingEffort.Decide(Shut, Agreement, wrong).ThenRefused(new MonthHasNotBegun(MonthScenes.August));
        wrong = wrong with { Month = MonthScenes.July };
        LogMarketingEffort.Decide(Shut, Agreement, wrong).ThenRefused(new MonthIsClosedAlready(MonthScenes.July));
        LogMarketingEffort.Decide(Open, Agreement, wrong).ThenRefused(new EffortNeedsAnAssetKind());
        wrong = wrong with { AssetKind = "webinar" };
        LogMarketingEffort.Decide(Open, Agreement, wrong).ThenRefused(new EffortIsOutOfRange(1_000_000));
        foreach (var flaw in new[] { Log with { Hours = 0.001m }, Log with { Made = 0 }, Log with { Leads = -1 } })
            LogMarketingEffort.Decide(Open, Agreement, flaw).ThenRefused(new EffortIsOutOfRange(1_000_000));
    }

    [Fact]
    public void Effort_of_a_kind_adds_up()
    {
        var logged = LogMarketingEffort.Decide(Open, Agreement, Log).Events[0];
        var month = MonthScenes.Given(logged, logged);
        Assert.Equal(new Effort(40, 120.5m, 200), month.Effort["blog-post"]);
    }

    [Fact]
    public void A_month_is_closed_at_the_end_of_its_grace_and_not_a_microsecond_earlier()
    {
        // August begins at 22:00 UTC in Berlin, and the terms give an hour for reporting.
        CloseMonth.Decide(Open, Agreement, Open, Close)
            .Then(new MonthClosed(Enterprise.Id, MonthScenes.July, "ada", Close.Act.Now));
        var early = Close.Act.Now.AddMicroseconds(-1);
        CloseMonth.Decide(Open, Agreement, Open, Close with { Act = Close.Act with { Now = early } })
            .ThenRefused(new MonthIsNotOver(MonthScenes.July, Close.Act.Now));
    }

    [Fact]
    public void Closing_is_refused_for_the_first_thing_that_is_wrong()
    {
        var wrong = Close with { Month = new Month(2026, 6), Act = By("sid", Role.SalesManager, "2026-07-01T00:00Z") };
        CloseMonth.Decide(Shut, null, Open, wrong).ThenRefused(new AgreementIsUnknown());
        CloseMonth.Decide(Shut, Agreement, Open, wrong).ThenRefused(new ClosingNeedsTheAgreementsRole());
        wrong = wrong with { Act = By("ada", Role.Agreements, "2026-07-01T00:00Z") };
        CloseMonth.Decide(Shut, Agreement, Open, wrong).ThenRefused(new NoTermsInForceInMonth(wrong.Month));
        wrong = wrong with { Month = MonthScenes.August };
        CloseMonth.Decide(Shut, Agreement, Open, wrong).ThenRefused(new MonthIsClosedAlready(MonthScenes.August));
        CloseMonth.Decide(Open, Agreement, Open, wrong).ThenRefused(
            new MonthIsNotOver(MonthScenes.August, Enterprise.At("2026-08-31T23:00Z")));
        wrong = wrong with { Act = By("ada", Role.Agreements, "2026-09-09T00:00Z") };
        CloseMonth.Decide(Open, Agreement, Open, wrong).ThenRefused(new EarlierMonthIsOpen(MonthScenes.July));
        Assert.Single(CloseMonth.Decide(Open, Agreement, Shut, wrong).Events);
    }

    [Fact]
    public void A_month_of_backfilled_terms_is_never_closed()
    {
        var agreement = Enterprise.Given(
        [
            Enterprise.Drafted,
            Enterprise.Proposed(Enterprise.Offer with { Backfilled = true, EffectiveFrom = MonthScenes.July }),
            .. Enterprise.Signed(1, "2026-06-30T22:00Z"),
        ]);
        CloseMonth.Decide(Open, agreement, Open, Close).ThenRefused(new NoTermsInForceInMonth(MonthScenes.July));
    }

    private static Act By(string actor, Role role, string now = "2026-07-15T09:00Z") => Enterprise.By(actor, role, now);
}
