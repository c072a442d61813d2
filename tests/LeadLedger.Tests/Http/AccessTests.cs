using System.Net;
using LeadLedger.Domain;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Http;

/// <summary>Who gets in at all, and what is said to who doesn't.</summary>
public sealed class AccessTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Without_a_token_one_is_told_to_bring_one()
    {
        var answer = await ApiAnswer.Of(await api.Anonymous.PostAsync("/v1/agreements", null));
        answer.ExpectProblem(401, "not-authenticated");
        Assert.StartsWith("Bearer", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_isnt_ours_is_no_token()
    {
        var forged = new ApiCaller(api.Anonymous, api.TokenOf("drafter", Role.Agreements) + "x");
        (await forged.Post("/v1/agreements", new { })).ExpectProblem(401, "not-authenticated");
    }

    [Fact]
    public async Task A_role_that_doesnt_open_the_route_is_refused_before_the_body_is_looked_at()
    {
        var answer = await api.As("seller", Role.Sales).Post("/v1/agreements", "nonsense");
        answer.ExpectProblem(403, "role-not-allowed");
    }

    [Fact]
    public async Task Who_has_several_roles_may_say_in_which_to_act()
    {
        var both = api.As("both", Role.Agreements, Role.Sales);
        (await both.Post("/v1/agreements", new { name = "A", salesTeam = "B" }, ("Ledger-Role", "sales")))
            .ExpectProblem(403, "role-not-allowed");
        (await both.Post("/v1/agreements", new { name = "A", salesTeam = "B" }, ("Ledger-Role", "agreements")))
            .Expect(HttpStatusCode.Created);
        (await both.Post("/v1/agreements", new { name = "A", salesTeam = "B" }, ("Ledger-Role", "king")))
            .ExpectProblem(400, "header-is-not-valid", "Ledger-Role");
    }

    [Fact]
    public async Task An_address_that_isnt_there_is_404_and_a_method_that_isnt_405()
    {
        (await ApiAnswer.Of(await api.Anonymous.GetAsync("/v1/nothing"))).ExpectProblem(404, "no-such-route");
        var answer = await ApiAnswer.Of(await api.Anonymous.DeleteAsync("/v1/agreements"));
        answer.ExpectProblem(405, "method-not-allowed");
        Assert.Contains("POST", answer.Response.Content.Headers.Allow);
    }
}
