using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Months;
using LeadLedger.Domain.Simulations;
using LeadLedger.Server.Agreements;

namespace LeadLedger.Server.Simulations;

/// <summary>What the OpenAPI document shows of simulations.</summary>
internal static class SimulationExamples
{
    private static readonly DateTimeOffset HandedOffAt = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private static readonly LeadId LeadId = new(new Guid("0197f3a0-0000-8000-8000-00000000b001"));

    private static readonly TermsTried Second = new(Version: 2);

    private static readonly CohortTotals RealTotals = new(
        1, 1, 3_000m, 3_000m, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0m,
        new KeptPromises(1, 1, 0, 0, 0), new KeptPromises(1, 0, 0, 0, 1), new KeptPromises(0, 0, 0, 0, 0));

    private static readonly CohortTotals SimulatedTotals = RealTotals with
    {
        GrossValue = 2_000m,
        NetValue = 2_000m,
        ContactedInTime = 0,
        ContactedLate = 1,
        FirstResponses = new KeptPromises(1, 0, 1, 0, 0),
    };

    public static SimulateRequest OfALead { get; } = new(new SimulationSubject(LeadId), Second);

    public static LeadSimulation Lead { get; } = new(
        LeadId,
        2,
        HandedOffAt.AddDays(1),
        Second,
        Accepted: 2,
        TakenAsRecorded: 0,
        [],
        [],
        new SimulatedStanding(LeadPlace.WithSales, SalesStage.Working, HandedOffAt, null),
        new SimulatedStanding(LeadPlace.WithSales, SalesStage.Working, HandedOffAt, null),
        [
            new HandoffBeside(
                41,
                HandedOffAt,
                new HandoffValued(1, 1, 3_000m, "EUR", 0.03m, 100_000m, 1),
                new HandoffValued(1, 2, 2_000m, "EUR", 0.02m, 100_000m, 1)),
        ],
        [
            new DeadlineBeside(
                OwedPromise.FirstResponse,
                41,
                false,
                Response(1, 60, PromiseState.Kept),
                Response(2, 30, PromiseState.Missed)),
        ],
        new CountsBeside(0, 1));

    public static SimulationJob Queued { get; } = new(
        new Guid("0197f3a0-0000-8000-8000-00000000e001"),
        SimulationState.Queued,
        AgreementExamples.Id,
        new Month(2026, 3),
        Second,
        null,
        "mia",
        HandedOffAt.AddDays(30),
        null,
        null,
        new SimulationProgress(0, null),
        null,
        null);

    public static SimulationJob Done { get; } = Queued with
    {
        State = SimulationState.Done,
        StartedAt = HandedOffAt.AddDays(30).AddMilliseconds(4),
        FinishedAt = HandedOffAt.AddDays(30).AddMilliseconds(31),
        Progress = new SimulationProgress(1, 1),
        Result = new MonthSimulated(
            HandedOffAt.AddDays(30).AddMilliseconds(5),
            4711,
            1,
            2,
            0,
            0,
            [],
            Side(1, RealTotals),
            Side(2, SimulatedTotals),
            SimulatedTotals.Less(RealTotals)),
    };

    private static DeadlineStanding Response(int version, int minutes, PromiseState state) => new(
        1,
        null,
        version,
        HandedOffAt,
        HandedOffAt.AddMinutes(minutes),
        state,
        HandedOffAt.AddMinutes(45),
        null,
        "ada",
        null,
        null,
        null);

    // One day of the month stands for all.
    private static MonthSide Side(int version, CohortTotals totals) => new(
        version,
        "EUR",
        GoalKind.LeadValue,
        300_000m,
        totals,
        [
            new MonthSideDay(
                new DateOnly(2026, 3, 2),
                totals.GrossCount,
                totals.NetCount,
                totals.GrossValue,
                totals.NetValue,
                13_636.36m,
                -16_363.64m,
                58_636.36m,
                totals.GrossValue,
                totals.NetValue,
                totals.GrossValue - 13_636.36m,
                totals.NetValue - 13_636.36m,
                true,
                true),
        ]);
}
