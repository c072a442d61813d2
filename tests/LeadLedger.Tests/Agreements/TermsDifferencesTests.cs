using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Server.Agreements;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Tests.Agreements;

/// <summary>Two versions of terms, field by field.</summary>
public sealed class TermsDifferencesTests
{
    private static readonly Terms First = new(
        1,
        new Month(2026, 3),
        Backfilled: false,
        "Europe/Zurich",
        "EUR",
        new Parties(["mia"], ["ada", "ben"], ["max"]),
        new Goal(GoalKind.LeadValue, 300_000m),
        ["enterprise", "mid-market"],
        ["demo-request", "e-book"],
        new MatrixLabels("asked", "didn't", "A", "B", "C"),
        [
            new ValuationRow(null, "demo-request", null, 0.03m, 100_000m),
            new ValuationRow("enterprise", "e-book", Bucket.OtherLowFit, 0.01m, 100_000m),
            new ValuationRow(null, null, null, 0.01m, 100_000m),
        ],
        [
            new ResponseTime(Bucket.HandRaiserHighFit, 5, ClockKind.Business),
            new ResponseTime(null, 1440, ClockKind.Elapsed),
        ],
        [
            new Cadence("enterprise", 5, 14, ClockKind.Elapsed, [0, 1, 3]),
            new Cadence(null, 3, 5, ClockKind.Business, []),
        ],
        [new Criterion("budget", "A budget.", ["confirmed", "none"]), new Criterion("need", "A need.", [])],
        [new ReasonCode("no-budget", "None.", "budget")],
        new Curve(
            CurveShape.Weighted,
            [1, 1, 1, 1, 1, 0, 0],
            [new DateWeight("Fair", new(2026, 3, 9), new(2026, 3, 12), 2)],
            0.1m,
            0.1m),
        new BusinessCalendar(
            "2026-1",
            [
                new OpenHours(DayOfWeek.Monday, new(8, 0), new(12, 0)),
                new OpenHours(DayOfWeek.Monday, new(13, 0), new(18, 0)),
            ],
            [new Holiday(new(2026, 4, 3), "Good Friday")]),
        new ReviewTerms(new PanelId(Guid.Empty), 2, 72, ClockKind.Elapsed));

    [Fact]
    public void Versions_that_promise_the_same_differ_in_nothing() => Same(First with { Version = 2 });

    [Fact]
    public void The_order_of_rows_and_codes_is_no_difference() => Same(First with
    {
        Segments = [.. First.Segments.Reverse()],
        Parties = First.Parties with { Sales = ["ben", "ada"] },
        Valuation = [.. First.Valuation.Reverse()],
        ResponseTimes = [.. First.ResponseTimes.Reverse()],
        Cadences = [First.Cadences[1], First.Cadences[0] with { IdealDays = [3, 1, 0] }],
        Criteria = [First.Criteria[1], First.Criteria[0] with { Values = ["none", "confirmed"] }],
        Calendar = First.Calendar with { WeeklyHours = [.. First.Calendar.WeeklyHours.Reverse()] },
    });

    [Fact]
    public void Zeros_at_a_figures_end_and_a_list_left_out_are_none() => Same(First with
    {
        Goal = new Goal(GoalKind.LeadValue, 300_000.00m),
        Valuation = [First.Valuation[0] with { CloseRate = 0.0300m }, .. First.Valuation.Skip(1)],
        Responsibilities = [],
    });

    [Fact]
    public void A_row_that_is_inserted_is_one_difference() => Differ(
        First with { Valuation = [new("mid-market", null, null, 0.02m, 50_000m), .. First.Valuation] },
        """valuation['mid-market',*,*] added  -> {"segment":"mid-market","closeRate":0.02,"averageSale":50000}""");

    [Fact]
    public void A_row_that_is_taken_out_is_one_difference() => Differ(
        First with { ResponseTimes = [First.ResponseTimes[0]] },
        """responseTimes[*] removed {"withinMinutes":1440,"clock":"elapsed"} -> """);

    [Fact]
    public void A_row_that_is_changed_tells_its_fields() => Differ(
        First with
        {
            Valuation =
            [
                First.Valuation[0], First.Valuation[1] with { CloseRate = 0.02m, AverageSale = 9 }, First.Valuation[2],
            ],
            Cadences = [First.Cadences[0] with { IdealDays = [0, 2, 3], RemindDaysBefore = 2 }, First.Cadences[1]],
        },
        "valuation['enterprise','e-book','otherLowFit'].closeRate changed 0.01 -> 0.02",
        "valuation['enterprise','e-book','otherLowFit'].averageSale changed 100000 -> 9",
        "cadences['enterprise'].idealDays[1] removed 1 -> ",
        "cadences['enterprise'].idealDays[2] added  -> 2",
        "cadences['enterprise'].remindDaysBefore added  -> 2");

    [Fact]
    public void Differences_are_in_the_order_of_the_terms_fields() => Differ(
        First with
        {
            SalesCycleMonths = 6,
            ReportingGraceMinutes = 30,
            Review = null,
            Calendar = First.Calendar with
            {
                Version = "2026-2",
                WeeklyHours = [First.Calendar.WeeklyHours[0] with { To = new(12, 30) }, First.Calendar.WeeklyHours[1]],
                Holidays = [new(new(2026, 4, 3), "Karfreitag"), new(new(2026, 4, 6), "Easter Monday")],
            },
            Curve = First.Curve! with { WeekdayWeights = [1, 1, 1, 1, 0.5m, 0, 0], DateWeights = [] },
            Criteria = [First.Criteria[0] with { Values = ["confirmed"] }, First.Criteria[1]],
            Segments = ["enterprise", "small"],
            Goal = new Goal(GoalKind.Count, 1_000, new GoalDerivation(Capacity: new(10, 100))),
            Parties = First.Parties with { Marketing = ["mia", "O'Neill"] },
            Currency = "CHF",
            EffectiveFrom = new Month(2026, 4),
        },
        "effectiveFrom changed \"2026-03\" -> \"2026-04\"",
        "currency changed \"EUR\" -> \"CHF\"",
        "parties.marketing['O\\'Neill'] added  -> \"O'Neill\"",
        "goal.kind changed \"leadValue\" -> \"count\"",
        "goal.amount changed 300000 -> 1000",
        "goal.derivedFrom added  -> {\"capacity\":{\"reps\":10,\"leadsPerRep\":100}}",
        "segments['mid-market'] removed \"mid-market\" -> ",
        "segments['small'] added  -> \"small\"",
        "criteria['budget'].values['none'] removed \"none\" -> ",
        "curve.weekdayWeights[4] changed 1 -> 0.5",
        "curve.dateWeights['Fair','2026-03-09'] removed "
            + "{\"name\":\"Fair\",\"from\":\"2026-03-09\",\"to\":\"2026-03-12\",\"weight\":2} -> ",
        "calendar.version changed \"2026-1\" -> \"2026-2\"",
        "calendar.weeklyHours['monday','08:00:00'].to changed \"12:00:00\" -> \"12:30:00\"",
        "calendar.holidays['2026-04-03'].name changed \"Good Friday\" -> \"Karfreitag\"",
        "calendar.holidays['2026-04-06'] added  -> {\"date\":\"2026-04-06\",\"name\":\"Easter Monday\"}",
        "review removed {\"panelId\":\"00000000-0000-0000-0000-000000000000\",\"quorum\":2,\"ruleWithinHours\":72,"
            + "\"clock\":\"elapsed\",\"claimMinutes\":30} -> ",
        "reportingGraceMinutes changed 60 -> 30",
        "salesCycleMonths added  -> 6");

    [Fact]
    public void Rows_that_nothing_tells_apart_are_told_apart_by_their_number()
    {
        var fair = First.Curve!.DateWeights[0];
        Differ(
            First with { Curve = First.Curve with { DateWeights = [fair, fair with { Weight = 3 }] } },
            "curve.dateWeights['Fair','2026-03-09';2] added  -> "
                + "{\"name\":\"Fair\",\"from\":\"2026-03-09\",\"to\":\"2026-03-12\",\"weight\":3}");
    }

    /// <summary>Or a comparison would fail on the first terms that use a list which came later.</summary>
    [Fact]
    public void It_is_said_of_every_list_what_its_rows_are_known_by()
    {
        var all = First with
        {
            Responsibilities = [new("Calls", Party.Sales, null)],
            Strikes = new(true, null, 0.9m, null, true),
        };
        var lists = new List<string>();
        Look(LedgerJson.Options.GetTypeInfo(typeof(Terms)), all, "", lists);

        Assert.Empty(lists);
        Assert.NotEmpty(TermsDifferences.Between(all, First));
    }

    private static void Look(JsonTypeInfo type, object? value, string path, List<string> lists)
    {
        foreach (var property in type.Properties)
        {
            var of = type.Options.GetTypeInfo(property.PropertyType);
            var (at, field) = ($"{path}.{property.Name}", value is null ? null : property.Get!(value));
            if (of.Kind == JsonTypeInfoKind.Object)
                Look(of, field, at, lists);
            // An empty list would hide that nothing is said of its rows.
            else if (of.Kind == JsonTypeInfoKind.Enumerable
                && field is not System.Collections.ICollection { Count: > 0 })
                lists.Add(at);
        }
    }

    private static string? Text(JsonNode? value) => value?.ToJsonString(RequestJson.Options);

    private static void Same(Terms second) => Assert.Empty(TermsDifferences.Between(First, second));

    private static void Differ(Terms second, params string[] expected) => Assert.Equal(
        expected,
        TermsDifferences.Between(First, second).Select(difference =>
            $"{difference.Path} {difference.Kind.ToString().ToLowerInvariant()} "
                + $"{Text(difference.Before)} -> {Text(difference.After)}"));
}
