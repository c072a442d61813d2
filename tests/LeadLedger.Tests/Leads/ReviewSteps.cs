using System.Net;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Leads;

/// <summary>A case, by the addresses of its lead and itself.</summary>
internal sealed record OpenedReview(string Lead, string Address);

/// <summary>What a company's people do around a review, each step as one sentence.</summary>
internal static class ReviewSteps
{
    public static async Task<OpenedReview> Reject(this SignedAgreement company, string lead)
    {
        var rejected = await company.Seller.Post(
            $"{lead}/rejections",
            new { reasonCode = "no-budget", criterion = "budget", explanation = "They have none until 2028." });
        var address = rejected.Expect(HttpStatusCode.Created).Response.Headers.Location!.ToString();
        return new OpenedReview(lead, address);
    }

    /// <summary>Claims the case and votes.</summary>
    public static async Task<ApiAnswer> Vote(
        this SignedAgreement company,
        OpenedReview review,
        ApiCaller member,
        string verdict,
        string rationale = "The mail of March says so.")
    {
        _ = company;
        (await member.Post($"{review.Address}/claim", null)).Expect(HttpStatusCode.Created);
        var voted = await member.Post($"{review.Address}/votes", new { verdict, rationale });
        return voted.Expect(HttpStatusCode.Created);
    }

    /// <summary>The chair claims the case and rules on the version that this leaves.</summary>
    public static async Task<ApiAnswer> Rule(this SignedAgreement company, OpenedReview review, string verdict)
    {
        var claimed = (await company.Chair.Post($"{review.Address}/claim", null)).Expect(HttpStatusCode.Created);
        return await company.Chair.Post(
            $"{review.Address}/ruling", company.Ruling(verdict), ("If-Match", claimed.Etag!));
    }

    /// <summary>The chair votes, as they must where others did, and rules in the same sense.</summary>
    public static async Task<ApiAnswer> VoteAndRule(this SignedAgreement company, OpenedReview review, string verdict)
    {
        var voted = await company.Vote(review, company.Chair, verdict);
        return await company.Chair.Post($"{review.Address}/ruling", company.Ruling(verdict), ("If-Match", voted.Etag!));
    }

    public static object Ruling(this SignedAgreement company, string verdict) => new
    {
        verdict,
        rootCause = "qualification",
        rationale = "The criterion was met when it was handed off.",
        nextStep = new
        {
            what = "Ask for the budget in the form.",
            owner = company.Person("mia"),
            dueAt = DateTimeOffset.UtcNow.AddDays(30),
        },
    };
}
