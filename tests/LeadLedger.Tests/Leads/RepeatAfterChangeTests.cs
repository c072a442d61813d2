using System.Net;
using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Leads;

/// <summary>
/// A repeat under terms that would refuse it today. Apart from other tests, because it moves the clock.
/// </summary>
public sealed class RepeatAfterChangeTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_handoff_sent_again_gets_the_first_answer_though_its_sender_may_no_longer_hand_off()
    {
        var company = await new SignedAgreement(api).Sign();
        var first = await company.Marketing.Post("/v1/leads", company.HandoffBody(), ("Idempotency-Key", "k"));
        first.Expect(HttpStatusCode.Created);
        await ReplaceMarketing(company);

        (await company.Marketing.Post("/v1/leads", company.HandoffBody()))
            .ExpectProblem(403, "only-marketing-of-the-agreement-hands-off");
        var again = await company.Marketing.Post("/v1/leads", company.HandoffBody(), ("Idempotency-Key", "k"));

        Assert.Equal(first.Text, again.Expect(HttpStatusCode.Created).Text);
        Assert.Equal(first.Position, again.Position);
    }

    /// <summary>From next month on somebody else hands off; and next month comes.</summary>
    private async Task ReplaceMarketing(SignedAgreement company)
    {
        var terms = $"/v1/agreements/{company.Id}/terms";
        var proposal = company.Proposal;
        var next = proposal with
        {
            EffectiveFrom = proposal.EffectiveFrom.AddMonths(1),
            Parties = new Parties([company.Person("zoe")], proposal.Parties.Sales, proposal.Parties.SalesManagers),
        };
        (await company.Drafter.Post(terms, next)).Expect(HttpStatusCode.Created);
        var zoe = api.As(company.Person("zoe"), Role.Marketing);
        (await zoe.Post($"{terms}/2/signatures", null, ("If-Match", "\"5\""))).Expect(HttpStatusCode.Created);
        (await company.Manager.Post($"{terms}/2/signatures", null, ("If-Match", "\"6\"")))
            .Expect(HttpStatusCode.Created);
        api.Clock.Advance(TimeSpan.FromDays(32));
    }
}
