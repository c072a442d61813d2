using System.Net;
using LeadLedger.Domain;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;

namespace LeadLedger.Tests.Erasing;

/// <summary>
/// A lead's life in which something is said of the person wherever something can be, each time in words that are
/// nowhere else.
/// </summary>
internal sealed class ToldOfAPerson(ApiFixture api, SignedAgreement company)
{
    /// <summary>In every text about the person.</summary>
    public const string Mark = "Qzvorak";

    public static SignedAgreement Company(ApiFixture api) => new(api) { Members = 1 };

    public string Lead { get; private set; } = "";

    public Guid LeadId => Guid.Parse(Lead.Split('/')[^1]);

    public string Review => $"/v1/reviews/{LeadId}-1";

    /// <summary>What marketing sends.</summary>
    public object Handoff => new
    {
        agreementId = company.Id,
        segment = "enterprise",
        bucket = "handRaiserHighFit",
        conversionAction = "demo-request",
        source = "paid-search",
        qualification = new Dictionary<string, string> { ["budget"] = "confirmed", ["need"] = $"Need {Mark}" },
        person = new
        {
            name = $"Name {Mark}",
            email = $"{Mark}@example.org",
            phone = $"Phone {Mark}",
            company = $"Company {Mark}",
        },
        sourceSystem = "crm",
        externalReference = $"Reference-{Mark}-{company.Id}",
        assignee = company.Person("ada"),
    };

    public async Task<ToldOfAPerson> Live()
    {
        var handedOff = (await company.Marketing.Post("/v1/leads", Handoff)).Expect(HttpStatusCode.Created);
        Lead = handedOff.Response.Headers.Location!.ToString();
        await Do(
            company.Seller,
            $"{Lead}/contact-attempts",
            new { channel = "phone", outcome = "noAnswer", note = $"Note {Mark}" });
        await Judge(1, "upheld", reasonAgainstVotes: null);
        await Do(company.Marketing, $"{Lead}/handoffs", new
        {
            segment = "enterprise",
            bucket = "handRaiserHighFit",
            conversionAction = "e-book",
            source = "webinar",
            qualification = new Dictionary<string, string> { ["need"] = $"Another need {Mark}" },
        });
        await Judge(2, "overturned", $"Against the votes {Mark}");
        await Do(
            company.Seller, $"{Lead}/outcome", new { outcome = "lost", reason = "no-need", note = $"Lost {Mark}" });
        return this;
    }

    private async Task Judge(int number, string verdict, string? reasonAgainstVotes)
    {
        await Do(company.Seller, $"{Lead}/rejections", new
        {
            reasonCode = "no-budget",
            criterion = "budget",
            explanation = $"Explanation {Mark}",
        });
        var review = new OpenedReview(Lead, $"/v1/reviews/{LeadId}-{number}");
        await Do(company.Member, $"{review.Address}/recusals", new { why = $"Why {Mark}" });
        await company.Vote(review, api.As(company.Person("sid"), Role.Panel), "upheld", $"Vote {Mark}");
        await Do(api.As(company.Person("sid"), Role.Panel), $"{review.Address}/claim", null, HttpMethod.Delete);
        await company.Vote(review, api.As(company.Person("member-0"), Role.Panel), "upheld", $"Vote {Mark}");
        await Do(api.As(company.Person("member-0"), Role.Panel), $"{review.Address}/claim", null, HttpMethod.Delete);
        var voted = await company.Vote(review, company.Chair, verdict, $"Vote {Mark}");
        (await company.Chair.Post(
            $"{review.Address}/ruling",
            new
            {
                verdict,
                rootCause = "qualification",
                rationale = $"Ruling {Mark}",
                reasonAgainstVotes,
                nextStep = new
                {
                    what = $"Next step {Mark}",
                    owner = company.Person("mia"),
                    dueAt = api.Clock.GetUtcNow().AddDays(3),
                },
            },
            ("If-Match", voted.Etag!))).Expect(HttpStatusCode.Created);
        await Do(company.Marketing, $"{review.Address}/follow-up", new { note = $"Done {Mark}" });
    }

    private static async Task Do(ApiCaller who, string path, object? body, HttpMethod? method = null)
    {
        var answer = await who.Send(method ?? HttpMethod.Post, path, body);
        Assert.True((int)answer.Status is >= 200 and < 300, $"{path}: {answer.Text}");
    }
}
