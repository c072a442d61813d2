using System.Globalization;
using System.Net;
using System.Text.Json;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;

namespace LeadLedger.Tests.Reviews;

/// <summary>One call rules on many cases, each by all the rules of a single ruling.</summary>
public sealed class ManyRulingsTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Rulings = "/v1/reviews/rulings";

    [Fact]
    public async Task Each_case_is_ruled_on_by_itself_and_says_what_became_of_it()
    {
        var company = await new SignedAgreement(api).Sign();
        var (plain, other) = (await Voted(company), await Voted(company));
        var (stale, unjudged) = (await Voted(company), await company.Reject(await company.HandOff()));
        var claimed = await company.Chair.Post($"{unjudged.Address}/claim", null);
        var strange = $"{Guid.NewGuid()}-1";

        var answer = await company.Chair.Post(Rulings, Many(
            company,
            Item(plain.Review, plain.Version),
            Item(stale.Review, stale.Version - 1),
            Item(unjudged, VersionOf(claimed)),
            new { review = strange, version = 3 },
            new { review = "nonsense", version = 3 },
            new
            {
                review = IdOf(other.Review),
                version = other.Version,
                verdict = "overturned",
                reasonAgainstVotes = "Both overlooked the mail.",
                actBy = company.Person("ben"),
            }));

        var results = answer.Expect(HttpStatusCode.MultiStatus).Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(
            [
                (IdOf(plain.Review), 201, null),
                (IdOf(stale.Review), 412, "not-the-version-seen"),
                (IdOf(unjudged), 409, "quorum-is-missing"),
                (strange, 412, "not-the-version-seen"),
                ("nonsense", 400, "path-is-not-valid"),
                (IdOf(other.Review), 201, null),
            ],
            results.Select(Read));
        var overturned = results[5].GetProperty("ruled").GetProperty("ruling");
        Assert.Equal("overturned", overturned.GetProperty("verdict").GetString());
        Assert.Equal(company.Person("ben"), overturned.GetProperty("actBy").GetString());
        Assert.Equal(stale.Version, results[1].GetProperty("problem").GetProperty("currentVersion").GetInt64());
        Assert.Equal(
            Math.Max(results[0].GetProperty("position").GetInt64(), results[5].GetProperty("position").GetInt64()),
            answer.Position);
    }

    [Fact]
    public async Task The_same_call_again_under_its_key_has_no_second_effect_and_the_same_answer()
    {
        var company = await new SignedAgreement(api).Sign();
        var (first, second) = (await Voted(company), await Voted(company));
        var body = Many(company, Item(first.Review, first.Version), Item(second.Review, second.Version));

        var once = await company.Chair.Post(Rulings, body, ("Idempotency-Key", "monday"));
        var twice = await company.Chair.Post(Rulings, body, ("Idempotency-Key", "monday"));
        var anew = await company.Chair.Post(Rulings, body);

        Assert.Equal([201, 201], once.Json.GetProperty("items").EnumerateArray().Select(item => Read(item).Status));
        Assert.Equal(once.Text, twice.Text);
        Assert.Equal([412, 412], anew.Json.GetProperty("items").EnumerateArray().Select(item => Read(item).Status));
    }

    [Fact]
    public async Task Nobody_rules_on_many_who_would_not_on_one()
    {
        var company = await new SignedAgreement(api).Sign();
        var voted = await Voted(company);
        var body = Many(company, Item(voted.Review, voted.Version));
        var result = (await company.Member.Post(Rulings, body)).Expect(HttpStatusCode.MultiStatus).Json;
        Assert.Equal(
            (403, "chair-is-of-marketing-or-sales"),
            (Read(result.GetProperty("items")[0]).Status, Read(result.GetProperty("items")[0]).Problem));
        (await company.Seller.Post(Rulings, body)).ExpectProblem(403, "role-not-allowed");
    }

    [Fact]
    public async Task A_call_has_one_to_two_hundred_cases_and_each_once()
    {
        var company = await new SignedAgreement(api).Sign();
        (await company.Chair.Post(Rulings, Many(company))).ExpectProblem(422, "request-is-not-valid", "items");
        object[] many = [.. Enumerable.Range(0, 201).Select(_ => new { review = $"{Guid.NewGuid()}-1", version = 1 })];
        (await company.Chair.Post(Rulings, Many(company, many))).ExpectProblem(422, "request-is-not-valid", "items");
        var odd = await company.Chair.Post(
            Rulings, Many(company, new { review = $"{Guid.NewGuid()}-01", version = 1 }));
        odd.Expect(HttpStatusCode.MultiStatus);
        Assert.Equal(400, odd.Json.GetProperty("items")[0].GetProperty("status").GetInt32());
        (await company.Chair.Post(Rulings, Many(company, many[0], many[0])))
            .ExpectProblem(422, "request-is-not-valid", "items");
        Assert.Equal(
            200,
            (await company.Chair.Post(Rulings, Many(company, many[1..]))).Expect(HttpStatusCode.MultiStatus)
                .Json.GetProperty("items").GetArrayLength());
    }

    /// <summary>A case that mel and grace upheld, which grace holds.</summary>
    private static async Task<(OpenedReview Review, long Version)> Voted(SignedAgreement company)
    {
        var review = await company.Reject(await company.HandOff());
        await company.Vote(review, company.Member, "upheld");
        return (review, VersionOf(await company.Vote(review, company.Chair, "upheld")));
    }

    private static object Many(SignedAgreement company, params object[] items) =>
        new { items, ruling = company.Ruling("upheld") };

    private static object Item(OpenedReview review, long version) => new { review = IdOf(review), version };

    private static string IdOf(OpenedReview review) => review.Address.Split('/')[^1];

    private static long VersionOf(ApiAnswer answer) =>
        long.Parse(answer.Etag!.Trim('"'), CultureInfo.InvariantCulture);

    private static (string Review, int Status, string? Problem) Read(JsonElement item) => (
        item.GetProperty("review").GetString()!,
        item.GetProperty("status").GetInt32(),
        item.TryGetProperty("problem", out var problem)
            ? problem.GetProperty("type").GetString()!["urn:leadledger:problem:".Length..]
            : null);
}
