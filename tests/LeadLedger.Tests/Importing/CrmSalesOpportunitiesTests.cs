using System.Net;
using System.Text.Json;
using LeadLedger.Domain;
using Row = System.Collections.Generic.IReadOnlyDictionary<string, string?>;

namespace LeadLedger.Tests.Importing;

/// <summary>What comes out of the ledger, against figures that were computed from the files independently.</summary>
public sealed class CrmSalesOpportunitiesTests(CrmSalesOpportunities set) : IClassFixture<CrmSalesOpportunities>
{
    private const int Managers = 6;

    [SampleDataFact]
    public async Task Every_row_is_taken_and_the_same_again_changes_nothing()
    {
        Assert.Equal((8800, 0, 0), (set.Tally.Taken, set.Tally.Rejected, set.Tally.WithoutCommand));
        Assert.Null(set.Rejects);

        var (again, _) = await set.Import();

        Assert.Equal((0, 8800, 0), (again.Taken, again.ThereAlready, again.Rejected));
    }

    [SampleDataTheory]
    [InlineData("overall")]
    [InlineData("region")]
    [InlineData("manager")]
    [InlineData("product")]
    [InlineData("sector")]
    [InlineData("agent")]
    public async Task Groups_come_out_to_the_cent(string dimension)
    {
        var rows = (await set.Query("groups.sql"))
            .Where(row => row["dimension"] == dimension)
            .ToDictionary(row => row["member"]!);

        if (dimension == "overall")
            AssertEqual(set.Reference.GetProperty("overall"), Assert.Single(rows).Value);
        else
            AssertEqualByName(set.Reference.GetProperty($"by_{dimension}"), rows);
    }

    [SampleDataFact]
    public async Task Months_come_out_to_the_cent() => AssertEqualByName(
        set.Reference.GetProperty("monthly"), (await set.Query("monthly.sql")).ToDictionary(row => row["month"]!));

    [SampleDataTheory]
    [InlineData("as_of.sql")]
    [InlineData("as_of_history.sql")]
    public async Task Past_days_come_out_to_the_cent(string file) => AssertEqualByName(
        set.Reference.GetProperty("as_of"), (await set.Query(file)).ToDictionary(row => row["day"]!));

    [SampleDataFact]
    public async Task Pacing_comes_out_to_the_cent()
    {
        var months = (await set.Query("pacing_won_value.sql"))
            .GroupBy(row => row["month"]!)
            .ToDictionary(month => month.Key);
        var reference = set.Reference.GetProperty("pacing_won_value");

        Assert.Equal(reference.EnumerateObject().Select(month => month.Name), months.Keys);
        foreach (var month in reference.EnumerateObject())
        {
            var days = months[month.Name].ToList();
            AssertEqual(month.Value, days[0], except: "curve");
            var curve = month.Value.GetProperty("curve").EnumerateArray().ToList();
            Assert.Equal(curve.Count, days.Count);
            for (var day = 0; day < curve.Count; day++)
                AssertEqual(curve[day], days[day]);
        }
    }

    [SampleDataFact]
    public async Task Facts_are_as_many() =>
        AssertEqual(set.Reference.GetProperty("events"), Assert.Single(await set.Query("events.sql")));

    [SampleDataFact]
    public async Task The_api_says_the_same_month_by_month_and_manager_by_manager()
    {
        var auditor = set.Api.As("an-auditor", Role.Auditor);
        var agreements = (await auditor.Get("/v1/agreements")).Expect(HttpStatusCode.OK).Json.GetProperty("items");
        var byManager = set.Reference.GetProperty("by_manager");
        var (handoffs, opened, won, lost, revenue) = (0L, 0L, 0L, 0L, 0m);
        Assert.Equal(Managers, agreements.GetArrayLength());
        foreach (var agreement in agreements.EnumerateArray())
        {
            var revenueOfManager = 0m;
            for (var month = new Month(2016, 10); month <= new Month(2017, 12); month = month.AddMonths(1))
            {
                var id = agreement.GetProperty("id").GetString();
                var totals = await auditor.Get($"/v1/agreements/{id}/months/{month}/totals");
                foreach (var currency in totals.Expect(HttpStatusCode.OK).Json.GetProperty("totals").EnumerateArray())
                {
                    Assert.Equal("USD", currency.GetProperty("currency").GetString());
                    var sums = currency.GetProperty("sums");
                    handoffs += sums.GetProperty("handoffs").GetInt64();
                    opened += sums.GetProperty("opened").GetInt64();
                    won += sums.GetProperty("won").GetInt64();
                    lost += sums.GetProperty("lost").GetInt64();
                    revenueOfManager += sums.GetProperty("revenue").GetDecimal();
                }
            }

            var manager = byManager.GetProperty(agreement.GetProperty("salesTeam").GetString()!);
            Assert.Equal(manager.GetProperty("won_value").GetString(), $"{revenueOfManager:0.00}");
            revenue += revenueOfManager;
        }

        Assert.Equal((8800, 8300, 4238, 2473, 10_005_534.00m), (handoffs, opened, won, lost, revenue));
    }

    [SampleDataFact]
    public async Task The_api_lists_every_lead_once_where_it_is()
    {
        var auditor = set.Api.As("an-auditor", Role.Auditor);
        var places = new Dictionary<string, int>();
        var seen = new HashSet<string>();
        for (var next = "/v1/leads?limit=200"; next is not null;)
        {
            var page = (await auditor.Get(next)).Expect(HttpStatusCode.OK);
            foreach (var lead in page.Json.GetProperty("items").EnumerateArray())
            {
                Assert.True(seen.Add(lead.GetProperty("id").GetString()!));
                Assert.True(lead.GetProperty("imported").GetBoolean());
                var place = lead.GetProperty("place").GetString()!;
                places[place] = places.GetValueOrDefault(place) + 1;
            }

            next = page.Header("Link") is { } link ? link[1..link.IndexOf('>', StringComparison.Ordinal)] : null;
        }

        Assert.Equal((4238, 2473, 2089, 3), (places["won"], places["lost"], places["withSales"], places.Count));
    }

    private static void AssertEqualByName(JsonElement reference, Dictionary<string, Row> rows)
    {
        Assert.Equal(
            reference.EnumerateObject().Select(group => group.Name).Order(StringComparer.Ordinal),
            rows.Keys.Order(StringComparer.Ordinal));
        foreach (var group in reference.EnumerateObject())
            AssertEqual(group.Value, rows[group.Name]);
    }

    /// <summary>Figure by figure, as they are written: to the cent, to the sixth decimal.</summary>
    private static void AssertEqual(JsonElement reference, Row row, string? except = null)
    {
        var compared = 0;
        foreach (var figure in reference.EnumerateObject().Where(figure => figure.Name != except))
        {
            var expected = figure.Value.ValueKind == JsonValueKind.Null ? null : figure.Value.ToString();
            Assert.True(expected == row[figure.Name], $"{figure.Name} is {row[figure.Name]}, not {expected}.");
            compared++;
        }

        Assert.NotEqual(0, compared);
    }
}
