using LeadLedger.Domain;
using LeadLedger.Server.Access;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Agreements;

/// <summary>An agreement in a list.</summary>
/// <param name="SignedVersion">The newest terms that both parties signed; null: none.</param>
/// <param name="EndsWith">The last month in force; null: it wasn't terminated.</param>
public sealed record AgreementListed(
    AgreementId Id,
    string Name,
    string SalesTeam,
    DateTimeOffset DraftedAt,
    int? SignedVersion,
    string? TimeZone,
    string? Currency,
    Month? EndsWith = null);

/// <summary><c>GET /v1/agreements</c></summary>
internal static class ListAgreementsEndpoint
{
    // Newest first. Without ids: all.
    private const string Sql = """
        select agreement_id, name, sales_team, drafted_at, signed_version, time_zone, currency, ended_with
        from bi_v1.agreement
        where ($1::uuid[] is null or agreement_id = any($1))
          and ($2::text is null or (drafted_at, agreement_id) < ($2::text::timestamptz, $3::text::uuid))
        order by drafted_at desc, agreement_id desc
        limit $4
        """;

    private static readonly OperationText Text = new(
        "Lists agreements",
        "Newest first: all of them for the roles agreements, auditor, operator and importer, for others those that "
        + "they are a member of.",
        null,
        new Page<AgreementListed>(
            [
                new AgreementListed(
                    AgreementExamples.Id, "Enterprise 2026", "enterprise-emea",
                    new DateTimeOffset(2026, 2, 1, 8, 0, 0, TimeSpan.Zero), 1, "Europe/Zurich", "EUR"),
            ],
            null));

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/agreements", AgreementAccess.Readers, Handle, Text, QueryParameter.Paging);

    private static async Task<Answer> Handle(QueryCall call)
    {
        if (Paging.Read(call, keys: 2, out var paging) is { } problem)
            return problem;
        var theirs = await AgreementAccess.Theirs(call);
        var items = await call.Read.Database.Read(
            Sql,
            row => new AgreementListed(
                new AgreementId(row.GetGuid(0)),
                row.GetString(1),
                row.GetString(2),
                row.Instant(3),
                row.Maybe<int>(4),
                row.MaybeText(5),
                row.MaybeText(6),
                row.Maybe<DateOnly>(7) is { } last ? Month.Of(last) : null),
            call.Cancellation,
            theirs, paging.Key(0), paging.Key(1), paging.Take);
        return paging.Answer(items, item => [Instants.Format(item.DraftedAt), item.Id.ToString()]);
    }
}
