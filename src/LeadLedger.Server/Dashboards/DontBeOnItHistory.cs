using System.Globalization;
using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Access;
using LeadLedger.Server.Agreements;
using LeadLedger.Server.Http;
using Npgsql;

namespace LeadLedger.Server.Dashboards;

/// <summary>Who was on the board, when and how long, and what took them off.</summary>
/// <param name="People">The totals of all that was asked for, the longest first; at most 1,000.</param>
/// <param name="Spells">One page of them, the last to end first.</param>
/// <param name="Next">The address of the next page of spells; null: this is the last.</param>
public sealed record DontBeOnItHistory(
    IReadOnlyList<PersonWasOnIt> People, IReadOnlyList<OnItSpell> Spells, string? Next);

/// <summary>What a sales person's spells add up to.</summary>
/// <param name="Person">Null: leads that were nobody's in person.</param>
/// <param name="Seconds">Wall seconds; spells of several leads at once each count.</param>
public sealed record PersonWasOnIt(
    AgreementId AgreementId, string? Person, long Times, long Seconds, long LongestSeconds);

/// <summary>Somebody was on the board for a lead's promise.</summary>
/// <param name="SentBackBy">The case whose ruling started the clock; null: the handoff did.</param>
/// <param name="OnAt">
/// Since when: the deadline, or when the overdue lead was given to them or given back to sales.
/// </param>
public sealed record OnItSpell(
    LeadId LeadId,
    AgreementId AgreementId,
    int Handoff,
    int? SentBackBy,
    OwedPromise Promise,
    string? Person,
    DateTimeOffset DueAt,
    DateTimeOffset OnAt,
    DateTimeOffset OffAt,
    long Seconds,
    TakenOffBy TakenOffBy);

/// <summary>What took somebody off the board.</summary>
public enum TakenOffBy
{
    Responded,
    CadenceWorked,
    Reassigned,
    Rejected,
    Won,
    Lost,
    Returned,
}

/// <summary><c>GET /v1/dashboards/dont-be-on-it/history</c></summary>
internal static class DontBeOnItHistoryEndpoint
{
    private const string Where = """
        where ($1::uuid[] is null or agreement_id = any($1))
          and ($2::uuid is null or agreement_id = $2)
          and ($3::text is null or person = $3)
          and ($4::boolean is null or (person is null) = $4)
          and ($5::timestamptz is null or off_at >= $5)
          and ($6::timestamptz is null or on_at < $6)
        """;

    private const string PeopleSql = $"""
        select agreement_id, person, count(*), sum(seconds)::bigint, max(seconds)
        from bi_v1.dont_be_on_it_spell
        {Where}
        group by agreement_id, person
        order by 4 desc, agreement_id, person
        limit 1000
        """;

    private const string SpellsSql = $"""
        select lead_id, agreement_id, handoff, sent_back_by, promise, person, due_at, on_at, off_at, seconds,
          taken_off_by, position
        from bi_v1.dont_be_on_it_spell
        {Where}
          and ($7::text is null
            or (off_at, position, promise) < ($7::text::timestamptz, $8::text::bigint, $9::text))
        order by off_at desc, position desc, promise desc
        limit $10
        """;

    private static readonly DateTimeOffset ExampleDue = new(2026, 3, 2, 9, 5, 0, TimeSpan.Zero);

    private static readonly OperationText Text = new(
        "Reads the don't-be-on-it dashboard's memory",
        "Who was on it, when, how long, and what took them off: per person in all, and spell by spell. Who is on it "
        + "now is on the dashboard itself. The clocks of imported leads put nobody on it.",
        null,
        new DontBeOnItHistory(
            [new PersonWasOnIt(AgreementExamples.Id, "ada", 1, 5400, 5400)],
            [
                new OnItSpell(
                    new LeadId(new Guid("0197f3a0-0000-8000-8000-00000000b001")), AgreementExamples.Id, 1, null,
                    OwedPromise.FirstResponse, "ada", ExampleDue, ExampleDue, ExampleDue.AddSeconds(5400), 5400,
                    TakenOffBy.Responded),
            ],
            null))
    { Tag = "dashboards" };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapQuery(
        "/dashboards/dont-be-on-it/history",
        DontBeOnItEndpoint.Readers,
        Handle,
        Text,
        [
            new QueryParameter("agreement", typeof(Guid), "Of one agreement."),
            new QueryParameter("person", typeof(string), "One sales person.", "ada"),
            new QueryParameter("unassigned", typeof(bool), "true: leads that were nobody's in person."),
            new QueryParameter("from", typeof(DateTimeOffset), "Spells that ended then or later."),
            new QueryParameter("to", typeof(DateTimeOffset), "Spells that began before."),
            .. QueryParameter.Paging,
        ]);

    private static async Task<Answer> Handle(QueryCall call)
    {
        var query = call.Query;
        var agreement = query.Id("agreement");
        object?[] filters =
            [agreement, query.Text("person"), query.Flag("unassigned"), query.Instant("from"), query.Instant("to")];
        if (Paging.Read(call, keys: 3, out var paging) is { } problem)
            return problem;
        var theirs = await LeadAccess.PartyTo(call);
        if (agreement is { } one && theirs?.Contains(one) == false)
            return Problems.NotAMember("agreement");
        var database = call.Read.Database;
        var people = await database.Read(PeopleSql, Person, call.Cancellation, [theirs, .. filters]);
        var spells = await database.Read(
            SpellsSql, Spell, call.Cancellation,
            [theirs, .. filters, paging.Key(0), paging.Key(1), paging.Key(2), paging.Take]);
        var next = paging.Next(spells, KeysOf);
        var page = new DontBeOnItHistory(people, [.. spells.Take(paging.Limit).Select(spell => spell.Shown)], next);
        return Answer.Ok(page) with { Next = next, Position = call.Position };
    }

    private static string[] KeysOf(SpellRow row) =>
    [
        row.Shown.OffAt.ToString("O", CultureInfo.InvariantCulture),
        row.Position.ToString(CultureInfo.InvariantCulture),
        QueryParameters.CodeOf(row.Shown.Promise),
    ];

    private static PersonWasOnIt Person(NpgsqlDataReader row) => new(
        new AgreementId(row.GetGuid(0)), row.MaybeText(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4));

    private static SpellRow Spell(NpgsqlDataReader row) => new(
        new OnItSpell(
            new LeadId(row.GetGuid(0)),
            new AgreementId(row.GetGuid(1)),
            row.GetInt32(2),
            row.Maybe<int>(3),
            row.Code<OwedPromise>(4),
            row.MaybeText(5),
            row.Instant(6),
            row.Instant(7),
            row.Instant(8),
            row.GetInt64(9),
            row.Code<TakenOffBy>(10)),
        row.GetInt64(11));

    private sealed record SpellRow(OnItSpell Shown, long Position);
}
