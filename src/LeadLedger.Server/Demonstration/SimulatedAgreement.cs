using LeadLedger.Domain.Agreements;

namespace LeadLedger.Server.Demonstration;

/// <summary>What sets one of the three agreements apart from the others.</summary>
/// <param name="AverageSale">What a sale brings; the lead values follow from it.</param>
/// <param name="Pace">How much of the line marketing delivers: two months ago, last month, this month.</param>
internal sealed record SimulatedAgreement(
    string Key,
    string Name,
    string SalesTeam,
    string TimeZone,
    string Currency,
    decimal AverageSale,
    Goal Goal,
    Curve Curve,
    IReadOnlyList<double> Pace)
{
    public const string DemoRequest = "demo-request";
    public const string EBook = "e-book";
    public const string Webinar = "webinar";

    public static IReadOnlyList<string> Segments { get; } = ["manufacturing", "services", "software"];

    /// <summary>
    /// Mid-market is the talk's own: a demo request is worth 3 % of 100,000, an e-book 1 %, and the month's goal is
    /// 300,000 (001). It is ahead of its line this month, enterprise is behind.
    /// </summary>
    public static IReadOnlyList<SimulatedAgreement> All { get; } =
    [
        new(
            "enterprise", "Enterprise (simulated)", "Simulated enterprise team", "Europe/Berlin", "EUR", 400_000m,
            new Goal(GoalKind.LeadValue, 600_000m), CurveOf(CurveShape.BusinessDays), [1.01, 0.97, 0.74]),
        new(
            "mid-market", "Mid-market (simulated)", "Simulated mid-market team", "America/New_York", "USD", 100_000m,
            new Goal(GoalKind.LeadValue, 300_000m), CurveOf(CurveShape.Straight), [0.98, 1.02, 1.22]),
        new(
            "small-business", "Small business (simulated)", "Simulated small business team", "Europe/London", "GBP",
            12_000m, new Goal(GoalKind.Count, 220m), CurveOf(CurveShape.Weighted), [0.98, 0.95, 0.95]),
    ];

    private static Curve CurveOf(CurveShape shape) => new(
        shape, shape == CurveShape.Weighted ? [1.3m, 1.2m, 1.1m, 1m, 0.9m, 0.3m, 0.3m] : [], [], 0.06m, 0.06m);
}
