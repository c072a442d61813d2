using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Access;
using LeadLedger.Server.Agreements;
using LeadLedger.Server.Http;
using Npgsql;

namespace LeadLedger.Server.Leads;

/// <summary>A lead in a list: nothing of it is personal.</summary>
/// <param name="Since">Since when it is where it is.</param>
/// <param name="FirstResponseDueAt">When the clocks that run promise the first response; null: not promised.</param>
/// <param name="ReviewId">The open case; null: none.</param>
public sealed record LeadListed(
    LeadId Id,
    long Version,
    AgreementId AgreementId,
    int TermsVersion,
    int Handoff,
    LeadPlace Place,
    SalesStage? Stage,
    OwnerRepresentation Owner,
    string? Assignee,
    DateTimeOffset Since,
    string Segment,
    Bucket Bucket,
    string ConversionAction,
    string Source,
    string? Campaign,
    decimal Value,
    string Currency,
    DateTimeOffset HandedOffAt,
    DateOnly LocalDay,
    DateTimeOffset? FirstResponseDueAt,
    DateTimeOffset? FirstResponseAt,
    int? AttemptsPromised,
    int AttemptsMade,
    DateTimeOffset? CadenceEndsAt,
    string? ReviewId,
    bool Imported);

/// <summary><c>GET /v1/leads</c></summary>
internal static class ListLeadsEndpoint
{
    // By id: the one order that nothing which happens to a lead can change, so that no page misses one.
    private const string Sql = """
        select lead_id, version, agreement_id, terms_version, handoff, place, stage, owner_kind, owner, assignee, since,
          segment, bucket, conversion_action, source, campaign, lead_value, currency, handed_off_at, local_day,
          first_response_due_at, first_response_at, attempts_promised, attempts_made, cadence_ends_at, open_case,
          imported
        from bi_v1.lead
        where ($1::uuid[] is null or agreement_id = any($1))
          and ($2::uuid is null or agreement_id = $2)
          and ($3::text is null or place = $3)
          and ($4::text is null or stage = $4)
          and ($5::text is null or assignee = $5)
          and ($6::text is null or segment = $6)
          and ($7::text is null or bucket = $7)
          and ($8::text is null or source = $8)
          and ($9::date is null or month = $9)
          and ($10::text is null or owner = $10)
          and ($11::text is null or lead_id > $11::text::uuid)
        order by lead_id
        limit $12
        """;

    private static readonly OperationText Text = new(
        "Lists leads",
        "By id, so that no page misses a lead however much happens meanwhile. Marketing, sales and panel members see "
        + "the leads of their agreements, other roles all. Nothing personal is in a list.",
        null,
        new Page<LeadListed>(
            [
                new LeadListed(
                    ExampleHistory.File.Id, 5, AgreementExamples.Id, 1, 1, LeadPlace.WithSales, SalesStage.Working,
                    new OwnerRepresentation(OwnerKind.SalesPerson, "ada"), "ada", ExampleHistory.File.HandedOffAt,
                    "enterprise", Bucket.HandRaiserHighFit, "demo-request", "paid-search", "spring", 3000m, "EUR",
                    ExampleHistory.File.HandedOffAt, ExampleHistory.File.LocalDay,
                    ExampleHistory.File.HandedOffAt.AddMinutes(5), ExampleHistory.File.HandedOffAt.AddMinutes(3), 5, 1,
                    ExampleHistory.File.HandedOffAt.AddDays(14), null, Imported: false),
            ],
            null));

    private static readonly QueryParameter[] Parameters =
    [
        new("agreement", typeof(Guid), "Of one agreement."),
        new("place", typeof(LeadPlace), "Where it is.", LeadPlace.WithSales),
        new("stage", typeof(SalesStage), "How far sales has come; only leads with sales have one."),
        new("assignee", typeof(string), "The sales person it is assigned to.", "ada"),
        new("owner", typeof(string), "Whose it is now: a sales person, or the id of an agreement or a panel.", "ada"),
        new("segment", typeof(string), "Segment at its newest handoff.", "enterprise"),
        new("bucket", typeof(Bucket), "Cell of the qualification matrix at its newest handoff."),
        new("source", typeof(string), "Where it came from.", "paid-search"),
        new("month", typeof(Month), "The month of its newest handoff, in the agreement's time zone.", "2026-03"),
        .. QueryParameter.Paging,
    ];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/leads", AgreementAccess.Readers, Handle, Text, Parameters);

    private static async Task<Answer> Handle(QueryCall call)
    {
        var query = call.Query;
        var agreement = query.Id("agreement");
        object?[] filters =
        [
            null,
            query.OneOf<LeadPlace>("place") is { } place ? QueryParameters.CodeOf(place) : null,
            query.OneOf<SalesStage>("stage") is { } stage ? QueryParameters.CodeOf(stage) : null,
            query.Text("assignee"),
            query.Text("segment"),
            query.OneOf<Bucket>("bucket") is { } bucket ? QueryParameters.CodeOf(bucket) : null,
            query.Text("source"),
            query.Month("month")?.FirstDay,
            query.Text("owner"),
        ];
        if (Paging.Read(call, keys: 1, out var paging) is { } problem)
            return problem;
        var theirs = await LeadAccess.Theirs(call);
        if (agreement is { } one && theirs?.Contains(one) == false)
            return Problems.NotAMember("agreement");
        // Who sees one agreement only asks for that one: then its index gives the leads in the order of the list.
        filters[0] = agreement ?? (theirs is [var only] ? only : null);
        var items = await call.Read.Database.Read(
            Sql, Item, call.Cancellation, [theirs, .. filters, paging.Key(0), paging.Take]);
        return paging.Answer(items, item => [item.Id.ToString()]);
    }

    private static LeadListed Item(NpgsqlDataReader row)
    {
        var id = row.GetGuid(0);
        var currency = row.GetString(17);
        return new LeadListed(
            new LeadId(id),
            row.GetInt64(1),
            new AgreementId(row.GetGuid(2)),
            row.GetInt32(3),
            row.GetInt32(4),
            row.Code<LeadPlace>(5),
            row.MaybeCode<SalesStage>(6),
            new OwnerRepresentation(row.Code<OwnerKind>(7), row.MaybeText(8)),
            row.MaybeText(9),
            row.Instant(10),
            row.GetString(11),
            row.Code<Bucket>(12),
            row.GetString(13),
            row.GetString(14),
            row.MaybeText(15),
            Money.Shown(row.GetDecimal(16), currency),
            currency,
            row.Instant(18),
            row.GetFieldValue<DateOnly>(19),
            row.Maybe<DateTimeOffset>(20),
            row.Maybe<DateTimeOffset>(21),
            row.Maybe<int>(22),
            row.GetInt32(23),
            row.Maybe<DateTimeOffset>(24),
            row.Maybe<int>(25) is { } open ? CommandTarget.ReviewId(id, open) : null,
            row.GetBoolean(26));
    }
}
