using System.Net;
using LeadLedger.Domain;
using LeadLedger.Tests.Fixtures;
using static LeadLedger.Tests.Simulations.MonthSimulations;

namespace LeadLedger.Tests.Simulations;

/// <summary>A month under other terms is a job: asked for once, seen by some, cancelled by fewer.</summary>
public sealed class MonthSimulationJobTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task The_same_key_is_the_same_job_and_another_body_under_it_is_refused()
    {
        var company = await new SignedAgreement(api).Sign();
        var first = await Ask(company, new { version = 1 }, "key-1");
        var again = await Ask(company, new { version = 1 }, "key-1");
        Assert.Equal(Address(first), Address(again));
        (await Post(company.Manager, company, new { draft = company.Proposal }, "key-1"))
            .ExpectProblem(422, "idempotency-key-used-for-another-request");
        Assert.NotEqual(Address(first), Address(await Ask(company, new { version = 1 }, "key-2")));
        var done = await Done(company, first);
        Assert.Equal("done", done.GetProperty("state").GetString());
        var answer = await company.Manager.Get(Address(first));
        (await company.Manager.Get(Address(first), ("If-None-Match", answer.Etag!))).Expect(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task It_is_seen_by_who_may_see_the_agreement_and_cancelled_by_who_asked_or_an_operator()
    {
        var company = await new SignedAgreement(api).Sign();
        var address = Address(await Ask(company, new { version = 1 }));
        (await company.Seller.Get(address)).Expect(HttpStatusCode.OK);
        (await api.As("stranger", Role.Marketing).Get(address)).ExpectProblem(403, "not-a-member");
        (await company.Manager.Get($"/v1/simulations/{Guid.NewGuid()}")).ExpectProblem(404, "not-found");
        (await company.Seller.Send(HttpMethod.Delete, address, null)).ExpectProblem(403, "only-who-asked-cancels");
        (await company.Manager.Send(HttpMethod.Delete, address, null)).Expect(HttpStatusCode.NoContent);
        (await api.As("operator", Role.Operator).Send(HttpMethod.Delete, address, null))
            .Expect(HttpStatusCode.NoContent);
        (await Post(api.As("stranger", Role.Marketing), company, new { version = 1 }))
            .ExpectProblem(403, "not-a-member");
        (await Post(company.Manager, company, new { version = 3 })).ExpectProblem(404, "terms-version-is-unknown");
    }
}
