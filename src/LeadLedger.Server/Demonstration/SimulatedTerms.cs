using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;

namespace LeadLedger.Server.Demonstration;

/// <summary>The terms of the demonstration: the talks' promises (000, 001), for each agreement's own money.</summary>
internal static class SimulatedTerms
{
    private const int FiveMinutes = 5;
    private const int ADayInMinutes = 24 * 60;

    /// <summary>A bucket of each fit, for people who asked to talk and for others.</summary>
    public static IReadOnlyList<Bucket> HandRaisers { get; } =
        [Bucket.HandRaiserHighFit, Bucket.HandRaiserMediumFit, Bucket.HandRaiserLowFit];

    public static IReadOnlyList<Bucket> Others { get; } =
        [Bucket.OtherHighFit, Bucket.OtherMediumFit, Bucket.OtherLowFit];

    /// <summary>The bucket of the same fit, for somebody who didn't ask to talk.</summary>
    public static Bucket OfOthers(Bucket bucket) => bucket switch
    {
        Bucket.HandRaiserHighFit => Bucket.OtherHighFit,
        Bucket.HandRaiserMediumFit => Bucket.OtherMediumFit,
        Bucket.HandRaiserLowFit => Bucket.OtherLowFit,
        _ => bucket,
    };

    /// <param name="backfilled">To value what is brought in; else for what is handed off from now on.</param>
    public static Terms Of(
        SimulatedAgreement agreement, Parties parties, PanelId panel, Month effectiveFrom, bool backfilled) => new(
        Version: 1,
        effectiveFrom,
        backfilled,
        agreement.TimeZone,
        agreement.Currency,
        parties,
        agreement.Goal,
        SimulatedAgreement.Segments,
        [SimulatedAgreement.DemoRequest, SimulatedAgreement.EBook, SimulatedAgreement.Webinar],
        new MatrixLabels("Asked to talk", "Sales-ready", "Ideal", "Good", "Possible"),
        [
            new ValuationRow(null, SimulatedAgreement.DemoRequest, null, 0.03m, agreement.AverageSale),
            new ValuationRow(null, null, null, 0.01m, agreement.AverageSale),
        ],
        [
            .. HandRaisers.Select(bucket => new ResponseTime(bucket, FiveMinutes, ClockKind.Elapsed)),
            new ResponseTime(null, ADayInMinutes, ClockKind.Elapsed, RemindMinutesBefore: 120),
        ],
        [
            new Cadence(
                null, Attempts: 5, WindowDays: 14, ClockKind.Elapsed, IdealDays: [0, 1, 3, 7, 12], RemindDaysBefore: 2),
        ],
        Criteria,
        ReasonCodes,
        agreement.Curve,
        Calendar,
        new ReviewTerms(
            panel, Quorum: 2, RuleWithinHours: 17, ClockKind.Business, ClaimMinutes: 60, RemindHoursBefore: 4),
        Responsibilities:
        [
            new Responsibility("Delivers the month's lead value along its curve", Party.Marketing, Person: null),
            new Responsibility("Contacts every lead in time and reports each week", Party.Sales, Person: null),
        ],
        SalesCapacity: new SalesCapacity(Reps: 10, LeadsPerRep: 100),
        Strikes: new StrikeTerms(
            GoalMissed: true, DaysOutOfBand: 10, FirstResponseShare: 0.9m, CadenceShare: 0.8m, PerPerson: true),
        Compensation: new CompensationTerms(CarryOverShare: 1, MostShareOfGoal: 0.5m),
        Termination: new TerminationTerms(NoticeMonths: 3, GoalMissedMonths: 3),
        SalesCycleMonths: 3);

    private static IReadOnlyList<Criterion> Criteria { get; } =
    [
        new("budget", "There is a budget, or one is expected this year.", ["confirmed", "expected", "none"]),
        new("authority", "The person decides, or works on it with who does.", ["decides", "influences", "uses"]),
        new("size", "The company is of the size that this team sells to.", ["fits", "too-small", "too-large"]),
        new("need", "What the person wants to solve, in their words.", []),
    ];

    private static IReadOnlyList<ReasonCode> ReasonCodes { get; } =
    [
        new("no-budget", "They have no budget and expect none.", "budget"),
        new("no-authority", "The person neither decides nor influences.", "authority"),
        new("wrong-size", "The company isn't one that this team sells to.", "size"),
        new("no-need", "They want something that we don't do.", "need"),
    ];

    // 17 open hours are two working days: the panel's promise.
    private static BusinessCalendar Calendar { get; } = new(
        "simulated-1",
        [
            .. Enumerable.Range((int)DayOfWeek.Monday, 5)
                .Select(day => new OpenHours((DayOfWeek)day, new TimeOnly(9, 0), new TimeOnly(17, 30))),
        ],
        []);
}
