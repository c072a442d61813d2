using System.Net;
using LeadLedger.Domain;
using LeadLedger.Server.Running;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;

namespace LeadLedger.Tests.Reviews;

/// <summary><c>POST /v1/reviews/next</c>: the best case for whoever asks, and for nobody else.</summary>
public sealed class NextReviewTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task The_first_by_priority_is_claimed_and_answered_with_its_file()
    {
        var company = await new SignedAgreement(api).Sign();
        var cheap = await company.Reject(await company.HandOff(action: "e-book"));
        var dear = await company.Reject(await company.HandOff());

        var next = await Next(company.Member, await Seen(company));
        Assert.Equal(dear.Address, next.Expect(HttpStatusCode.Created).Response.Headers.Location!.ToString());
        var review = next.Json.GetProperty("review");
        Assert.Equal(company.Person("mel"), review.GetProperty("claim").GetProperty("member").GetString());
        Assert.Equal("vote", next.Json.GetProperty("yourTurn").GetString());
        Assert.Equal("They have none until 2028.", next.Json.GetProperty("explanation").GetString());
        Assert.NotNull(next.Etag);

        var other = await Next(api.As(company.Person("sid"), Role.Panel));
        Assert.Equal(cheap.Address, other.Expect(HttpStatusCode.Created).Response.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.NoContent, (await Next(company.Chair, other)).Status);
    }

    [Fact]
    public async Task An_answer_that_got_lost_is_given_again()
    {
        var company = await new SignedAgreement(api).Sign();
        await company.Reject(await company.HandOff());
        await company.Reject(await company.HandOff());
        var first = (await Next(company.Member, await Seen(company))).Expect(HttpStatusCode.Created);
        var again = (await Next(company.Member)).Expect(HttpStatusCode.Created);
        Assert.Equal(first.Response.Headers.Location, again.Response.Headers.Location);
        Assert.Equal(first.Etag, again.Etag);

        var voted = await company.Member.Post(
            $"{first.Response.Headers.Location}/votes", new { verdict = "upheld", rationale = "It is so." });
        voted.Expect(HttpStatusCode.Created);
        var other = (await Next(company.Member)).Expect(HttpStatusCode.Created);
        Assert.NotEqual(first.Response.Headers.Location, other.Response.Headers.Location);
    }

    [Fact]
    public async Task Whoever_presides_gets_back_what_enough_have_voted_on_and_rules()
    {
        var company = await new SignedAgreement(api).Sign();
        var review = await company.Reject(await company.HandOff());
        await company.Vote(review, company.Chair, "upheld");
        Assert.Equal(HttpStatusCode.NoContent, (await Next(company.Chair, await Seen(company))).Status);

        var voted = await company.Vote(review, company.Member, "upheld");
        Assert.Equal(HttpStatusCode.NoContent, (await Next(company.Member, voted)).Status);
        var turn = (await Next(company.Chair, voted)).Expect(HttpStatusCode.Created);
        Assert.Equal("rule", turn.Json.GetProperty("yourTurn").GetString());
        Assert.Equal(company.Person("grace"), turn.Json.GetProperty("presiding").GetProperty("chair").GetString());
        (await company.Chair.Post($"{review.Address}/ruling", company.Ruling("upheld"), ("If-Match", turn.Etag!)))
            .Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Only_what_was_asked_for_and_what_the_member_may_judge_is_handed_out()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        var sid = api.As(company.Person("sid"), Role.Panel, Role.Colleague);
        (await sid.Post($"{lead}/contact-attempts", new { channel = "phone", outcome = "voicemail" }))
            .Expect(HttpStatusCode.Created);
        var review = await company.Reject(lead);
        var claimed = await company.Member.Post($"{review.Address}/claim", null);
        var released = await company.Member.Send(HttpMethod.Delete, $"{review.Address}/claim", null);
        claimed.Expect(HttpStatusCode.Created);

        Assert.Equal(HttpStatusCode.NoContent, (await Next(sid, released)).Status);
        var other = await new SignedAgreement(api).Sign();
        Assert.Equal(HttpStatusCode.NoContent, (await Next(other.Member, released)).Status);
        foreach (var (body, status) in ((object, HttpStatusCode)[])
        [
            (new { segment = "mid-market" }, HttpStatusCode.NoContent),
            (new { source = "elsewhere" }, HttpStatusCode.NoContent),
            (new { reason = "no-need" }, HttpStatusCode.NoContent),
            (new { agreement = other.Id }, HttpStatusCode.NoContent),
            (new { panel = company.PanelId, agreement = company.Id, segment = "enterprise", reason = "no-budget" },
                HttpStatusCode.Created),
        ])
            Assert.Equal(status, (await Next(company.Chair, released, body)).Status);
        (await Next(company.Chair, released, new { colour = "red" })).ExpectProblem(400, "unknown-field", "colour");
    }

    [Fact]
    public async Task A_case_whose_claim_has_ended_is_handed_out_again()
    {
        var company = await new SignedAgreement(api).Sign();
        var review = await company.Reject(await company.HandOff());
        var first = (await Next(company.Member, await Seen(company))).Expect(HttpStatusCode.Created);
        Assert.Equal(HttpStatusCode.NoContent, (await Next(company.Chair)).Status);
        api.Clock.Advance(TimeSpan.FromMinutes(31));
        // Until the read models know of it a case that was just taken isn't tried again.
        var taken = (await Next(company.Chair, first)).Expect(HttpStatusCode.Created);
        Assert.Equal(review.Address, taken.Response.Headers.Location!.ToString());
        Assert.Equal(2, taken.Json.GetProperty("review").GetProperty("claim").GetProperty("fence").GetInt32());
    }

    [Fact]
    public async Task A_vote_of_who_stood_aside_after_it_does_not_count_so_the_next_is_asked_for_theirs()
    {
        var company = await new SignedAgreement(api).Sign();
        var review = await company.Reject(await company.HandOff());
        await company.Vote(review, company.Member, "upheld");
        await company.Vote(review, company.Chair, "upheld");
        (await company.Chair.Send(HttpMethod.Delete, $"{review.Address}/claim", null)).Expect(HttpStatusCode.OK);
        var aside = await company.Member.Post($"{review.Address}/recusals", new { why = "I know them." });
        aside.Expect(HttpStatusCode.Created);

        Assert.Equal(HttpStatusCode.NoContent, (await Next(company.Chair, aside)).Status);
        var taken = (await Next(api.As(company.Person("sid"), Role.Panel), aside)).Expect(HttpStatusCode.Created);
        Assert.Equal(review.Address, taken.Response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Where_others_have_taken_all_there_is_there_is_nothing_rather_than_contention()
    {
        var company = await new SignedAgreement(api).Sign();
        await company.Reject(await company.HandOff());
        (await Next(company.Member, await Seen(company))).Expect(HttpStatusCode.Created);
        // However far the read models are behind: that it is taken is known.
        Assert.Equal(HttpStatusCode.NoContent, (await Next(api.As(company.Person("sid"), Role.Panel))).Status);
    }

    /// <summary>
    /// 32 members of one panel ask two nodes at the same time, round by round, each on connections of its own: what
    /// they hold at once is 32 cases.
    /// </summary>
    [Fact]
    public async Task No_case_is_handed_to_two()
    {
        const int Callers = 32;
        const int Rounds = 5;
        await using var other = await api.StartNode();
        using var client = new HttpClient { BaseAddress = new Uri(other.Address()) };
        var company = new SignedAgreement(api) { Members = Callers };
        await company.Sign();
        // Two votes are enough for a case: so many are worked up in these rounds, and some are left.
        for (var i = 0; i < (Callers * Rounds / 2) + Callers; i++)
            await company.Reject(await company.HandOff());
        var seen = await Seen(company);
        var callers = Enumerable.Range(0, Callers)
            .Select(number => new ApiCaller(
                number % 2 == 0 ? api.Anonymous : client,
                api.TokenOf(company.Person($"member-{number}"), Role.Panel)))
            .ToList();
        for (var round = 0; round < Rounds; round++)
        {
            var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var asking = callers.Select(caller => Task.Run(() => Take(caller, seen, start.Task))).ToList();
            start.SetResult();
            var handed = await Task.WhenAll(asking);
            Assert.Equal(Callers, handed.Distinct().Count());
            var votes = await Task.WhenAll(callers.Zip(handed, (caller, address) => caller.Post(
                $"{address}/votes", new { verdict = "upheld", rationale = "It is so." })));
            seen = votes.MaxBy(vote => vote.Expect(HttpStatusCode.Created).Position)!;
        }
    }

    private static async Task<string> Take(ApiCaller caller, ApiAnswer seen, Task start)
    {
        await start;
        while (true)
        {
            var answer = await Next(caller, seen);
            // Others are at all that was left just then; the caller is told to come again.
            if (answer.Problem != "too-contended")
                return answer.Expect(HttpStatusCode.Created).Response.Headers.Location!.ToString();
        }
    }

    /// <summary>An answer after which the read models know of all that was done before it.</summary>
    private static Task<ApiAnswer> Seen(SignedAgreement company) =>
        company.Marketing.Post("/v1/leads", company.HandoffBody());

    private static Task<ApiAnswer> Next(ApiCaller caller, ApiAnswer? after = null, object? body = null) =>
        caller.Post("/v1/reviews/next", body, after is null ? [] : [after.MinPosition]);
}
