using System.Text.Json;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace LeadLedger.Server.Simulations;

/// <summary>
/// The table of jobs. Leases and ages go by the database's clock, the same for every node; each change counts the
/// revision up.
/// </summary>
internal sealed class SimulationJobs(NpgsqlDataSource database)
{
    /// <summary>How many may wait or run at a time, of all callers and nodes.</summary>
    public const int MostUnfinished = 20;

    /// <summary>Whoever works on one says so at least this often, or loses it to another.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private const int MostTries = 3;

    private const string Columns = """
        id, revision, state, request::text, requested_by, requested_at, started_at, finished_at, leads_done, leads_of,
          result::text, failure, request_hash, tries
        """;

    // The count isn't exact while others insert at the same moment: it bounds what there is to do, to within a few.
    private const string InsertSql = """
        insert into leadledger.simulation
          (id, revision, state, agreement_id, month, request, request_hash, requested_by)
        select $1, 1, 'queued', $2, $3, $4, $5, $6
        where (select count(*) from leadledger.simulation where state in ('queued', 'running')) < $7
        on conflict on constraint simulation_pkey do nothing
        """;

    private const string TakeSql = $"""
        update leadledger.simulation
        set state = 'running', revision = revision + 1, worker = $1, lease_until = now() + $2, tries = tries + 1,
          started_at = coalesce(started_at, now()), leads_done = 0, leads_of = null
        where id = (
          select id from leadledger.simulation
          where state = 'queued' or (state = 'running' and lease_until < now())
          order by requested_at
          limit 1
          for update skip locked)
        returning {Columns}
        """;

    private const string HeldByMe = "id = $1 and state = 'running' and worker = $2";

    /// <summary>Keeps a job; one with the same id is left as it is.</summary>
    public async Task Insert(
        Guid id, SimulateRequest request, string hash, string requestedBy, CancellationToken cancellation)
    {
        await using var insert = Command(
            InsertSql,
            id,
            request.Subject.AgreementId!.Value.Value,
            request.Subject.Month!.Value.FirstDay,
            Json(request),
            hash,
            requestedBy,
            MostUnfinished);
        await insert.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Null: there is none.</summary>
    public async Task<KeptJob?> Find(Guid id, CancellationToken cancellation)
    {
        await using var find = Command($"select {Columns} from leadledger.simulation where id = $1", id);
        return await One(find, cancellation);
    }

    /// <summary>The oldest that waits, or that whoever worked on it has left behind; null: none.</summary>
    public async Task<KeptJob?> Take(Guid worker, CancellationToken cancellation)
    {
        await using var take = Command(TakeSql, worker, Lease);
        return await One(take, cancellation);
    }

    /// <summary>Says how far it has come, and that it is still worked on.</summary>
    /// <returns>False: it is nobody's to work on any more, or another's.</returns>
    public Task<bool> Move(Guid id, Guid worker, long done, long of, CancellationToken cancellation) => Change(
        $"leads_done = $3, leads_of = $4, lease_until = now() + $5 where {HeldByMe}",
        cancellation, id, worker, done, of, Lease);

    /// <summary>It is done.</summary>
    /// <returns>As <see cref="Move"/>.</returns>
    public Task<bool> Finish(Guid id, Guid worker, MonthSimulated result, CancellationToken cancellation) => Change(
        $"state = 'done', finished_at = now(), worker = null, lease_until = null, result = $3 where {HeldByMe}",
        cancellation, id, worker, Json(result));

    /// <summary>It can't be done.</summary>
    public Task<bool> Fail(Guid id, Guid worker, string why, CancellationToken cancellation) => Change(
        $"state = 'failed', finished_at = now(), worker = null, lease_until = null, failure = $3 where {HeldByMe}",
        cancellation, id, worker, why);

    /// <summary>Somebody else may try; after a few tries it has failed.</summary>
    /// <param name="counts">Whether it was tried; false: this node just stops.</param>
    public Task<bool> GiveBack(Guid id, Guid worker, bool counts, string why, CancellationToken cancellation) => Change(
        $"""
        state = case when tries >= {MostTries} and $3 then 'failed' else 'queued' end,
          finished_at = case when tries >= {MostTries} and $3 then now() end,
          failure = case when tries >= {MostTries} and $3 then $4 end,
          tries = case when $3 then tries else tries - 1 end, worker = null, lease_until = null
        where {HeldByMe}
        """,
        cancellation, id, worker, counts, why);

    /// <summary>Nobody wants it any more; one that has ended stays as it is.</summary>
    public Task<bool> Cancel(Guid id, CancellationToken cancellation) => Change(
        """
        state = 'cancelled', finished_at = now(), worker = null, lease_until = null
        where id = $1 and state in ('queued', 'running')
        """,
        cancellation, id);

    /// <summary>Removes those that are older than a week.</summary>
    public async Task Sweep(CancellationToken cancellation)
    {
        await using var sweep = Command(
            """
            delete from leadledger.simulation
            where requested_at < now() - interval '7 days' and state not in ('queued', 'running')
            """);
        await sweep.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<bool> Change(string what, CancellationToken cancellation, params object[] values)
    {
        await using var change = Command(
            $"update leadledger.simulation set revision = revision + 1, {what}", values);
        return await change.ExecuteNonQueryAsync(cancellation) == 1;
    }

    private NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        return command;
    }

    private static NpgsqlParameter Json<T>(T value) => new()
    {
        Value = JsonSerializer.Serialize(value, RequestJson.Options),
        NpgsqlDbType = NpgsqlDbType.Jsonb,
    };

    private static async Task<KeptJob?> One(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? KeptJob.Of(row) : null;
    }
}

/// <summary>A job as the table has it.</summary>
/// <param name="Revision">How often it has changed.</param>
/// <param name="RequestHash">Of what was asked for.</param>
internal sealed record KeptJob(SimulationJob Job, SimulateRequest Request, long Revision, string RequestHash)
{
    public static KeptJob Of(NpgsqlDataReader row)
    {
        var request = JsonSerializer.Deserialize<SimulateRequest>(row.GetString(3), RequestJson.Options)!;
        var job = new SimulationJob(
            row.GetGuid(0),
            row.Code<SimulationState>(2),
            request.Subject.AgreementId!.Value,
            request.Subject.Month!.Value,
            request.Terms,
            request.AsOf,
            row.GetString(4),
            row.Instant(5),
            row.Maybe<DateTimeOffset>(6),
            row.Maybe<DateTimeOffset>(7),
            new SimulationProgress(row.GetInt64(8), row.Maybe<long>(9)),
            row.MaybeText(10) is { } result
                ? JsonSerializer.Deserialize<MonthSimulated>(result, RequestJson.Options)
                : null,
            row.MaybeText(11));
        return new KeptJob(job, request, row.GetInt64(1), row.GetString(12));
    }
}
