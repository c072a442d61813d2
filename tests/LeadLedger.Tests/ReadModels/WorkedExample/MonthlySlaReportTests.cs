using System.Net;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.ReadModels.WorkedExample;

/// <summary>
/// The report that plain SQL makes is what the API answers, figure by figure: in the middle of a month, when it was
/// closed, and after more came to be known of it.
/// </summary>
public sealed class MonthlySlaReportTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly Month January = new(2027, 1);
    private static readonly Month February = new(2027, 2);

    private readonly MonthOfTheReport _story = new(api);

    [Fact]
    public async Task It_says_what_the_api_says_through_a_months_life()
    {
        await _story.Until_the_middle_of_January();
        await Compare(January, closed: false);

        await _story.January_is_closed();
        var report = await Compare(January, closed: true);
        Assert.Equal(["booked", "issued", "restated"], report.Marketing.Select(row => row["basis"]));
        Assert.NotEmpty(report.Strikes);
        Assert.Contains(report.Rejections, row => row.Text("root_cause") == "qualification");

        await _story.More_is_known_in_February();
        var after = await Compare(January, closed: true);
        Assert.NotEqual(Marketing(after, "booked").Text("gross"), Marketing(after, "restated").Text("gross"));
        var february = await Compare(February, closed: false);
        Assert.NotEqual("0", Marketing(february, "booked").Text("carried_in"));
    }

    private async Task<MonthlySlaReport> Compare(Month month, bool closed)
    {
        var (report, scorecard, totals, pacing, weeks) = await AtOnePosition(month);
        var now = scorecard.GetProperty(closed ? "issued" : "running");
        Same(now, "marketing", Marketing(report, "booked"), MarketingColumns);
        if (closed)
            Same(now, "marketing", Marketing(report, "issued"), MarketingColumns);
        var restated = scorecard.GetProperty("restated");
        Same(restated, "marketing", Marketing(report, "restated"), MarketingColumns);
        ComparePromises(restated, report);
        CompareWeeks(weeks, report);
        CompareDays(pacing, report);
        CompareTotals(totals, report);
        Assert.Equal(
            scorecard.GetProperty("strikes").EnumerateArray().Select(Strike).Order(),
            report.Strikes.Select(row => string.Join(
                ' ', row.Text("cause"), row.Text("party"), row.Text("person"), row.Text("promised"), row.Text("kept")))
                .Order());
        return report;
    }

    private static readonly string[] MarketingColumns =
    [
        "goal_kind", "goal", "carried_in", "due", "gross", "net", "goal_reached", "shortfall", "carried_out",
        "days_out_of_band", "missed_running",
    ];

    private static readonly string[] Kept = ["promised", "kept", "missed", "lapsed", "open", "kept_share"];

    private static ReportRow Marketing(MonthlySlaReport report, string basis) =>
        Assert.Single(report.Marketing, row => (string)row["basis"]! == basis);

    private static void ComparePromises(JsonElement card, MonthlySlaReport report)
    {
        ComparePromise(card.GetProperty("sales").GetProperty("firstResponses"), report, "month", "firstResponse");
        ComparePromise(card.GetProperty("sales").GetProperty("cadences"), report, "month", "cadence");
        ComparePromise(card.GetProperty("rulings"), report, "month", "ruling");
        var people = card.GetProperty("people").EnumerateArray().ToList();
        Assert.NotEmpty(people);
        foreach (var person in people)
        {
            var name = person.TryGetProperty("person", out var named) ? named.GetString() : null;
            ComparePromise(person.GetProperty("firstResponses"), report, "person", "firstResponse", person: name);
            ComparePromise(person.GetProperty("cadences"), report, "person", "cadence", person: name);
        }
        var rows = report.Promises.Where(row => row.Text("per") == "person");
        Assert.Equal(people.Count, rows.Select(row => row.Text("person")).Distinct().Count());
    }

    private static void ComparePromise(
        JsonElement expected, MonthlySlaReport report, string per, string promise, string? week = null,
        string? person = null)
    {
        var row = report.Promises.SingleOrDefault(it =>
            it.Text("per") == per && it.Text("promise") == promise && it.Text("week") == week
            && it.Text("person") == person);
        if (row is null)
            Assert.Equal(0, expected.GetProperty("promised").GetInt32());
        else
            Same(expected, row, Kept);
    }

    private static void CompareWeeks(JsonElement reports, MonthlySlaReport report)
    {
        var weeks = reports.GetProperty("weeks").EnumerateArray().ToList();
        Assert.Equal(weeks.Count, report.Weeks.Count);
        foreach (var (week, row) in weeks.Zip(report.Weeks))
        {
            Assert.Equal(week.GetProperty("from").GetString(), row.Text("from_day"));
            Assert.Equal(week.GetProperty("to").GetString(), row.Text("to_day"));
            Same(week, row, ["week", "handed_off", "capacity"]);
            Same(week, "marketing", row, ["planned", "delivered", "variance", "delivered_cumulative",
                "variance_cumulative"]);
            ComparePromise(week.GetProperty("firstResponses"), report, "week", "firstResponse", row.Text("week"));
            ComparePromise(week.GetProperty("cadences"), report, "week", "cadence", row.Text("week"));
            ComparePromise(week.GetProperty("rulings"), report, "week", "ruling", row.Text("week"));
        }
    }

    private static void CompareDays(JsonElement pacing, MonthlySlaReport report)
    {
        var days = pacing.GetProperty("days").EnumerateArray().ToList();
        Assert.Equal(days.Count, report.Days.Count);
        foreach (var (day, row) in days.Zip(report.Days))
        {
            Same(day, row, ["day", "planned_cumulative", "band_low", "band_high"]);
            foreach (var part in (string[])["count", "value"])
            {
                Assert.Equal(Json(day.GetProperty("grossBooked"), part), row.Text($"gross_{part}_booked"));
                Assert.Equal(Json(day.GetProperty("netBooked"), part), row.Text($"net_{part}_booked"));
                Assert.Equal(Json(day.GetProperty("netRestated"), part), row.Text($"net_{part}_restated"));
            }
            // Days to come have no actual figures there.
            if (day.TryGetProperty("actualNet", out _))
                Same(day, row, ["actual_net", "variance_net", "in_band_net"]);
        }
    }

    private static void CompareTotals(JsonElement totals, MonthlySlaReport report)
    {
        var sums = Assert.Single(totals.GetProperty("totals").EnumerateArray()).GetProperty("sums");
        Same(sums, report.Totals,
        [
            "handoffs", "contacted_in_time", "contacted_late", "contacted", "rejected", "upheld", "overturned",
            "withdrawn", "under_review", "opened", "won", "lost", "returned", "open", "revenue",
        ]);
        foreach (var sum in (string[])["gross_count", "net_count", "gross_value", "net_value"])
        {
            var pair = sums.GetProperty(Camel(sum));
            Assert.Equal(Json(pair, "booked"), report.Totals.Text($"{sum}_booked"));
            Assert.Equal(Json(pair, "restated"), report.Totals.Text($"{sum}_restated"));
        }
    }

    /// <summary>The report and the API's answers, asked for until all are from the same position.</summary>
    private async Task<(MonthlySlaReport, JsonElement Card, JsonElement Totals, JsonElement Pacing, JsonElement Weeks)>
        AtOnePosition(Month month)
    {
        var agreement = Guid.Parse(_story.Year.Address.Split('/')[^1]);
        for (var tries = 0; ; tries++)
        {
            Assert.True(tries < 100, "The ledger never stood still for the while that a report takes.");
            await _story.Settle();
            var answers = new List<ApiAnswer>();
            foreach (var what in (string[])["scorecard", "totals", "pacing", "status-reports"])
            {
                answers.Add((await _story.Year.Manager.Get($"{_story.Year.Of(month)}/{what}"))
                    .Expect(HttpStatusCode.OK));
            }
            var report = await MonthlySlaReport.Run(api.Database.Bi, agreement, month, api.Clock.GetUtcNow());
            if (answers.TrueForAll(answer => answer.Position == report.Position))
                return (report, answers[0].Json, answers[1].Json, answers[2].Json, answers[3].Json);
        }
    }

    private static void Same(JsonElement parent, string name, ReportRow row, string[] columns) =>
        Same(parent.GetProperty(name), row, columns);

    private static void Same(JsonElement expected, ReportRow row, string[] columns)
    {
        foreach (var column in columns)
        {
            var wanted = Json(expected, Camel(column));
            Assert.True(wanted == row.Text(column), $"{column} is {row.Text(column)}, not {wanted}: {expected}");
        }
    }

    private static string? Json(JsonElement of, string name) => !of.TryGetProperty(name, out var value)
        ? null
        : value.ValueKind switch
        {
            JsonValueKind.Number => ReportRow.Plain(value.GetDecimal()),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Null => null,
            _ => value.GetString(),
        };

    private static string Strike(JsonElement strike) => string.Join(
        ' ', Json(strike, "cause"), Json(strike, "party"), Json(strike, "person"), Json(strike, "promised"),
        Json(strike, "kept"));

    private static string Camel(string column)
    {
        var words = column.Split('_');
        return words[0] + string.Concat(words[1..].Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }
}
