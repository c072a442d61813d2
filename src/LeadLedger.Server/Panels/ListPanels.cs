using LeadLedger.Domain;
using LeadLedger.Server.Access;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Panels;

/// <summary>A panel in a list.</summary>
public sealed record PanelListed(PanelId Id, string Name, string? Chair, int Members, DateTimeOffset SeatedAt);

/// <summary><c>GET /v1/panels</c></summary>
internal static class ListPanelsEndpoint
{
    private const string Sql = """
        select p.panel_id, p.name, p.chair, p.seated_at,
          (select count(*)::int from bi_v1.panel_member m where m.panel_id = p.panel_id) as members
        from bi_v1.panel p
        where ($1::uuid[] is null or p.panel_id = any($1))
          and ($2::text is null or (p.seated_at, p.panel_id) < ($2::text::timestamptz, $3::text::uuid))
        order by p.seated_at desc, p.panel_id desc
        limit $4
        """;

    private static readonly OperationText Text = new(
        "Lists panels",
        "Newest first: all of them for the roles agreements, auditor, operator and importer, for others those that "
        + "they sit on or that judge their agreements' rejections.",
        null,
        new Page<PanelListed>(
            [
                new PanelListed(
                    PanelExamples.Id, "Lead review board", "grace", 3,
                    new DateTimeOffset(2026, 2, 1, 8, 0, 0, TimeSpan.Zero)),
            ],
            null));

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/panels", AgreementAccess.Readers, Handle, Text, QueryParameter.Paging);

    private static async Task<Answer> Handle(QueryCall call)
    {
        if (Paging.Read(call, keys: 2, out var paging) is { } problem)
            return problem;
        var items = await call.Read.Database.Read(
            Sql,
            row => new PanelListed(
                new PanelId(row.GetGuid(0)),
                row.GetString(1),
                row.MaybeText(2),
                row.GetInt32(4),
                row.Instant(3)),
            call.Cancellation,
            await PanelAccess.Theirs(call), paging.Key(0), paging.Key(1), paging.Take);
        return paging.Answer(items, item => [Instants.Format(item.SeatedAt), item.Id.ToString()]);
    }
}
