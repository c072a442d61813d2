using System.Net;
using LeadLedger.Domain;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;

namespace LeadLedger.Tests.Reviews;

/// <summary>The panel's work over HTTP: who may, on what, and what nobody may see before the ruling.</summary>
public sealed class ReviewTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_claimed_case_is_refused_to_others_until_it_is_given_back()
    {
        var company = await new SignedAgreement(api).Sign();
        var review = await company.Reject(await company.HandOff());
        var claimed = await company.Member.Post($"{review.Address}/claim", null);
        var first = claimed.Expect(HttpStatusCode.Created).Json.GetProperty("claim");
        Assert.Equal(1, first.GetProperty("fence").GetInt32());

        var held = await company.Chair.Post($"{review.Address}/claim", null);
        var claim = held.ExpectProblem(409, "case-is-claimed-by-another").Json.GetProperty("claim");
        Assert.Equal(company.Person("mel"), claim.GetProperty("member").GetString());
        Assert.Equal(
            claimed.Json.GetProperty("claim").GetProperty("expiresAt").GetString(),
            claim.GetProperty("expiresAt").GetString());
        (await company.Chair.Post($"{review.Address}/votes", Vote("upheld")))
            .ExpectProblem(409, "case-is-claimed-by-another");
        (await Release(company.Chair, review)).ExpectProblem(409, "case-is-claimed-by-another");
        var released = await Release(company.Member, review);
        Assert.False(released.Expect(HttpStatusCode.OK).Json.TryGetProperty("claim", out _));
        (await Release(company.Member, review)).Expect(HttpStatusCode.OK);
        (await company.Chair.Post($"{review.Address}/claim", null)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_vote_under_an_older_claim_is_refused()
    {
        var company = await new SignedAgreement(api).Sign();
        var review = await company.Reject(await company.HandOff());
        (await company.Member.Post($"{review.Address}/votes", Vote("upheld")))
            .ExpectProblem(409, "case-needs-the-members-own-claim");
        (await company.Member.Post($"{review.Address}/claim", null)).Expect(HttpStatusCode.Created);
        (await company.Member.Post($"{review.Address}/claim", null)).Expect(HttpStatusCode.Created);
        (await company.Member.Post($"{review.Address}/votes", Vote("upheld", fence: 1)))
            .ExpectProblem(409, "claim-is-superseded", "fence");
        (await company.Member.Post($"{review.Address}/votes", Vote("upheld", fence: 2))).Expect(HttpStatusCode.Created);
        (await company.Member.Post($"{review.Address}/votes", Vote("overturned")))
            .ExpectProblem(409, "member-has-voted-already");
    }

    [Fact]
    public async Task Only_seated_members_review_and_only_the_chair_rules()
    {
        var company = await new SignedAgreement(api).Sign();
        var other = await new SignedAgreement(api).Sign();
        var review = await company.Reject(await company.HandOff());

        (await other.Chair.Post($"{review.Address}/claim", null)).ExpectProblem(403, "only-seated-members-review");
        (await company.Seller.Post($"{review.Address}/claim", null)).ExpectProblem(403, "role-not-allowed");
        var claimed = await company.Member.Post($"{review.Address}/claim", null);
        (await company.Member.Post($"{review.Address}/ruling", company.Ruling("upheld"), ("If-Match", claimed.Etag!)))
            .ExpectProblem(403, "chair-is-of-marketing-or-sales");
    }

    [Fact]
    public async Task Who_had_a_hand_in_the_lead_doesnt_judge_it()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        var sid = api.As(company.Person("sid"), Role.Panel, Role.Colleague);
        (await sid.Post($"{lead}/contact-attempts", new { channel = "phone", outcome = "voicemail" }))
            .Expect(HttpStatusCode.Created);
        var review = await company.Reject(lead);
        (await sid.Post($"{review.Address}/claim", null)).ExpectProblem(403, "member-is-not-impartial");
        (await company.Member.Post($"{review.Address}/recusals", new { why = "They are my neighbours." }))
            .Expect(HttpStatusCode.Created);
        (await company.Member.Post($"{review.Address}/claim", null)).ExpectProblem(403, "member-is-not-impartial");
    }

    [Fact]
    public async Task A_ruling_needs_the_version_that_the_chair_saw()
    {
        var company = await new SignedAgreement(api).Sign();
        var review = await company.Reject(await company.HandOff());
        await company.Vote(review, company.Member, "upheld");
        var voted = await company.Vote(review, company.Chair, "upheld");
        var ruling = $"{review.Address}/ruling";

        (await company.Chair.Post(ruling, company.Ruling("upheld"))).ExpectProblem(428, "if-match-is-required");
        (await company.Chair.Post(ruling, company.Ruling("upheld"), ("If-Match", "\"2\"")))
            .ExpectProblem(412, "not-the-version-seen");
        (await company.Chair.Post(ruling, company.Ruling("upheld"), ("If-Match", voted.Etag!)))
            .Expect(HttpStatusCode.Created);
        var after = (await company.Chair.Post(ruling, company.Ruling("upheld"), ("If-Match", voted.Etag!)));
        after.ExpectProblem(412, "not-the-version-seen");
    }

    [Fact]
    public async Task A_ruling_needs_its_quorum_and_a_reason_against_the_votes()
    {
        var company = await new SignedAgreement(api).Sign();
        var review = await company.Reject(await company.HandOff());
        (await company.Rule(review, "upheld")).ExpectProblem(409, "quorum-is-missing");
        (await Release(company.Chair, review)).Expect(HttpStatusCode.OK);
        await company.Vote(review, company.Member, "overturned");
        await company.Vote(review, company.Chair, "overturned");
        (await company.Rule(review, "upheld"))
            .ExpectProblem(422, "ruling-against-the-votes-needs-a-reason", "reasonAgainstVotes");
    }

    [Theory]
    [InlineData("upheld")]
    [InlineData("overturned")]
    public async Task A_chair_who_hasnt_voted_learns_nothing_of_the_votes_by_trying_a_ruling(string vote)
    {
        var company = await new SignedAgreement(api).Sign();
        var review = await company.Reject(await company.HandOff());
        await company.Vote(review, company.Member, vote);
        foreach (var verdict in (string[])["upheld", "overturned"])
            (await company.Rule(review, verdict)).ExpectProblem(409, "chair-has-not-voted");
        (await company.VoteAndRule(review, "upheld")).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Before_the_ruling_no_answer_tells_of_votes()
    {
        var company = await new SignedAgreement(api).Sign();
        var review = await company.Reject(await company.HandOff());
        var votes = await company.Vote(review, company.Member, "overturned");
        var claimed = await company.Chair.Post($"{review.Address}/claim", null);

        foreach (var answer in (ApiAnswer[])[votes, claimed])
        {
            Assert.DoesNotContain("overturned", answer.Text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("vote", answer.Text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("mail of March", answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_rulings_next_step_is_followed_up_once_by_its_owner()
    {
        var company = await new SignedAgreement(api).Sign();
        var review = await company.Reject(await company.HandOff());
        (await company.Marketing.Post($"{review.Address}/follow-up", new { note = "Done." }))
            .ExpectProblem(403, "only-the-steps-owner-or-the-chair-follows-up");
        await company.Vote(review, company.Member, "upheld");
        (await company.VoteAndRule(review, "upheld")).Expect(HttpStatusCode.Created);

        (await company.Seller.Post($"{review.Address}/follow-up", null))
            .ExpectProblem(403, "only-the-steps-owner-or-the-chair-follows-up");
        var done = await company.Marketing.Post($"{review.Address}/follow-up", new { note = "The form asks now." });
        done.Expect(HttpStatusCode.Created);
        Assert.True(done.Json.GetProperty("ruling").TryGetProperty("followedUpAt", out _));
        (await company.Marketing.Post($"{review.Address}/follow-up", null))
            .ExpectProblem(409, "ruling-is-followed-up-already");
    }

    [Fact]
    public async Task A_case_that_isnt_there_is_unknown()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        var id = lead.Split('/')[^1];
        (await company.Member.Post($"/v1/reviews/{id}-1/claim", null)).ExpectProblem(404, "case-is-unknown");
        (await company.Member.Post($"/v1/reviews/{Guid.NewGuid()}-1/claim", null))
            .ExpectProblem(404, "lead-is-unknown");
        (await company.Member.Post($"/v1/reviews/{id}/claim", null))
            .ExpectProblem(400, "path-is-not-valid", "reviewId");
    }

    private static object Vote(string verdict, int? fence = null) =>
        new { verdict, rationale = "The mail of March says so.", fence };

    private static Task<ApiAnswer> Release(ApiCaller caller, OpenedReview review) =>
        caller.Send(HttpMethod.Delete, $"{review.Address}/claim", null);
}
