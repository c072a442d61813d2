using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Server.Panels;

namespace LeadLedger.Server.Agreements;

/// <summary>What the OpenAPI document shows of agreements.</summary>
internal static class AgreementExamples
{
    private static readonly DateTimeOffset SignedAt = new(2026, 2, 20, 10, 0, 0, TimeSpan.Zero);

    public static AgreementId Id { get; } = new(new Guid("0197f3a0-0000-8000-8000-00000000a001"));

    public static ProposeTermsRequest Proposal { get; } = new(
        new Month(2026, 3),
        "Europe/Zurich",
        "EUR",
        new Parties(["mia"], ["ada", "ben"], ["max"]),
        ["enterprise", "mid-market"],
        ["demo-request", "e-book"],
        [
            new ValuationRow(null, "demo-request", null, 0.03m, 100_000m),
            new ValuationRow(null, "e-book", null, 0.01m, 100_000m),
        ],
        new Goal(
            GoalKind.LeadValue, 300_000m, new GoalDerivation(new RevenueDerivation(300_000m, 0.2m, 0.15m, 100_000m))),
        new MatrixLabels("asked to talk", "didn't ask", "A", "B", "C"),
        [
            new ResponseTime(Bucket.HandRaiserHighFit, 5, ClockKind.Business, RemindMinutesBefore: 2),
            new ResponseTime(null, 1440, ClockKind.Elapsed),
        ],
        [new Cadence(null, 5, 14, ClockKind.Elapsed, [0, 1, 3, 7, 13], RemindDaysBefore: 2)],
        [
            new Criterion("budget", "The budget is confirmed or being asked for.", ["confirmed", "asked-for", "none"]),
            new Criterion("need", "They have a need that we meet, in their own words.", []),
        ],
        [new ReasonCode("no-budget", "There is no budget.", "budget"), new ReasonCode("no-need", "No need.", "need")],
        new Curve(CurveShape.BusinessDays, [], [], 0.1m, 0.15m),
        new BusinessCalendar(
            "2026-1",
            [
                .. Enumerable.Range((int)DayOfWeek.Monday, 5).Select(day =>
                    new OpenHours((DayOfWeek)day, new TimeOnly(8, 0), new TimeOnly(18, 0))),
            ],
            [new Holiday(new DateOnly(2026, 4, 3), "Good Friday")]),
        new ReviewTerms(PanelExamples.Id, 2, 72, ClockKind.Elapsed, RemindHoursBefore: 12),
        Responsibilities:
        [
            new Responsibility("Qualifies a lead before it is handed off.", Party.Marketing, "mia"),
            new Responsibility("Says by the 20th how many leads the next month can take.", Party.Sales, null),
        ],
        SalesCapacity: new SalesCapacity(10, 100),
        Strikes: new StrikeTerms(true, 5, 0.9m, 0.8m, PerPerson: true),
        Compensation: new CompensationTerms(1, 0.25m),
        Termination: new TerminationTerms(2, 3),
        SalesCycleMonths: 6);

    public static AgreementRepresentation Drafted { get; } = new(Id, 1, "Enterprise 2026", "enterprise-emea", []);

    public static TermsRepresentation Proposed { get; } = new(Id, Proposal.ToTerms() with { Version = 1 }, null, []);

    public static TermsRepresentation Signed { get; } = Proposed with
    {
        InForceFrom = new DateTimeOffset(2026, 2, 28, 23, 0, 0, TimeSpan.Zero),
        Signatures =
        [
            new Signature(Party.Marketing, "mia", SignedAt),
            new Signature(Party.Sales, "max", SignedAt.AddHours(4)),
        ],
    };

    public static AgreementRepresentation InForce { get; } = Drafted with
    {
        Version = 4,
        Terms = [new TermsSummary(1, new Month(2026, 3), false, Signed.InForceFrom, Signed.Signatures)],
    };

    public static AgreementRepresentation Terminated { get; } = InForce with
    {
        Version = 5,
        Ending = new EndingRepresentation(
            new Month(2026, 9),
            new DateTimeOffset(2026, 9, 30, 22, 0, 0, TimeSpan.Zero),
            Party.Sales,
            new Month(2026, 8),
            "The goal was missed three months running.",
            "max",
            new DateTimeOffset(2026, 9, 4, 7, 30, 0, TimeSpan.Zero)),
    };
}
