using System.Text;
using LeadLedger.Domain;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;
using LeadLedger.Tests.Fixtures;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Rows = LeadLedger.Tests.Fixtures.Rows;

namespace LeadLedger.Tests.Erasing;

/// <summary>Where a word stands: in any table of the database, in any answer of the API.</summary>
internal static class Everywhere
{
    /// <summary>Tables, materialized views and PostgreSQL's own statistics that hold it, as text or as bytes.</summary>
    public static async Task<IReadOnlyList<string>> InTheDatabase(TestDatabase database, string word)
    {
        await Rows.Of(database.Admin, "analyze");
        var found = new List<string>();
        var bytes = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(word));
        var tables = await Rows.Of(database.Admin, """
            select format('%I.%I', n.nspname, c.relname)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'm', 'p', 'v')
              and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
            union select 'pg_catalog.pg_stats'
            """);
        Assert.Contains("ledger.mt_events", tables);
        foreach (var table in tables)
        {
            var rows = await Rows.Of(
                database.Admin,
                $"select count(*) from {table} row where row::text ilike '%{word}%' or row::text ilike '%{bytes}%'");
            if (rows.Single() != "0")
                found.Add(table);
        }
        return found;
    }

    /// <summary>Routes whose answers hold it, asked by everybody who may ask them.</summary>
    public static async Task<IReadOnlyList<string>> InAnswers(
        ApiFixture api, SignedAgreement company, Guid lead, string word)
    {
        var found = new List<string>();
        var routes = api.App.Services.GetRequiredService<EndpointDataSource>();
        foreach (var route in routes.Endpoints.OfType<RouteEndpoint>())
        {
            if (route.Metadata.GetMetadata<AllowedRoles>() is not { } allowed
                || !route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Contains("GET"))
                continue;
            foreach (var role in allowed.Roles)
            {
                var path = Fill(route.RoutePattern.RawText!, company, lead);
                var answer = await Of(api, company, role).Get(path);
                if (answer.Text.Contains(word, StringComparison.OrdinalIgnoreCase))
                    found.Add($"{route.RoutePattern.RawText} {role.Code()}");
            }
        }
        return found;
    }

    private static ApiCaller Of(ApiFixture api, SignedAgreement company, Role role) => role switch
    {
        Role.Marketing => company.Marketing,
        Role.Sales => company.Seller,
        Role.SalesManager => company.Manager,
        Role.Panel => company.Chair,
        _ => api.As("anyone", role),
    };

    private static string Fill(string route, SignedAgreement company, Guid lead) => "/" + route.Trim('/')
        .Replace("{leadId}", lead.ToString(), StringComparison.Ordinal)
        .Replace("{reviewId}", $"{lead}-1", StringComparison.Ordinal)
        .Replace("{agreementId}", company.Id.ToString(), StringComparison.Ordinal)
        .Replace("{panelId}", company.PanelId.ToString(), StringComparison.Ordinal)
        .Replace("{month}", MonthOf(company), StringComparison.Ordinal)
        .Replace("{version}", "1", StringComparison.Ordinal)
        .Replace("{case}", "1", StringComparison.Ordinal)
        .Replace("{member}", company.Person("grace"), StringComparison.Ordinal);

    private static string MonthOf(SignedAgreement company) => company.Month.ToString();
}
