using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Months;
using LeadLedger.Domain.Pacing;
using LeadLedger.Server.Agreements;

namespace LeadLedger.Server.Months;

/// <summary>What the OpenAPI document shows of months.</summary>
internal static class MonthExamples
{
    public static Month March { get; } = new(2026, 3);

    public static MonthAccount Account { get; } = new(
        AgreementExamples.Id,
        March,
        [new TeamCapacity("emea-north", 10, 100, 1_000)],
        1_000,
        [new AssetEffort("blog-post", 20, 60m, 100)],
        [
            new BandChange(
                new DateOnly(2026, 3, 6), BandStanding.Below, 30_000m, 68_181.82m, 38_181.82m, 113_181.82m,
                new DateTimeOffset(2026, 3, 6, 23, 2, 0, TimeSpan.Zero)),
        ],
        null,
        null,
        null,
        [],
        [],
        null);

    private static readonly PromisesShown Kept = new(100, 90, 5, 3, 2, 0.9474m);

    private static readonly ScorecardShown Card = new(
        1,
        new MarketingShown(
            GoalKind.LeadValue, 300_000m, 12_000m, 312_000m, 291_000m, 285_000m, false, 27_000m, 13_500m, 3, 1),
        new SalesShown(Kept, Kept),
        [new PersonShown("ada", Kept, Kept)],
        new PromisesShown(9, 8, 1, 0, 0, 0.8889m));

    public static MonthScorecard Scorecard { get; } = new(
        AgreementExamples.Id,
        March,
        "EUR",
        new DateTimeOffset(2026, 4, 1, 8, 0, 0, TimeSpan.Zero),
        new DateTimeOffset(2026, 4, 1, 8, 0, 2, TimeSpan.Zero),
        Card,
        null,
        Card,
        [new Strike(Party.Marketing, null, StrikeCause.GoalMissed, 300_000m, 285_000m)],
        [
            new Adjustment(
                4900, new LeadId(new Guid("0197f3a0-0000-8000-8000-00000000b001")), 1, 1, 3_000m, "EUR",
                new DateOnly(2026, 3, 30), new DateOnly(2026, 4, 2)),
        ],
        null);

    public static StatusReports StatusReports { get; } = new(
        AgreementExamples.Id,
        March,
        1,
        GoalKind.LeadValue,
        [
            new StatusReport(
                1, new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 7), true,
                new WeeklyDelivery(
                    68_181.82m, 60_000m, -8_181.82m, 68_181.82m, 60_000m, -8_181.82m, BandStanding.InBand),
                20, 227.2727m, Kept, Kept, Kept),
        ],
        []);

    private static readonly KindVelocity Blogs = new("blog-post", 20, 60m, 100, 3m, 5m, 1.6667m);

    public static MonthVelocity Velocity { get; } = new(
        AgreementExamples.Id,
        March,
        [Blogs],
        Blogs with { AssetKind = null },
        Domain.Calculators.MarketingVelocity.Formula);
}
