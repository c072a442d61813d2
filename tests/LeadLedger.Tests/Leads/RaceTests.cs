using System.Globalization;
using System.Net;
using LeadLedger.Domain;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Leads;

/// <summary>Several callers on one lead at the same time: nothing is lost and nobody wins twice (rule 1).</summary>
public sealed class RaceTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const int Rounds = 50;

    [Fact]
    public async Task Of_commands_decided_on_the_same_version_exactly_one_is_done()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        for (var version = 1; version <= Rounds; version++)
        {
            var seen = ("If-Match", $"\"{version}\"");
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Attempt(company.Seller, lead, seen)));
            Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
            Assert.Equal(3, answers.Count(answer => answer.Problem == "not-the-version-seen"));
        }
    }

    [Fact]
    public async Task Attempts_that_dont_say_what_they_saw_are_all_done_each_at_a_version_of_its_own()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        var callers = Enumerable.Range(0, 4).Select(number => api.As($"colleague-{number}", Role.Colleague));

        var answers = (await Task.WhenAll(callers.Select(async caller =>
        {
            var mine = new List<ApiAnswer>();
            for (var round = 0; round < Rounds; round++)
                mine.Add(await Attempt(caller, lead));
            return mine;
        }))).SelectMany(mine => mine).ToList();

        // One that others outran eight times is told to come again, and nothing of it was done.
        var done = answers.Where(answer => answer.Problem != "too-contended").ToList();
        Assert.All(done, answer => answer.Expect(HttpStatusCode.Created));
        var versions = done.Select(answer => int.Parse(answer.Etag!.Trim('"'), CultureInfo.InvariantCulture)).Order();
        Assert.Equal(Enumerable.Range(2, done.Count), versions);
    }

    [Fact]
    public async Task Exactly_one_claim_wins_a_case()
    {
        var company = await new SignedAgreement(api).Sign();
        for (var round = 0; round < Rounds; round++)
        {
            var review = await company.Reject(await company.HandOff());
            var answers = await Task.WhenAll(
                company.Chair.Post($"{review.Address}/claim", null),
                company.Member.Post($"{review.Address}/claim", null),
                api.As(company.Person("sid"), Role.Panel).Post($"{review.Address}/claim", null));
            Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
            Assert.Equal(2, answers.Count(answer => answer.Problem == "case-is-claimed-by-another"));
        }
    }

    [Fact]
    public async Task One_record_handed_off_by_two_at_once_is_one_lead()
    {
        var company = await new SignedAgreement(api).Sign();
        for (var round = 0; round < Rounds; round++)
        {
            var body = new Dictionary<string, object>
            {
                ["agreementId"] = company.Id,
                ["segment"] = "enterprise",
                ["bucket"] = "otherHighFit",
                ["conversionAction"] = "e-book",
                ["source"] = "organic-search",
                ["sourceSystem"] = "crm",
                ["externalReference"] = $"race-{round}",
            };
            var answers = await Task.WhenAll(
                company.Marketing.Post("/v1/leads", body), company.Marketing.Post("/v1/leads", body));
            Assert.All(answers, answer => answer.Expect(HttpStatusCode.Created));
            Assert.Equal(answers[0].Text, answers[1].Text);
            Assert.Equal("\"1\"", answers[0].Etag);
        }
    }

    [Fact]
    public async Task A_lead_is_won_or_lost_but_never_both()
    {
        var company = await new SignedAgreement(api).Sign();
        for (var round = 0; round < Rounds; round++)
        {
            var outcome = $"{await company.HandOff()}/outcome";
            var answers = await Task.WhenAll(
                company.Seller.Post(outcome, new { outcome = "won", amount = 100 }),
                company.Manager.Post(outcome, new { outcome = "lost", reason = "price" }));
            Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
            Assert.Single(answers, answer => answer.Problem == "lead-is-not-with-sales");
        }
    }

    private static Task<ApiAnswer> Attempt(ApiCaller caller, string lead, params (string, string)[] headers) =>
        caller.Post($"{lead}/contact-attempts", new { channel = "phone", outcome = "noAnswer" }, headers);
}
