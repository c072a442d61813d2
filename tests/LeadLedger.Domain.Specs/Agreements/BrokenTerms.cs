using LeadLedger.Domain.Agreements;
using static LeadLedger.Domain.Specs.Agreements.Enterprise;

namespace LeadLedger.Domain.Specs.Agreements;

/// <summary>Good terms with one thing wrong, and what they are refused for.</summary>
internal static partial class BrokenTerms
{
    private static readonly BusinessCalendar Calendar = Offer.Calendar;
    private static readonly Curve Curve = Offer.Curve!;
    private static readonly ReviewTerms Review = Offer.Review!;

    public static IReadOnlyList<(Terms Terms, Refusal Refusal)> All { get; } =
    [
        .. Formal(),
        .. Parties(),
        .. Codes(),
        .. Valuation(),
        .. Calendars(),
        .. Promises(),
        .. Curves(),
        .. Reviews(),
        .. DerivedGoals(),
        .. Reminders(),
        .. Responsibilities(),
        .. Consequences(),
        .. StrikeTerms(),
    ];

    public static IReadOnlyList<Terms> OnTheBounds { get; } =
    [
        Offer with { ReportingGraceMinutes = 0 },
        Offer with { ReportingGraceMinutes = 44_640 },
        Offer with { Goal = new Goal(GoalKind.LeadValue, 0.0001m) },
        Offer with { Goal = new Goal(GoalKind.Count, 1.0m) },
        Offer with { Valuation = [new(null, null, null, 0, 0)] },
        Offer with { Valuation = [new(null, null, null, 1, 1_000_000_000_000)] },
        Offer with { Valuation = [new(null, null, null, 0.123456780m, 0.12340m)] },
        Hours(new OpenHours(DayOfWeek.Monday, new(0, 0), new(0, 0)), new(DayOfWeek.Tuesday, new(0, 0), new(0, 0))),
        Hours(new OpenHours(DayOfWeek.Monday, new(9, 0), new(12, 0)), new(DayOfWeek.Monday, new(12, 0), new(17, 0))),
        Responding(1),
        Responding(525_600),
        Keeping(new Cadence(null, 1_000, 366, ClockKind.Elapsed, [0, 366])),
        Curved(Curve with { BandBelowShare = 0, BandAboveShare = 1 }),
        Curved(Weekdays(100, 0, 0, 0, 0, 0, 0.001m)),
        Curved(Season("2028-01-01", "2028-12-31", 0.5m)),
        Reviewed(Review with { RuleWithinHours = 8_760, ClaimMinutes = 10_080 }),
        Reviewed(Review with { RuleWithinHours = 1, ClaimMinutes = 1 }),
        .. AccountsOnTheBounds(),
    ];

    private static Terms Dated(BusinessCalendar calendar) => Offer with { Calendar = calendar };

    private static Terms Hours(params OpenHours[] windows) => Dated(Calendar with { WeeklyHours = windows });

    private static Holiday[] Closed(int times, DateOnly from, int everyDays) =>
        [.. Enumerable.Range(0, times).Select(i => new Holiday(from.AddDays(i * everyDays), "Closed"))];

    private static Terms Responding(int minutes) =>
        Offer with { ResponseTimes = [new(null, minutes, ClockKind.Elapsed)] };

    private static Terms Keeping(params Cadence[] cadences) => Offer with { Cadences = cadences };

    private static Terms Curved(Curve curve) => Offer with { Curve = curve };

    private static Terms Reviewed(ReviewTerms review) => Offer with { Review = review };

    private static Curve Weekdays(params decimal[] weights) =>
        Curve with { Shape = CurveShape.Weighted, WeekdayWeights = weights };

    private static Curve Season(string from, string to, decimal weight) => Curve with
    {
        DateWeights = [new("Season", DateOnly.ParseExact(from, "o"), DateOnly.ParseExact(to, "o"), weight)],
    };

    // From 1, 2 and 3 August, all to the 5th.
    private static Curve Meeting(params decimal[] weights) => Curve with
    {
        DateWeights = [.. weights.Select((w, i) => new DateWeight("S", new(2026, 8, i + 1), new(2026, 8, 5), w))],
    };
}
