using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Pacing;

namespace LeadLedger.Server.Agreements;

/// <summary>A month's pacing for the OpenAPI document: one credit of 3,000 on its second day.</summary>
internal static class PacingExample
{
    private static readonly CountAndValue Nothing = new(0, 0m);

    private static readonly CountAndValue One = new(1, 3_000m);

    public static MonthPacing March { get; } = new(
        AgreementExamples.Id,
        new Month(2026, 3),
        new DateOnly(2026, 3, 2),
        "EUR",
        "Europe/Zurich",
        1,
        GoalKind.LeadValue,
        300_000m,
        [
            new PacingDay(
                new DateOnly(2026, 3, 1), 0m, 0m, -30_000m, 45_000m, Nothing, Nothing, Nothing, Nothing,
                0m, 0m, 0m, 0m, true, true,
                0m, 0m, null, false),
            new PacingDay(
                new DateOnly(2026, 3, 2), 13_636.36m, 13_636.36m, -16_363.64m, 58_636.36m, One, One, One, One,
                3_000m, 3_000m, -10_636.36m, -10_636.36m, true, true,
                45.4545m, 45.4545m, null, false),
        ],
        new PacingOutlookShown(3_000m, -10_636.36m, BandStanding.InBand, 14_142.86m, 66_000m, null, null, 1),
        new PacingOutlookShown(3_000m, -10_636.36m, BandStanding.InBand, 14_142.86m, 66_000m, null, null, 1),
        1_000);
}
