using System.Net;
using System.Net.Http.Headers;
using System.Text;
using LeadLedger.Domain;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Http;

/// <summary>Each kind of bad input has a problem type of its own, and names the field.</summary>
public sealed class BadInputTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private ApiCaller Drafter => api.As("drafter", Role.Agreements);

    [Theory]
    [InlineData("""{"name":"A",""", "malformed-json", null)]
    [InlineData("""{"name":"A","salesTeam":"B"} and more""", "malformed-json", null)]
    [InlineData("""{"name":"A","salesTeam":"B",}""", "malformed-json", null)]
    [InlineData("""{"name":"A","salesTeam":"B","colour":"red"}""", "unknown-field", "colour")]
    [InlineData("""{"name":"A","salesTeam":"B","Name":"C"}""", "unknown-field", "Name")]
    [InlineData("""{"name":"A","salesTeam":"B","name":"C"}""", "duplicate-field", "name")]
    [InlineData("""{"name":"A"}""", "missing-field", "salesTeam")]
    [InlineData("""{"name":"A","salesTeam":null}""", "missing-field", "salesTeam")]
    [InlineData("""{"name":7,"salesTeam":"B"}""", "wrong-type", "name")]
    [InlineData("""["A","B"]""", "wrong-type", "")]
    [InlineData("""null""", "wrong-type", "")]
    [InlineData("""{"name":"A\u0000","salesTeam":"B"}""", "text-not-storable", "name")]
    [InlineData("""{"name":"A\ud800","salesTeam":"B"}""", "text-not-storable", "name")]
    [InlineData("""{"\ud800":1}""", "text-not-storable", "")]
    [InlineData("""{"name":"A","salesTeam":"B","\udc00name":"C"}""", "text-not-storable", "")]
    [InlineData("", "body-is-missing", null)]
    public async Task A_body_of_the_wrong_shape_is_refused_by_its_kind(string body, string problem, string? field)
    {
        var answer = await Drafter.Post("/v1/agreements", body);
        answer.ExpectProblem(400, problem, field);
    }

    [Theory]
    [InlineData("""{"reportingGraceMinutes":99999999999}""", "number-out-of-range", "reportingGraceMinutes")]
    [InlineData("""{"reportingGraceMinutes":1.5}""", "wrong-type", "reportingGraceMinutes")]
    [InlineData("""{"reportingGraceMinutes":"60"}""", "wrong-type", "reportingGraceMinutes")]
    [InlineData("""{"goal":{"kind":"leads","amount":1}}""", "unknown-value", "goal.kind")]
    [InlineData("""{"goal":{"kind":0,"amount":1}}""", "wrong-type", "goal.kind")]
    [InlineData("""{"goal":{"kind":"count","amount":1e40}}""", "number-out-of-range", "goal.amount")]
    [InlineData("""{"goal":{"kind":"leadValue","amount":1e-30}}""", "number-out-of-range", "goal.amount")]
    [InlineData(
        """{"compensation":{"carryOverShare":0.30000000000000000000000000001}}""",
        "number-out-of-range", "compensation.carryOverShare")]
    [InlineData(
        """{"valuation":[{"closeRate":0.1,"averageSale":1},{"closeRate":true,"averageSale":1}]}""",
        "wrong-type", "valuation[1].closeRate")]
    [InlineData("""{"valuation":{}}""", "wrong-type", "valuation")]
    [InlineData("""{"segments":["a",null]}""", "missing-field", "segments[1]")]
    [InlineData(
        """{"calendar":{"version":"1","weeklyHours":[{"day":"monday","from":"8","to":"17:00"}],"holidays":[]}}""",
        "wrong-type", "calendar.weeklyHours[0].from")]
    [InlineData(
        """{"calendar":{"version":"1","weeklyHours":[],"holidays":[{"date":"2026-02-30","name":"x"}]}}""",
        "wrong-type", "calendar.holidays[0].date")]
    [InlineData(
        """{"review":{"panelId":"first","quorum":1,"ruleWithinHours":1,"clock":"elapsed"}}""",
        "wrong-type", "review.panelId")]
    public async Task A_value_of_the_wrong_kind_is_named_by_its_path(string body, string problem, string field)
    {
        (await Drafter.Post($"/v1/agreements/{Guid.NewGuid()}/terms", body)).ExpectProblem(400, problem, field);
    }

    [Theory]
    [InlineData("""{"name":"P","members":[null],"chair":"x"}""", "members[0]")]
    [InlineData("""{"name":"P","members":[{"subject":null,"function":"neither"}],"chair":"x"}""", "members[0].subject")]
    public async Task A_null_where_something_has_to_be_is_a_missing_field(string body, string field)
    {
        (await Drafter.Post("/v1/panels", body)).ExpectProblem(400, "missing-field", field);
    }

    [Theory]
    [InlineData("""{"qualification":{"\ud800":"confirmed"}}""", "qualification")]
    [InlineData("""{"qualification":{"bud\u0000get":"confirmed"}}""", "qualification")]
    [InlineData("""{"person":{"na\udfffme":"Kim Muster"}}""", "person")]
    public async Task A_name_within_the_body_that_cant_be_stored_is_refused_where_it_stands(string body, string field)
    {
        var answer = await api.As("mia", Role.Marketing).Post("/v1/leads", body);
        answer.ExpectProblem(400, "text-not-storable", field);
    }

    [Fact]
    public async Task Bytes_of_a_name_that_arent_text_are_refused_too()
    {
        using var content = new ByteArrayContent([.. "{\""u8, 0xFF, 0xFE, .. "\":1}"u8]);
        content.Headers.ContentType = new("application/json");
        (await Drafter.Post("/v1/agreements", content)).ExpectProblem(400, "text-not-storable", "");
    }

    [Theory]
    [InlineData("2026-03-02T09:00:00", "instant-without-offset")]
    [InlineData("2026-03-02", "instant-without-offset")]
    [InlineData("2026-02-30T09:00:00Z", "wrong-type")]
    [InlineData("yesterday", "wrong-type")]
    public async Task An_instant_needs_its_offset(string occurredAt, string problem)
    {
        var answer = await api.As("ada", Role.Sales).Post(
            $"/v1/leads/{Guid.NewGuid()}/contact-attempts",
            new { channel = "phone", outcome = "connected", occurredAt });
        answer.ExpectProblem(400, problem, "occurredAt");
    }

    [Fact]
    public async Task A_body_that_is_nested_too_deeply_is_malformed()
    {
        var body = new string('[', 100) + new string(']', 100);
        (await Drafter.Post("/v1/agreements", body)).ExpectProblem(400, "malformed-json");
    }

    [Fact]
    public async Task A_valid_shape_with_invalid_values_is_refused_with_each_field_and_rule()
    {
        var answer = await Drafter.Post("/v1/agreements", new { name = "  ", salesTeam = new string('x', 201) });
        answer.ExpectProblem(422, "request-is-not-valid");
        var errors = answer.Json.GetProperty("errors").EnumerateArray().ToArray();
        Assert.Equal(["name", "salesTeam"], errors.Select(error => error.GetProperty("field").GetString()));
        Assert.All(errors, error => Assert.Equal("line", error.GetProperty("rule").GetString()));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData(null)]
    public async Task Another_content_type_is_refused(string? contentType)
    {
        using var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        (await Drafter.Post("/v1/agreements", content)).ExpectProblem(415, "content-type-not-supported");
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_whether_or_not_its_length_is_said()
    {
        var large = Encoding.UTF8.GetBytes($$"""{"name":"{{new string('x', 1 << 20)}}","salesTeam":"B"}""");
        using var said = new ByteArrayContent(large);
        said.Headers.ContentType = new("application/json");
        (await Drafter.Post("/v1/agreements", said)).ExpectProblem(413, "body-too-large");

        using var unsaid = new StreamContent(new UnseekableStream(large));
        unsaid.Headers.ContentType = new("application/json");
        (await Drafter.Post("/v1/agreements", unsaid)).ExpectProblem(413, "body-too-large");
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("schlüssel")]
    public async Task An_idempotency_key_that_isnt_one_is_refused(string key)
    {
        var answer = await Drafter.Post(
            "/v1/agreements", new { name = "A", salesTeam = "B" }, ("Idempotency-Key", key));
        answer.ExpectProblem(400, "idempotency-key-is-not-valid", "Idempotency-Key");
    }

    [Fact]
    public async Task An_idempotency_key_has_at_most_200_characters()
    {
        var body = new { name = "A", salesTeam = "B" };
        (await Drafter.Post("/v1/agreements", body, ("Idempotency-Key", new string('x', 200))))
            .Expect(HttpStatusCode.Created);
        (await Drafter.Post("/v1/agreements", body, ("Idempotency-Key", new string('x', 201))))
            .ExpectProblem(400, "idempotency-key-is-not-valid", "Idempotency-Key");
    }

    [Theory]
    [InlineData("*")]
    [InlineData("3")]
    [InlineData("W/\"3\"")]
    [InlineData("\"x\"")]
    [InlineData("\"1\", \"2\"")]
    public async Task An_if_match_that_names_no_version_is_refused(string ifMatch)
    {
        var answer = await Drafter.Post("/v1/agreements", new { name = "A", salesTeam = "B" }, ("If-Match", ifMatch));
        answer.ExpectProblem(400, "if-match-is-not-valid", "If-Match");
    }

    private sealed class UnseekableStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
