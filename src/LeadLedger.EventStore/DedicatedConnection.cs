using System.Data;
using Npgsql;

namespace LeadLedger.EventStore;

/// <summary>Which process serves a connection; the start tells it from a later one of that number.</summary>
internal readonly record struct Backend(int ProcessId, DateTime StartedAt);

/// <summary>
/// Which ledger a connection leads to: another server's after a failover, or another database's after a restore. The
/// start tells servers apart; one that was started again counts as another, which is on the safe side. So does one that
/// has recovered from a crash of one of its processes, by its helper: positions drawn last may be drawn again then.
/// </summary>
/// <param name="Helper">The oldest of the processes that write out memory; each crash replaces them all.</param>
internal readonly record struct LedgerPlace(DateTime ServerStartedAt, int Helper, long Database);

/// <summary>
/// One connection kept for one kind of work, with its session set up for it and its statements prepared once. Opened
/// when first needed and again after it was lost. Not for use by two at a time.
/// </summary>
internal sealed class DedicatedConnection(NpgsqlDataSource database, EventStoreOptions options) : IAsyncDisposable
{
    // Our statements reach tables by their keys and by nothing else. A plan made while a table was small or its
    // statistics old must not read it whole later, so the other ways are taken from the planner; a plan made once is
    // kept. Where a lateral join leaves it no choice it still nests loops.
    private const string PlanSettings =
        """
        set plan_cache_mode = force_generic_plan;
        set enable_seqscan = off;
        set enable_bitmapscan = off;
        set enable_mergejoin = off;
        set enable_nestloop = off;
        set jit = off;
        set work_mem = '32MB';
        set default_transaction_isolation = 'read committed';
        """;

    private const int MostIdleConnectionsTried = 8;

    private readonly Dictionary<string, NpgsqlCommand> _prepared = [];
    private NpgsqlConnection? _connection;

    /// <summary>The process that serves the open connection.</summary>
    public Backend Backend { get; private set; }

    /// <summary>Where the open connection leads to.</summary>
    public LedgerPlace Place { get; private set; }

    /// <summary>Whether the connection stands, as far as this side knows.</summary>
    public bool IsOpen => _connection is { FullState: ConnectionState.Open };

    /// <summary>Opens the connection if it isn't.</summary>
    /// <returns>True when it is a new one.</returns>
    public async ValueTask<bool> Open(CancellationToken cancellation)
    {
        if (IsOpen)
            return false;
        await Abandon().ConfigureAwait(false);
        for (var tries = 1; ; tries++)
        {
            var connection = await database.OpenConnectionAsync(cancellation).ConfigureAwait(false);
            try
            {
                await SetUp(connection, cancellation).ConfigureAwait(false);
                _connection = connection;
                return true;
            }
            catch (Exception fault)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
                // What the pool hands out may have been cut while it lay idle; the next one may be sound.
                if (fault is not NpgsqlException || tries == MostIdleConnectionsTried)
                    throw;
            }
        }
    }

    /// <summary>The statement, prepared on the open connection; it is made once for each.</summary>
    public async ValueTask<NpgsqlCommand> Prepared(
        string name, Func<NpgsqlConnection, NpgsqlCommand> make, CancellationToken cancellation = default)
    {
        if (_prepared.TryGetValue(name, out var ready))
            return ready;
        var command = make(_connection!);
        command.CommandTimeout = (int)Math.Ceiling(options.StatementPatience.TotalSeconds);
        await command.PrepareAsync(cancellation).ConfigureAwait(false);
        _prepared.Add(name, command);
        return command;
    }

    /// <summary>An empty batch on the open connection, for the caller to fill, prepare and keep.</summary>
    public NpgsqlBatch MakeBatch() => _connection!.CreateBatch();

    /// <summary>Lets go of the connection, sound or broken.</summary>
    public async ValueTask Abandon()
    {
        _prepared.Clear();
        var connection = Interlocked.Exchange(ref _connection, null);
        if (connection is null)
            return;
        try
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception fault) when (Patience.IsOfTheConnection(fault))
        {
            // It was broken; that it can't be closed in good order is no news.
        }
    }

    public ValueTask DisposeAsync() => Abandon();

    private async Task SetUp(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            PlanSettings +
            $"""
            set lock_timeout = {(long)options.LockPatience.TotalMilliseconds};
            select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off';
            select backend_start, pg_is_in_recovery(), pg_postmaster_start_time(),
              (select coalesce(min(pid), 0) from pg_stat_activity where datid is null and usesysid is null),
              (select oid::bigint from pg_database where datname = current_database())
            from pg_stat_activity where pid = pg_backend_pid();
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await reader.NextResultAsync(cancellation).ConfigureAwait(false);
        await reader.ReadAsync(cancellation).ConfigureAwait(false);
        if (reader.GetBoolean(1))
            throw new EventStoreUnavailableException("This server is a standby: the ledger is kept on the primary.");
        Backend = new Backend(connection.ProcessID, reader.GetDateTime(0));
        Place = new LedgerPlace(reader.GetDateTime(2), reader.GetInt32(3), reader.GetInt64(4));
    }
}
