using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Agreements.Rules;
using static LeadLedger.Domain.Specs.Agreements.Enterprise;

namespace LeadLedger.Domain.Specs.Agreements;

// Calendar, response times, cadences, curve, review.
internal static partial class BrokenTerms
{
    private static IEnumerable<(Terms, Refusal)> Calendars()
    {
        yield return (Dated(Calendar with { Version = "" }), new CalendarNeedsAVersion());
        yield return (
            Hours(new OpenHours(DayOfWeek.Monday, new(9, 0), new(9, 0))),
            new OpenHoursAreEmpty("calendar.weeklyHours[0]"));
        yield return (
            Hours(new OpenHours(DayOfWeek.Monday, new(17, 0), new(9, 0))),
            new OpenHoursAreEmpty("calendar.weeklyHours[0]"));
        yield return (
            Hours(new OpenHours(DayOfWeek.Monday, new(9, 0), new(0, 0)), new(DayOfWeek.Monday, new(23, 59), new(0, 0))),
            new OpenHoursOverlap("calendar.weeklyHours[1]"));
        yield return (
            Dated(Calendar with { Holidays = [Calendar.Holidays[0], Calendar.Holidays[0]] }),
            new HolidayIsGivenTwice("calendar.holidays[1].date"));
        yield return (
            Dated(Calendar with { Holidays = [new Holiday(new(2026, 5, 1), "")] }),
            new TextIsMissing("calendar.holidays[0].name"));
    }

    private static IEnumerable<(Terms, Refusal)> Promises()
    {
        yield return (Responding(0), new ResponseTimeIsOutOfRange("responseTimes[0].withinMinutes"));
        yield return (Responding(525_601), new ResponseTimeIsOutOfRange("responseTimes[0].withinMinutes"));
        yield return (
            Offer with { ResponseTimes = [new(null, 5, ClockKind.Elapsed), new(null, 6, ClockKind.Elapsed)] },
            new ResponseTimeIsGivenTwice("responseTimes[1].bucket"));
        yield return (
            Keeping(new Cadence("large", 1, 1, ClockKind.Elapsed, [])),
            new CadenceNamesAnUndeclaredSegment("cadences[0].segment"));
        yield return (
            Keeping(new Cadence(null, 0, 1, ClockKind.Elapsed, [])),
            new CadenceIsOutOfRange("cadences[0].attempts"));
        yield return (
            Keeping(new Cadence(null, 1_001, 1, ClockKind.Elapsed, [])),
            new CadenceIsOutOfRange("cadences[0].attempts"));
        yield return (
            Keeping(new Cadence(null, 1, 0, ClockKind.Elapsed, [])),
            new CadenceIsOutOfRange("cadences[0].windowDays"));
        yield return (
            Keeping(new Cadence(null, 1, 367, ClockKind.Elapsed, [])),
            new CadenceIsOutOfRange("cadences[0].windowDays"));
        yield return (
            Keeping(new Cadence(null, 1, 5, ClockKind.Elapsed, [0, 6])),
            new IdealDayIsOutsideTheWindow("cadences[0].idealDays[1]"));
        yield return (
            Keeping(new Cadence(null, 1, 5, ClockKind.Elapsed, [-1])),
            new IdealDayIsOutsideTheWindow("cadences[0].idealDays[0]"));
        yield return (
            Keeping(new Cadence(null, 1, 5, ClockKind.Elapsed, [3, 3])),
            new IdealDayIsGivenTwice("cadences[0].idealDays[1]"));
        yield return (
            Keeping(new Cadence("small", 1, 5, ClockKind.Elapsed, []), new("small", 2, 5, ClockKind.Elapsed, [])),
            new CadenceIsGivenTwice("cadences[1].segment"));
        yield return (Hours(), new BusinessTimeNeedsOpenHours("responseTimes[1].withinMinutes"));
        yield return (
            Hours() with { ResponseTimes = [] },
            new BusinessTimeNeedsOpenHours("cadences[1].windowDays"));
        // One minute a week is 480 minutes in more than nine years.
        yield return (
            Hours(new OpenHours(DayOfWeek.Monday, new(9, 0), new(9, 1))) with
            {
                ResponseTimes = [new(null, 503, ClockKind.Business)],
            },
            new DeadlineIsOutOfReach("responseTimes[0].withinMinutes"));
        yield return (
            Dated(Calendar with
            {
                WeeklyHours =
                [
                    new(DayOfWeek.Friday, new(9, 0), new(12, 0)),
                    new(DayOfWeek.Friday, new(13, 0), new(17, 0)),
                ],
                Holidays = Closed(500, new DateOnly(2026, 7, 3), everyDays: 7),
            }) with
            { ResponseTimes = [] },
            new DeadlineIsOutOfReach("cadences[1].windowDays"));
    }

    private static IEnumerable<(Terms, Refusal)> Curves()
    {
        yield return (Offer with { Goal = null }, new CurveNeedsAGoal());
        yield return (Curved(Curve with { WeekdayWeights = [1] }), new WeekdayWeightsDoNotFitTheShape());
        yield return (Curved(Weekdays(1, 1, 1, 1, 1, 1)), new WeekdayWeightsDoNotFitTheShape());
        yield return (
            Hours() with { ResponseTimes = [], Cadences = [], Curve = Curve with { Shape = CurveShape.BusinessDays } },
            new BusinessTimeNeedsOpenHours("curve.shape"));
        yield return (Curved(Weekdays(1, 1, -0.1m, 1, 1, 1, 1)), new WeightIsOutOfRange("curve.weekdayWeights[2]"));
        yield return (Curved(Weekdays(1, 1, 1, 1, 1, 1, 100.1m)), new WeightIsOutOfRange("curve.weekdayWeights[6]"));
        yield return (Curved(Curve with { BandBelowShare = -0.01m }), new BandIsOutOfRange("curve.bandBelowShare"));
        yield return (Curved(Curve with { BandAboveShare = 1.01m }), new BandIsOutOfRange("curve.bandAboveShare"));
        yield return (
            Curved(Season("2026-08-02", "2026-08-01", 1)),
            new DateWeightSpanIsOutOfRange("curve.dateWeights[0].to"));
        yield return (
            Curved(Season("2028-01-01", "2029-01-01", 1)),
            new DateWeightSpanIsOutOfRange("curve.dateWeights[0].to"));
        yield return (
            Curved(Season("9999-12-31", "9999-12-31", 1)),
            new DateWeightSpanIsOutOfRange("curve.dateWeights[0].to"));
        yield return (
            Curved(Season("2026-08-01", "2026-08-02", 0.0001m)),
            new WeightIsOutOfRange("curve.dateWeights[0].weight"));
        yield return (
            Curved(Curve with { DateWeights = [new("", new(2026, 8, 1), new(2026, 8, 2), 1)] }),
            new TextIsMissing("curve.dateWeights[0].name"));
        yield return (
            Curved(Meeting(100, 100, 1.1m)),
            new DayWeightIsOutOfRange(new DateOnly(2026, 8, 3)));
        yield return (Curved(Meeting(0.01m, 0.09m, 1)), new DayWeightIsOutOfRange(new DateOnly(2026, 8, 2)));
        yield return (Curved(Weekdays(0, 0, 0, 0, 0, 0, 0)), new MonthWeighsNothing(new Month(2026, 7)));
        yield return (Curved(Season("2026-09-01", "2026-09-30", 0)), new MonthWeighsNothing(new Month(2026, 9)));
        yield return (
            Dated(Calendar with { Holidays = Closed(31, new DateOnly(2026, 8, 1), everyDays: 1) }) with
            {
                Curve = Curve with { Shape = CurveShape.BusinessDays },
            },
            new MonthWeighsNothing(new Month(2026, 8)));
    }

    private static IEnumerable<(Terms, Refusal)> Reviews()
    {
        yield return (Reviewed(Review with { Quorum = 0 }), new QuorumIsOutOfRange());
        yield return (Reviewed(Review with { Quorum = 101 }), new QuorumIsOutOfRange());
        yield return (Reviewed(Review with { RuleWithinHours = 0 }), new RulingTimeIsOutOfRange());
        yield return (Reviewed(Review with { RuleWithinHours = 8_761 }), new RulingTimeIsOutOfRange());
        yield return (Reviewed(Review with { ClaimMinutes = 0 }), new ClaimTimeIsOutOfRange());
        yield return (Reviewed(Review with { ClaimMinutes = 10_081 }), new ClaimTimeIsOutOfRange());
        yield return (
            Hours() with { ResponseTimes = [], Cadences = [], Review = Review with { Clock = ClockKind.Business } },
            new BusinessTimeNeedsOpenHours("review.ruleWithinHours"));
        yield return (Offer with { ReasonCodes = [] }, new ReviewNeedsReasonCodes());
    }
}
