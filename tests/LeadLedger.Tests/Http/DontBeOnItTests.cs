using System.Net;
using LeadLedger.Domain;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Http;

/// <summary>Who of sales owes what, read over HTTP.</summary>
public sealed class DontBeOnItTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Who_let_a_first_response_pass_is_on_it_until_they_call()
    {
        // The database says what is overdue, by its own clock: so the handoff was made two hours ago by ours.
        api.Clock.Advance(TimeSpan.FromHours(-2));
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        await company.HandOff(assignee: null);
        api.Clock.Advance(TimeSpan.FromHours(2));
        var fresh = await company.Marketing.Post("/v1/leads", company.HandoffBody("ben"));

        var all = (await company.Manager.Get("/v1/dashboards/dont-be-on-it", fresh.MinPosition))
            .Expect(HttpStatusCode.OK).Json;
        Assert.Equal(
            [company.Person("ada"), null],
            all.GetProperty("people").EnumerateArray()
                .Select(person => person.TryGetProperty("person", out var name) ? name.GetString() : null));
        Assert.False(all.TryGetProperty("leads", out _));

        var ada = (await company.Manager.Get($"/v1/dashboards/dont-be-on-it?person={company.Person("ada")}")).Json;
        var owed = Assert.Single(ada.GetProperty("leads").EnumerateArray());
        Assert.EndsWith(owed.GetProperty("leadId").GetString()!, lead, StringComparison.Ordinal);
        Assert.Equal("firstResponse", owed.GetProperty("promise").GetString());
        Assert.InRange(owed.GetProperty("overdueSeconds").GetInt64(), 3500, 3700);
        var nobodys = (await company.Manager.Get("/v1/dashboards/dont-be-on-it?unassigned=true")).Json;
        Assert.Single(nobodys.GetProperty("leads").EnumerateArray());

        var called = await company.Seller.Post($"{lead}/contact-attempts",
            new { channel = "phone", outcome = "connected" });
        var after = (await company.Manager.Get(
            $"/v1/dashboards/dont-be-on-it?person={company.Person("ada")}", called.MinPosition)).Json;
        Assert.Empty(after.GetProperty("people").EnumerateArray());

        var stranger = (await api.As("stranger", Role.SalesManager).Get("/v1/dashboards/dont-be-on-it")).Json;
        Assert.Empty(stranger.GetProperty("people").EnumerateArray());
        (await api.As("stranger", Role.SalesManager).Get($"/v1/dashboards/dont-be-on-it?agreement={company.Id}"))
            .ExpectProblem(403, "not-a-member");
    }
}
