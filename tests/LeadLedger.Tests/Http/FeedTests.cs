using System.Net;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;

namespace LeadLedger.Tests.Http;

/// <summary>The ledger's feed over HTTP.</summary>
public sealed class FeedTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task The_feed_goes_on_where_it_was_left()
    {
        var company = await new SignedAgreement(api).Sign();
        for (var i = 0; i < 3; i++)
            await company.HandOff();
        var whole = await Read("/v1/events");
        Assert.Equal(whole.Select(PositionOf).Order(), whole.Select(PositionOf));

        var resumed = new List<JsonElement>();
        while (resumed.Count < whole.Count)
        {
            var after = resumed.Count == 0 ? 0 : PositionOf(resumed[^1]);
            var part = await Read($"/v1/events?after={after}&limit=2");
            Assert.InRange(part.Count, 1, 2);
            resumed.AddRange(part);
        }
        Assert.Equal(whole.Select(PositionOf), resumed.Select(PositionOf));
        Assert.Empty(await Read($"/v1/events?after={PositionOf(whole[^1])}"));
    }

    [Fact]
    public async Task Nothing_personal_is_on_the_feed_and_votes_only_once_ruled()
    {
        var company = await new SignedAgreement(api).Sign();
        var review = await company.Reject(await company.HandOff());
        await company.Vote(review, company.Member, "overturned", "Members reasons");

        var vote = Assert.Single(await VotesOn(review));
        Assert.Equal(company.Person("mel"), vote.GetProperty("data").GetProperty("member").GetString());
        Assert.False(vote.GetProperty("data").TryGetProperty("verdict", out _));
        Assert.Equal(2, vote.GetProperty("withheld").GetArrayLength());

        var ruled = (await company.VoteAndRule(review, "overturned")).Expect(HttpStatusCode.Created);
        await api.As("x", Role.Auditor).Get("/v1/projections", ruled.MinPosition);
        var votes = (await VotesOn(review)).ToArray();
        Assert.Equal(2, votes.Length);
        Assert.All(votes, it => Assert.Equal("overturned", it.GetProperty("data").GetProperty("verdict").GetString()));

        foreach (var role in new[] { Role.Auditor, Role.Operator })
        {
            var text = (await api.As("x", role).Get("/v1/events?limit=10000")).Expect(HttpStatusCode.OK).Text;
            foreach (var secret in new[] { "Kim Muster", "Secret need", "Members reasons", "until 2028", "enc:v1" })
                Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("after=-1", "after")]
    [InlineData("after=x", "after")]
    [InlineData("limit=10001", "limit")]
    [InlineData("since=1", "since")]
    public async Task What_cant_be_read_is_refused_before_anything_is_written(string query, string field)
    {
        (await api.As("x", Role.Auditor).Get($"/v1/events?{query}")).ExpectProblem(400, "query-is-not-valid", field);
    }

    private async Task<List<JsonElement>> Read(string path)
    {
        var answer = (await api.As("x", Role.Auditor).Get(path)).Expect(HttpStatusCode.OK);
        Assert.Equal("application/x-ndjson", answer.ContentType);
        return
        [
            .. answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement),
        ];
    }

    private async Task<IEnumerable<JsonElement>> VotesOn(OpenedReview review) =>
        (await Read("/v1/events?limit=10000")).Where(line =>
            line.GetProperty("type").GetString() == "vote_cast"
            && review.Lead.EndsWith(line.GetProperty("streamId").GetString()!, StringComparison.Ordinal));

    private static long PositionOf(JsonElement line) => line.GetProperty("position").GetInt64();
}
