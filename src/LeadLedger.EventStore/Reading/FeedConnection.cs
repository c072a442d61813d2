using Npgsql;
using NpgsqlTypes;

namespace LeadLedger.EventStore.Reading;

/// <summary>One connection that reads the feed and observes who is writing.</summary>
internal sealed class FeedConnection(NpgsqlDataSource database, EventStoreOptions options) : IAsyncDisposable
{
    // Two statements of one round trip. Their order is what matters: the value first, the holders later. Neither is
    // read under a snapshot: the sequence's row and the lock table are what they are at that moment.
    private const string Value =
        "select case when is_called then last_value else 0 end from ledger.mt_events_sequence";

    private const string Holders =
        """
        select virtualtransaction, pid from pg_locks
        where locktype = 'relation' and mode = 'RowExclusiveLock' and granted
          and relation = 'ledger.mt_events_sequence'::regclass
          and database = (select oid from pg_database where datname = current_database())
        """;

    private const string Page =
        $"select e.stream_id, {EventRow.Event}, {EventRow.Metadata} {Rows}";

    private const string PageToProject =
        $"select e.stream_id, {EventRow.Event}, {EventRow.MetadataOfImported} {Rows}";

    private const string Rows =
        """
        from ledger.mt_events e
        where e.seq_id > $1 and e.seq_id <= $2 and e.is_archived is not true
        order by e.seq_id limit $3
        """;

    private readonly DedicatedConnection _connection = new(database, options);
    private readonly List<string> _holders = [];
    private readonly FeedPageSize _size = new(options.BytesPerFeedPage);
    private NpgsqlBatch? _observation;

    /// <summary>Opens the connection if it isn't.</summary>
    /// <returns>True when it is a new one.</returns>
    public async ValueTask<bool> Open(CancellationToken cancellation)
    {
        var isNew = await _connection.Open(cancellation).ConfigureAwait(false);
        if (isNew)
            _observation = null;
        return isNew;
    }

    /// <summary>Where the open connection leads to.</summary>
    public LedgerPlace Place => _connection.Place;

    public ValueTask Abandon() => _connection.Abandon();

    /// <summary>Looks once at the sequence and its holders, and tells the mark.</summary>
    /// <param name="own">What this process's own writer had committed before the look.</param>
    public async Task Observe(HighWaterMark mark, OwnCommit own, CancellationToken cancellation)
    {
        _observation ??= await MakeObservation(cancellation).ConfigureAwait(false);
        await using var reader = await _observation.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await reader.ReadAsync(cancellation).ConfigureAwait(false);
        var drawn = reader.GetInt64(0);
        await reader.NextResultAsync(cancellation).ConfigureAwait(false);
        _holders.Clear();
        var othersHold = false;
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            _holders.Add(reader.GetString(0));
            // A prepared transaction has no process.
            othersHold |= await reader.IsDBNullAsync(1, cancellation).ConfigureAwait(false)
                || reader.GetInt32(1) != own.ProcessId;
        }
        mark.Observe(drawn, _holders);
        // A position beyond what was drawn is of another server, which this one has taken the place of.
        if (_holders.Count > 0 && !othersHold && own.Position <= drawn)
            mark.SettleUpTo(own.Position);
    }

    /// <param name="payloads">Set for who projects: where the payloads go.</param>
    public async Task<List<RecordedEvent>> ReadPage(
        long after, long upTo, int maxEvents, Payloads? payloads, CancellationToken cancellation)
    {
        var sql = payloads is null ? Page : PageToProject;
        var command = await _connection.Prepared(sql, it => MakePage(it, sql), cancellation).ConfigureAwait(false);
        command.Parameters[0].Value = after;
        command.Parameters[1].Value = upTo;
        command.Parameters[2].Value = (long)Math.Min(maxEvents, _size.MostEvents);
        var events = new List<RecordedEvent>();
        var bytes = 0L;
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        // The page ends with the event that fills it; what the query has beyond is passed over and asked for again.
        while (bytes < options.BytesPerFeedPage && await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            events.Add(EventRow.Read(reader, 1, reader.GetGuid(0), payloads));
            bytes += events[^1].Data.Length;
        }
        _size.Learn(events.Count, bytes);
        return events;
    }

    /// <summary>A statement of another kind, prepared once on this connection.</summary>
    public ValueTask<NpgsqlCommand> Prepared(
        string name, Func<NpgsqlConnection, NpgsqlCommand> make, CancellationToken cancellation) =>
        _connection.Prepared(name, make, cancellation);

    /// <summary>The most that a page has of payloads.</summary>
    public int MostBytes => options.BytesPerFeedPage;

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<NpgsqlBatch> MakeObservation(CancellationToken cancellation)
    {
        var batch = _connection.MakeBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Value));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Holders));
        await batch.PrepareAsync(cancellation).ConfigureAwait(false);
        return batch;
    }

    private static NpgsqlCommand MakePage(NpgsqlConnection connection, string sql)
    {
        var command = new NpgsqlCommand(sql, connection);
        for (var i = 0; i < 3; i++)
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bigint });
        return command;
    }
}
