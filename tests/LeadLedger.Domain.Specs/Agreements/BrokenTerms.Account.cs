using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Agreements.Rules;
using static LeadLedger.Domain.Specs.Agreements.Enterprise;

namespace LeadLedger.Domain.Specs.Agreements;

// Derived goals, reminders, responsibilities, capacity, strikes, compensation, termination.
internal static partial class BrokenTerms
{
    /// <summary>The figures of 004: 5,000 of revenue, 100 a sale, half of the leads won: 100 leads.</summary>
    private static readonly RevenueDerivation Revenue = new(5_000, 0.5m, 1, 100);

    private static readonly StrikeTerms NoStrikes = new(false, null, null, null, PerPerson: false);

    // Nothing to give strikes for, to compensate or to trigger.
    private static readonly Terms Promiseless = Offer with
    {
        Goal = null,
        Curve = null,
        ResponseTimes = [],
        Cadences = [],
    };

    private static IEnumerable<(Terms, Refusal)> DerivedGoals()
    {
        yield return (Derived(100, new(Revenue, new(1, 100))), new GoalIsDerivedFromOneThing());
        yield return (Derived(100, new()), new GoalIsDerivedFromOneThing());
        foreach (var amount in new[] { 0, -1, 0.00001m, 1_000_000_000_000.1m })
        {
            yield return (
                Derived(100, new(Revenue with { RevenueGoal = amount })),
                new DerivationAmountIsOutOfRange("goal.derivedFrom.revenue.revenueGoal"));
            yield return (
                Derived(100, new(Revenue with { AverageSale = amount })),
                new DerivationAmountIsOutOfRange("goal.derivedFrom.revenue.averageSale"));
        }
        foreach (var rate in new[] { 0, -0.1m, 1.00000001m, 0.123456789m })
        {
            yield return (
                Derived(100, new(Revenue with { LeadToOpportunity = rate })),
                new DerivationRateIsOutOfRange("goal.derivedFrom.revenue.leadToOpportunity"));
            yield return (
                Derived(100, new(Revenue with { OpportunityToSale = rate })),
                new DerivationRateIsOutOfRange("goal.derivedFrom.revenue.opportunityToSale"));
        }
        yield return (Derived(99, new(Revenue)), new GoalDoesNotFollow(100));
        yield return (Derived(100, new(Revenue with { RevenueGoal = 5_000.0001m })), new GoalDoesNotFollow(101));
        yield return (
            Derived(100, new(Revenue)) with { Goal = new(GoalKind.LeadValue, 100, new(Revenue)) },
            new GoalDoesNotFollow(5_000));
        // 10^14 leads are more than any goal may be; 10^24 more than can be reckoned.
        yield return (
            Derived(100, new(new(1_000_000_000_000, 0.01m, 1, 1))),
            new GoalIsOutOfRange());
        yield return (
            Derived(100, new(new(1_000_000_000_000, 0.00000001m, 0.00000001m, 0.0001m))),
            new GoalIsOutOfRange());
        yield return (
            Offer with { Goal = new(GoalKind.LeadValue, 100, new(Capacity: new(1, 100))) },
            new GoalFromCapacityCountsLeads());
        yield return (
            Derived(100, new(Capacity: new(0, 100))),
            new SalesCapacityIsOutOfRange("goal.derivedFrom.capacity.reps"));
        yield return (
            Derived(100, new(Capacity: new(1, 0))),
            new SalesCapacityIsOutOfRange("goal.derivedFrom.capacity.leadsPerRep"));
        yield return (Derived(999, new(Capacity: new(10, 100))), new GoalDoesNotFollow(1_000));
    }

    private static IEnumerable<(Terms, Refusal)> Reminders()
    {
        foreach (var before in new[] { 0, -1, 30, 31 })
        {
            yield return (
                Offer with { ResponseTimes = [new(null, 30, ClockKind.Elapsed, before)] },
                new ReminderIsOutOfRange("responseTimes[0].remindMinutesBefore", 30));
            yield return (
                Keeping(new Cadence(null, 1, 30, ClockKind.Business, [], before)),
                new ReminderIsOutOfRange("cadences[0].remindDaysBefore", 30));
            yield return (
                Reviewed(Review with { RuleWithinHours = 30, RemindHoursBefore = before }),
                new ReminderIsOutOfRange("review.remindHoursBefore", 30));
        }
        yield return (
            Offer with { ResponseTimes = [new(null, 1, ClockKind.Elapsed, 1)] },
            new ReminderIsOutOfRange("responseTimes[0].remindMinutesBefore", 1));
    }

    private static IEnumerable<(Terms, Refusal)> Responsibilities()
    {
        yield return (
            Of([.. Enumerable.Range(0, 201).Select(i => new Responsibility($"Duty {i}", Party.Sales, null))]),
            new ListIsTooLong("responsibilities", 200));
        yield return (
            Of(new Responsibility("Calls", (Party)2, null)),
            new ChoiceIsUnknown("responsibilities[0].party"));
        yield return (
            Of(new Responsibility(" ", Party.Sales, null)),
            new ResponsibilityNeedsADuty("responsibilities[0].duty"));
        yield return (
            Of(new Responsibility(new('x', 201), Party.Sales, null)),
            new ResponsibilityNeedsADuty("responsibilities[0].duty"));
        foreach (var (party, person) in new[]
        {
            (Party.Marketing, "sam"), (Party.Marketing, "sid"), (Party.Sales, "mia"), (Party.Sales, "carl"),
        })
        {
            yield return (
                Of(new Responsibility("Calls", party, person)),
                new ResponsibleIsNotOfTheParty("responsibilities[0].person", party));
        }
        yield return (
            Of(new("Calls", Party.Sales, "sam"), new("Calls", Party.Sales, "sue"), new("Calls", Party.Sales, "sam")),
            new ResponsibilityIsGivenTwice("responsibilities[2]"));

        static Terms Of(params Responsibility[] duties) => Offer with { Responsibilities = duties };
    }

    private static IEnumerable<(Terms, Refusal)> Consequences()
    {
        foreach (var reps in new[] { 0, -1, 10_001 })
            yield return (Able(reps, 1), new SalesCapacityIsOutOfRange("salesCapacity.reps"));
        foreach (var leads in new[] { 0, -1, 100_001 })
            yield return (Able(1, leads), new SalesCapacityIsOutOfRange("salesCapacity.leadsPerRep"));

        foreach (var share in new[] { 0, -0.1m, 1.00000001m, 0.123456789m })
            yield return (Compensated(share, null), new CarryOverShareIsOutOfRange());
        foreach (var most in new[] { 0, -0.1m, 100.00000001m, 0.123456789m })
            yield return (Compensated(1, most), new MostShareOfGoalIsOutOfRange());
        yield return (Promiseless with { Compensation = new(1, null) }, new CompensationNeedsAGoal());

        foreach (var notice in new[] { -1, 25 })
            yield return (Ending(notice, null), new NoticeIsOutOfRange());
        foreach (var missed in new[] { 0, -1, 25 })
            yield return (Ending(0, missed), new TriggerIsOutOfRange());
        yield return (Promiseless with { Termination = new(0, 3) }, new TriggerNeedsAGoal());

        foreach (var months in new[] { 0, -1, 61 })
            yield return (Offer with { SalesCycleMonths = months }, new SalesCycleIsOutOfRange());
    }

    private static IEnumerable<(Terms, Refusal)> StrikeTerms()
    {
        yield return (Struck(NoStrikes), new StrikesNeedACause());
        yield return (Struck(NoStrikes with { PerPerson = true }), new StrikesNeedACause());
        foreach (var days in new[] { -1, 32 })
            yield return (Struck(NoStrikes with { DaysOutOfBand = days }), new DaysOutOfBandAreOutOfRange());
        foreach (var share in new[] { -0.1m, 1.00000001m, 0.123456789m })
        {
            yield return (
                Struck(NoStrikes with { FirstResponseShare = share }),
                new StrikeShareIsOutOfRange("strikes.firstResponseShare"));
            yield return (
                Struck(NoStrikes with { CadenceShare = share }),
                new StrikeShareIsOutOfRange("strikes.cadenceShare"));
        }
        yield return (Struck(NoStrikes with { GoalMissed = true, PerPerson = true }), new StrikesPerPersonNeedAShare());
        foreach (var (strikes, field) in new[]
        {
            (NoStrikes with { GoalMissed = true }, "strikes.goalMissed"),
            (NoStrikes with { DaysOutOfBand = 3 }, "strikes.daysOutOfBand"),
            (NoStrikes with { FirstResponseShare = 0.9m }, "strikes.firstResponseShare"),
            (NoStrikes with { CadenceShare = 0.9m }, "strikes.cadenceShare"),
        })
        {
            yield return (Promiseless with { Strikes = strikes }, new StrikeNeedsItsPromise(field));
        }
    }

    private static IEnumerable<Terms> AccountsOnTheBounds() =>
    [
        Derived(100, new(Revenue)),
        Derived(100.0m, new(Revenue with { RevenueGoal = 4_999.9999m })),
        Offer with { Goal = new(GoalKind.LeadValue, 5_000.0m, new(Revenue)) },
        Derived(1_000_000_000, new(Capacity: new(10_000, 100_000))),
        Derived(1, new(Capacity: new(1, 1))),
        Derived(1_000_000_000_000, new(new(1_000_000_000_000, 1, 1, 1))),
        Offer with { ResponseTimes = [new(null, 30, ClockKind.Elapsed, 1), new(Bucket.OtherLowFit, 30, 0, 29)] },
        Keeping(new Cadence(null, 1, 30, ClockKind.Elapsed, [], 1), new("small", 1, 30, ClockKind.Business, [], 29)),
        Reviewed(Review with { RuleWithinHours = 30, RemindHoursBefore = 1 }),
        Reviewed(Review with { RuleWithinHours = 30, RemindHoursBefore = 29 }),
        Offer with
        {
            Responsibilities =
            [
                new(new('x', 200), Party.Marketing, "mia"), new("x", Party.Marketing, null),
                new("x", Party.Sales, null), new("x", Party.Sales, "sid"), new("x", Party.Sales, "sam"),
            ],
        },
        Able(1, 1),
        Able(10_000, 100_000),
        Struck(new(true, 0, 0, 0, PerPerson: true)),
        Struck(new(false, 31, 1, 0.12345678m, PerPerson: false)),
        Promiseless with { Termination = new(0, null), SalesCapacity = new(1, 1), SalesCycleMonths = 1 },
        Compensated(0.00000001m, 0.00000001m),
        Compensated(1, 100),
        Ending(0, 1),
        Ending(24, 24),
        Offer with { SalesCycleMonths = 60 },
    ];

    private static Terms Derived(decimal amount, GoalDerivation from) =>
        Offer with { Goal = new(GoalKind.Count, amount, from) };

    private static Terms Able(int reps, int leadsPerRep) => Offer with { SalesCapacity = new(reps, leadsPerRep) };

    private static Terms Struck(StrikeTerms strikes) => Offer with { Strikes = strikes };

    private static Terms Compensated(decimal share, decimal? most) => Offer with { Compensation = new(share, most) };

    private static Terms Ending(int notice, int? missed) => Offer with { Termination = new(notice, missed) };
}
