using LeadLedger.Domain;
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
}
