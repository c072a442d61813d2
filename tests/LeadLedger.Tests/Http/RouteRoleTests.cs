using System.Net;
using System.Text.Json.Nodes;
using LeadLedger.Domain;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LeadLedger.Tests.Http;

/// <summary>
/// Rule 14: a role opens the route, membership opens the object. Every route is walked with every role.
/// </summary>
public sealed class RouteRoleTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly Role[] OpenedByMembership = [Role.Marketing, Role.Sales, Role.SalesManager, Role.Panel];

    [Fact]
    public void The_table_of_routes_and_roles_is_what_is_served()
    {
        var served = Routes().ToDictionary(
            route => route.Name,
            route => string.Join(' ', route.Roles.Select(role => role.Code()).Order(StringComparer.Ordinal)));
        Assert.Equal(RouteRoles.Table.OrderBy(row => row.Key), served.OrderBy(row => row.Key));
    }

    [Fact]
    public void Nothing_is_open_to_everybody_but_health()
    {
        var open = api.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<AllowedRoles>() is null
                || route.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(route => route.RoutePattern.RawText!.Trim('/'));
        Assert.Equal(["health/live", "health/ready"], open.Order());
    }

    [Fact]
    public async Task Every_route_is_opened_by_its_roles_and_closed_to_all_others()
    {
        foreach (var route in Routes())
        {
            var path = Fill(route.Name, Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid())
                .Replace("{simulationId}", $"{Guid.NewGuid()}", StringComparison.Ordinal);
            using (var anonymous = new HttpRequestMessage(route.Method, path))
                (await ApiAnswer.Of(await api.Anonymous.SendAsync(anonymous))).ExpectProblem(401, "not-authenticated");
            foreach (var role in Roles.OfPeople)
            {
                var answer = await api.As("anyone", role).Send(route.Method, path, null);
                if (RouteRoles.Table[route.Name].Split(' ').Contains(role.Code()))
                    Assert.False(answer.Problem is "role-not-allowed" or "not-authenticated", $"{route.Name} {role}");
                else
                    answer.ExpectProblem(403, "role-not-allowed");
            }
        }
    }

    [Fact]
    public async Task An_object_is_opened_to_its_own_people_and_closed_to_anothers()
    {
        var company = await new SignedAgreement(api).Sign();
        foreach (var route in Routes().Where(route => route.Name.Contains('{', StringComparison.Ordinal)))
        {
            foreach (var role in route.Roles.Intersect(OpenedByMembership))
            {
                var (lead, review) = await MakeObjects(company);
                // Only the lead under review has a case to withdraw.
                var about = route.Name.Contains("{case}", StringComparison.Ordinal) ? Guid.Parse(review[..36]) : lead;
                var path = Fill(route.Name, company.Id, about, company.PanelId, review);
                if (path.Contains("{simulationId}", StringComparison.Ordinal))
                    path = await MakeSimulation(company);
                var headers = await IfMatch(company, route, path);
                var body = BodyFor(route, company);

                var stranger = await api.As("stranger", role).Send(route.Method, path, body, headers);
                Assert.True(stranger.Status == HttpStatusCode.Forbidden, $"{route.Name} {role}: {stranger.Text}");
                Assert.NotEqual("role-not-allowed", stranger.Problem);

                var own = await OwnOf(company, role).Send(route.Method, path, body, headers);
                Assert.True(own.Status != HttpStatusCode.Forbidden || IsForAnother(route, role),
                    $"{route.Name} {role}: {own.Text}");
            }
        }
    }

    /// <summary>Where a side's own people may use the route, but this deed is for others of them.</summary>
    private static bool IsForAnother(Route route, Role role) => (route.Name, role) switch
    {
        // A sales person may take a lead that is nobody's; this one is somebody's.
        ("POST /v1/leads/{leadId}/assignments", Role.Sales) => true,
        // Where a sales side has managers, these sign for it.
        ("POST /v1/agreements/{agreementId}/terms/{version}/signatures", Role.Sales) => true,
        ("POST /v1/agreements/{agreementId}/termination", Role.Sales) => true,
        // Only who asked for a simulation cancels it.
        ("DELETE /v1/simulations/{simulationId}", not Role.Marketing) => true,
        // The ruling's next step is its owner's, or the chair's.
        ("POST /v1/reviews/{reviewId}/follow-up", not Role.Panel) => true,
        _ => false,
    };

    private static ApiCaller OwnOf(SignedAgreement company, Role role) => role switch
    {
        Role.Marketing => company.Marketing,
        Role.Sales => company.Seller,
        Role.SalesManager => company.Manager,
        Role.Panel => company.Chair,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "It has no membership."),
    };

    /// <summary>A lead with sales, and one under review that the chair has claimed.</summary>
    private static async Task<(Guid Lead, string Review)> MakeObjects(SignedAgreement company)
    {
        var lead = await company.HandOff();
        var review = await company.Reject(await company.HandOff());
        (await company.Chair.Post($"{review.Address}/claim", null)).Expect(HttpStatusCode.Created);
        return (Guid.Parse(lead.Split('/')[^1]), review.Address.Split('/')[^1]);
    }

    /// <summary>A simulation that marketing has asked for; its address.</summary>
    private static async Task<string> MakeSimulation(SignedAgreement company)
    {
        var asked = await company.Marketing.Post("/v1/simulations", new
        {
            subject = new { agreementId = company.Id, month = "2026-03" },
            terms = new { version = 1 },
        });
        return asked.Expect(HttpStatusCode.Accepted).Response.Headers.Location!.ToString();
    }

    private static async Task<(string, string)[]> IfMatch(SignedAgreement company, Route route, string path)
    {
        if (!route.Operation.RequiresIfMatch)
            return [];
        var owner = path.Contains("/reviews/", StringComparison.Ordinal)
            ? path[..path.LastIndexOf('/')]
            : $"/v1/agreements/{company.Id}";
        return [("If-Match", (await company.Chair.Get(owner)).Etag!)];
    }

    /// <summary>The document's own example, about this company.</summary>
    private static JsonObject? BodyFor(Route route, SignedAgreement company)
    {
        if (route.Operation.Text.RequestExample is not { } example)
            return null;
        var text = System.Text.Json.JsonSerializer.Serialize(example, example.GetType(), RequestJson.Options);
        var body = JsonNode.Parse(text)!.AsObject();
        if (body.ContainsKey("agreementId"))
            body["agreementId"] = company.Id;
        body.Remove("occurredAt");
        return body;
    }

    private static string Fill(string route, Guid agreement, Guid lead, Guid panel, string? review = null) =>
        route[(route.IndexOf(' ', StringComparison.Ordinal) + 1)..]
            .Replace("{agreementId}", agreement.ToString(), StringComparison.Ordinal)
            .Replace("{leadId}", lead.ToString(), StringComparison.Ordinal)
            .Replace("{panelId}", panel.ToString(), StringComparison.Ordinal)
            .Replace("{reviewId}", review ?? $"{lead}-1", StringComparison.Ordinal)
            .Replace("{member}", "anyone", StringComparison.Ordinal)
            .Replace("{version}", "1", StringComparison.Ordinal)
            .Replace("{view}", "fact_handoff", StringComparison.Ordinal)
            .Replace("{case}", "1", StringComparison.Ordinal)
            .Replace("{month}", "2026-03", StringComparison.Ordinal);

    private IEnumerable<Route> Routes() => api.App.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<AllowedRoles>() is not null)
        .Select(endpoint =>
        {
            var method = endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods[0];
            return new Route(
                $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}",
                HttpMethod.Parse(method),
                endpoint.Metadata.GetRequiredMetadata<AllowedRoles>().Roles,
                endpoint.Metadata.GetRequiredMetadata<Operation>());
        });

    private sealed record Route(string Name, HttpMethod Method, IReadOnlyList<Role> Roles, Operation Operation);
}
