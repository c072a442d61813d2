using System.Net;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Http;

/// <summary>The arithmetic of an agreement, asked over HTTP; its figures are those of the specification.</summary>
public sealed class CalculatorTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string LeadsNeeded = "leads-needed?revenueGoal=5000&leadToOpportunity=0.5&opportunityToSale=1";

    private const string SalesVelocity = "sales-velocity?opportunities=60&winRate=0.25&averageDeal=60000";

    [Theory]
    [InlineData(LeadsNeeded + "&averageSale=100", "leads", "100")]
    [InlineData(LeadsNeeded + "&averageSale=99", "leads", "102")]
    [InlineData("leads-from-capacity?reps=10&leadsPerRep=100", "leads", "1000")]
    [InlineData("leads-from-capacity?reps=2.5&leadsPerRep=33", "leads", "82")]
    [InlineData("lead-value?closeRate=0.01&averageSale=100000", "leadValue", "1000")]
    [InlineData("lead-value?closeRate=0.03&averageSale=100000.00", "leadValue", "3000")]
    [InlineData("lead-value?closeRate=0.12345678&averageSale=123456789012.3456", "leadValue",
        "15241577640.603568023168")]
    [InlineData(SalesVelocity + "&cycleMonths=3", "velocityPerMonth", "300000")]
    [InlineData(SalesVelocity + "&cycleMonths=1.5&goalPerMonth=500000", "gap", "-100000")]
    [InlineData("marketing-velocity?volume=250&hoursEach=3&leadsEach=5", "leadsPerHour", "1.6667")]
    public async Task A_calculator_answers_with_the_exact_figure(string question, string field, string figure) =>
        Assert.Equal(figure, (await Ask(question)).GetProperty(field).GetRawText());

    // 001 says "1,000 or 3,000" for a goal of 300,000; that would make 3,000,000.
    [Theory]
    [InlineData(300_000, "0.03", 100)]
    [InlineData(300_000, "0.01", 300)]
    [InlineData(3_000_000, "0.03", 1_000)]
    [InlineData(3_000_000, "0.01", 3_000)]
    public async Task A_goal_of_300_000_is_100_demo_requests_or_300_ebooks(int goal, string closeRate, int leads)
    {
        var answer = await Ask(
            $"leads-needed?revenueGoal={goal}&leadToOpportunity={closeRate}&opportunityToSale=1&averageSale=100000");
        Assert.Equal(leads, answer.GetProperty("leads").GetInt64());
    }

    [Fact]
    public async Task An_answer_shows_its_formula_and_what_it_was_reckoned_with()
    {
        var answer = await Ask(LeadsNeeded + "&averageSale=100");
        Assert.Equal(
            "leads = revenueGoal ÷ (leadToOpportunity × opportunityToSale × averageSale), rounded up",
            answer.GetProperty("formula").GetString());
        Assert.Equal(
            """{"revenueGoal":5000,"leadToOpportunity":0.5,"opportunityToSale":1,"averageSale":100}""",
            answer.GetProperty("inputs").GetRawText());
        foreach (var question in new[]
        {
            "leads-from-capacity?reps=10&leadsPerRep=100", "lead-value?closeRate=0.01&averageSale=100000",
            SalesVelocity + "&cycleMonths=3", "marketing-velocity?volume=250&hoursEach=3&leadsEach=5&newHoursEach=1",
            "look-back?month=2014-02&cycleMonths=6",
        })
        {
            answer = await Ask(question);
            var given = question[(question.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&', '=');
            Assert.Equal(
                given.Where((_, at) => at % 2 == 0),
                answer.GetProperty("inputs").EnumerateObject().Select(input => input.Name));
            foreach (var name in given.Where((_, at) => at % 2 == 0))
                Assert.Contains(name, answer.GetProperty("formula").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_velocity_short_of_the_goal_warns_with_the_gap()
    {
        var answer = await Ask(SalesVelocity + "&cycleMonths=3&goalPerMonth=500000");
        Assert.Equal(300_000m, answer.GetProperty("velocityPerMonth").GetDecimal());
        Assert.Equal(200_000m, answer.GetProperty("gap").GetDecimal());
        var warning = answer.GetProperty("warning");
        Assert.Equal("velocity-is-short-of-the-goal", warning.GetProperty("code").GetString());
        Assert.Equal(
            "Velocity is 200,000 a month short of the goal of 500,000.", warning.GetProperty("detail").GetString());

        var reached = await Ask(SalesVelocity + "&cycleMonths=3&goalPerMonth=300000");
        Assert.Equal(0m, reached.GetProperty("gap").GetDecimal());
        Assert.False(reached.TryGetProperty("warning", out _));
        var alone = await Ask(SalesVelocity + "&cycleMonths=3");
        Assert.False(alone.TryGetProperty("gap", out _) || alone.TryGetProperty("warning", out _));
    }

    [Fact]
    public async Task Blogs_written_in_a_third_of_the_time_free_500_hours()
    {
        var answer = await Ask("marketing-velocity?volume=250&hoursEach=3&leadsEach=5&newHoursEach=1");
        Assert.Equal(750m, answer.GetProperty("hours").GetDecimal());
        Assert.Equal(1_250m, answer.GetProperty("leads").GetDecimal());
        Assert.Equal(500m, answer.GetProperty("hoursFreed").GetDecimal());
        Assert.Equal(5m, answer.GetProperty("leadsPerHourFreed").GetDecimal());

        var asItIs = await Ask("marketing-velocity?volume=250&hoursEach=3&leadsEach=5");
        Assert.False(asItIs.TryGetProperty("hoursFreed", out _));
    }

    [Fact]
    public async Task February_2014_with_a_cycle_of_6_months_looks_back_to_February_to_August_2013()
    {
        var answer = await Ask("look-back?month=2014-02&cycleMonths=6");
        Assert.Equal("2013-02", answer.GetProperty("from").GetString());
        Assert.Equal("2013-08", answer.GetProperty("to").GetString());
    }

    [Theory]
    [InlineData(LeadsNeeded + "&averageSale=100&colour=red", "colour", "unknown-parameter")]
    [InlineData(LeadsNeeded, "averageSale", "missing-parameter")]
    [InlineData(LeadsNeeded + "&averageSale=", "averageSale", "number")]
    [InlineData(LeadsNeeded + "&averageSale=hundred", "averageSale", "number")]
    [InlineData(LeadsNeeded + "&averageSale=1e2", "averageSale", "number")]
    [InlineData(LeadsNeeded + "&averageSale=1,000", "averageSale", "number")]
    [InlineData(LeadsNeeded + "&averageSale=NaN", "averageSale", "number")]
    [InlineData(LeadsNeeded + "&averageSale=%D9%A1", "averageSale", "number")]
    [InlineData(LeadsNeeded + "&averageSale=100&averageSale=200", "averageSale", "repeated")]
    [InlineData(LeadsNeeded + "&averageSale=10000000000000000000000000000", "averageSale", "number-out-of-range")]
    [InlineData(LeadsNeeded + "&averageSale=0.0000000000000000000000000001", "averageSale", "number-out-of-range")]
    [InlineData(LeadsNeeded + "&averageSale=0", "averageSale", "zero-divisor")]
    [InlineData(LeadsNeeded + "&averageSale=-0", "averageSale", "zero-divisor")]
    [InlineData(LeadsNeeded + "&averageSale=-100", "averageSale", "negative")]
    [InlineData(LeadsNeeded + "&averageSale=0.00001", "averageSale", "too-many-decimals")]
    [InlineData(LeadsNeeded + "&averageSale=1000000000000.01", "averageSale", "too-large")]
    [InlineData("leads-from-capacity?reps=-1&leadsPerRep=100", "reps", "negative")]
    [InlineData("leads-from-capacity?reps=999999999999&leadsPerRep=999999999999", "reps", "answer-too-large")]
    [InlineData("lead-value?closeRate=1.01&averageSale=1", "closeRate", "rate-out-of-range")]
    [InlineData("lead-value?closeRate=-0.01&averageSale=1", "closeRate", "rate-out-of-range")]
    [InlineData("lead-value?closeRate=0.000000001&averageSale=1", "closeRate", "too-many-decimals")]
    [InlineData(SalesVelocity + "&cycleMonths=0", "cycleMonths", "zero-divisor")]
    [InlineData(SalesVelocity + "&cycleMonths=601", "cycleMonths", "too-large")]
    [InlineData(SalesVelocity + "&cycleMonths=3&goalPerMonth=-1", "goalPerMonth", "negative")]
    [InlineData("marketing-velocity?volume=250&hoursEach=0&leadsEach=5", "hoursEach", "zero-divisor")]
    [InlineData("look-back?month=2014-13&cycleMonths=6", "month", "month")]
    [InlineData("look-back?cycleMonths=6", "month", "missing-parameter")]
    [InlineData("look-back?month=2014-02&cycleMonths=0", "cycleMonths", "number")]
    [InlineData("look-back?month=2014-02&cycleMonths=1.5", "cycleMonths", "number")]
    [InlineData("look-back?month=0001-02&cycleMonths=6", "cycleMonths", "before-the-calendar")]
    public async Task An_input_with_which_nothing_can_be_reckoned_is_refused_by_its_name_and_rule(
        string question, string field, string rule)
    {
        var answer = await Somebody.Get($"/v1/calculators/{question}");
        answer.ExpectProblem(400, "query-is-not-valid", field);
        var error = Assert.Single(answer.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal((field, rule), (error.GetProperty("field").GetString(), error.GetProperty("rule").GetString()));
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once()
    {
        var unread = await Somebody.Get("/v1/calculators/leads-needed?revenueGoal=x&color=red");
        Assert.Equal(
            ["revenueGoal number", "leadToOpportunity missing-parameter", "opportunityToSale missing-parameter",
                "averageSale missing-parameter", "color unknown-parameter"],
            Errors(unread.ExpectProblem(400, "query-is-not-valid")));
        var flawed = await Somebody.Get(
            "/v1/calculators/leads-needed?revenueGoal=-1&leadToOpportunity=2&opportunityToSale=0&averageSale=0");
        Assert.Equal(
            ["revenueGoal negative", "leadToOpportunity rate-out-of-range", "opportunityToSale zero-divisor",
                "averageSale zero-divisor"],
            Errors(flawed.ExpectProblem(400, "query-is-not-valid")));
    }

    private ApiCaller Somebody => api.As("somebody", Role.Colleague);

    private async Task<JsonElement> Ask(string question) =>
        (await Somebody.Get($"/v1/calculators/{question}")).Expect(HttpStatusCode.OK).Json;

    private static IEnumerable<string> Errors(ApiAnswer answer) =>
        answer.Json.GetProperty("errors").EnumerateArray()
            .Select(error => $"{error.GetProperty("field").GetString()} {error.GetProperty("rule").GetString()}");
}
