using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Http;
using Npgsql;

namespace LeadLedger.Server.Deadlines;

/// <summary>A set of clocks of a lead, something of which has fallen due.</summary>
/// <param name="LookAt">The first of it.</param>
/// <param name="Handoff">The number of the handoff.</param>
/// <param name="Case">The case that it belongs to; null: the handoff's own clocks.</param>
internal sealed record DueClocks(
    DateTimeOffset LookAt,
    LeadId LeadId,
    AgreementId AgreementId,
    int Handoff,
    int? Case,
    DueInstants FirstResponse,
    DueInstants Cadence,
    DueInstants Ruling)
{
    private const string Columns = """
        look_at, lead_id, agreement_id, handoff, case_number, first_response_remind_at, first_response_due_at,
        cadence_remind_at, cadence_ends_at, ruling_remind_at, ruling_due_at
        """;

    // Each half by its own index and no further than the limit, or PostgreSQL would rather read and sort all that is
    // due after a long stop. The instant is given, never the database's own: the clock that decides is the one that
    // asks.
    internal const string Sql = $"""
        select {Columns} from (
          (select {Columns} from bi_v1.deadline_watch_handoff
          where look_at < $1 and lead_id <> all($2) order by look_at limit $3)
          union all
          (select {Columns} from bi_v1.deadline_watch_case
          where look_at < $1 and lead_id <> all($2) order by look_at limit $3)) due
        order by look_at
        limit $3
        """;

    private const string CountSql = "select count(*) from bi_v1.deadline_watch where look_at < $1";

    /// <summary>What has fallen due, the longest overdue first: one statement, by an index.</summary>
    /// <param name="connection">Where to ask.</param>
    /// <param name="before">Nothing at this instant or later.</param>
    /// <param name="setAside">Leads that aren't asked for.</param>
    /// <param name="most">So many at most.</param>
    /// <param name="cancellation">Stops asking.</param>
    public static async Task<List<DueClocks>> Find(
        NpgsqlConnection connection,
        DateTimeOffset before,
        Guid[] setAside,
        int most,
        CancellationToken cancellation)
    {
        await using var find = new NpgsqlCommand(Sql, connection);
        find.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = before });
        find.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = setAside });
        find.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        await using var reader = await find.ExecuteReaderAsync(cancellation);
        var found = new List<DueClocks>();
        while (await reader.ReadAsync(cancellation))
            found.Add(Read(reader));
        return found;
    }

    /// <summary>How many sets of clocks have something due.</summary>
    public static async Task<long> Count(
        NpgsqlConnection connection, DateTimeOffset before, CancellationToken cancellation)
    {
        await using var count = new NpgsqlCommand(CountSql, connection);
        count.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = before });
        return (long)(await count.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Each promise of these clocks with its instants.</summary>
    public IEnumerable<(OwedPromise Promise, DueInstants Instants)> Promises() =>
        [(OwedPromise.FirstResponse, FirstResponse), (OwedPromise.Cadence, Cadence), (OwedPromise.Ruling, Ruling)];

    private static DueClocks Read(NpgsqlDataReader row) => new(
        row.Instant(0),
        new LeadId(row.GetGuid(1)),
        new AgreementId(row.GetGuid(2)),
        row.GetInt32(3),
        row.Maybe<int>(4),
        new DueInstants(row.Maybe<DateTimeOffset>(5), row.Maybe<DateTimeOffset>(6)),
        new DueInstants(row.Maybe<DateTimeOffset>(7), row.Maybe<DateTimeOffset>(8)),
        new DueInstants(row.Maybe<DateTimeOffset>(9), row.Maybe<DateTimeOffset>(10)));
}

/// <summary>When a promise still has to be looked at; null: not for that.</summary>
internal readonly record struct DueInstants(DateTimeOffset? RemindAt, DateTimeOffset? DueAt);
