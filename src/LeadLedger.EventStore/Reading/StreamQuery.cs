using Npgsql;
using NpgsqlTypes;

namespace LeadLedger.EventStore.Reading;

/// <summary>The query that reads many streams at once, on a connection of its own.</summary>
internal sealed class StreamQuery(NpgsqlDataSource database, EventStoreOptions options) : IAsyncDisposable
{
    // The key is looked up once a stream and comes with the first event only. So does metadata where the stream is
    // read to decide on it: writing out headers that nobody asks for takes a fifth of the whole.
    private const string Sql =
        $"""
        select r.number, case when e.version = 1 then k.master_key_id end,
          case when e.version = 1 then k.wrapped_key end, {EventRow.Event}, m.*
        from unnest($1, $2, $3, $4) with ordinality as r(stream_id, version, recorded_at, to_decide, number)
        left join lateral (
          select k.master_key_id, k.wrapped_key from vault.stream_key k
          where k.stream_id = r.stream_id limit 1) k on true
        cross join lateral (
          select * from ledger.mt_events e
          where e.stream_id = r.stream_id and e.version <= r.version and e.timestamp <= r.recorded_at
            and e.is_archived is not true
          order by e.version) e
        left join lateral (
          select {EventRow.Metadata}
          where r.to_decide is null or e.version = 1 or e.id = r.to_decide) m on true
        """;

    private const int FirstEventColumn = 3;

    // Npgsql writes it as 'infinity'.
    private static readonly DateTime EndOfTime = DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);

    private readonly DedicatedConnection _connection = new(database, options);
    private readonly List<Guid> _streams = [];
    private readonly List<long> _versions = [];
    private readonly List<DateTime> _times = [];
    private readonly List<Guid?> _toDecide = [];

    /// <summary>A slice for each read, in the order of the reads.</summary>
    /// <exception cref="EventStoreUnavailableException">Even a second try on a new connection failed.</exception>
    public async Task<StreamSlice[]> Read(List<PendingRead> reads)
    {
        SetParameters(reads);
        try
        {
            return await Execute(reads).ConfigureAwait(false);
        }
        catch (Exception fault) when (Patience.IsOfTheConnection(fault))
        {
            await _connection.Abandon().ConfigureAwait(false);
        }
        try
        {
            return await Execute(reads).ConfigureAwait(false);
        }
        catch (Exception fault) when (Patience.IsOfTheConnection(fault))
        {
            await _connection.Abandon().ConfigureAwait(false);
            throw new EventStoreUnavailableException("The stream couldn't be read.", fault);
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private void SetParameters(List<PendingRead> reads)
    {
        _streams.Clear();
        _versions.Clear();
        _times.Clear();
        _toDecide.Clear();
        foreach (var read in reads)
        {
            _streams.Add(read.StreamId);
            _versions.Add(read.Bound.Version ?? long.MaxValue);
            _times.Add(read.Bound.RecordedAt?.UtcDateTime ?? EndOfTime);
            _toDecide.Add(read.ToDecide);
        }
    }

    private async Task<StreamSlice[]> Execute(List<PendingRead> reads)
    {
        using var patience = new CancellationTokenSource(options.ReconnectPatience);
        await _connection.Open(patience.Token).ConfigureAwait(false);
        var command = await _connection.Prepared("read streams", Make).ConfigureAwait(false);
        var events = new List<RecordedEvent>?[reads.Count];
        var keys = new WrappedKey?[reads.Count];
        await using (var reader = await command.ExecuteReaderAsync().ConfigureAwait(false))
        {
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                var at = (int)reader.GetInt64(0) - 1;
                if (!reader.IsDBNull(1))
                    keys[at] = new WrappedKey(reader.GetString(1), reader.GetFieldValue<byte[]>(2));
                (events[at] ??= []).Add(EventRow.Read(reader, FirstEventColumn, reads[at].StreamId));
            }
        }
        var slices = new StreamSlice[reads.Count];
        for (var i = 0; i < slices.Length; i++)
            slices[i] = Slice(reads[i].StreamId, events[i], keys[i]);
        return slices;
    }

    private static StreamSlice Slice(Guid stream, List<RecordedEvent>? events, WrappedKey? key)
    {
        if (events is null)
            return StreamSlice.Empty(stream);
        // A foreign writer's times needn't rise with its versions: a bound by time ends before the first event
        // beyond it.
        var whole = 1;
        while (whole < events.Count && events[whole].Version == events[whole - 1].Version + 1)
            whole++;
        events.RemoveRange(whole, events.Count - whole);
        return new StreamSlice(stream, events[^1].Version, events, key);
    }

    private NpgsqlCommand Make(NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand(Sql, connection);
        Bind(command, _streams, NpgsqlDbType.Uuid);
        Bind(command, _versions, NpgsqlDbType.Bigint);
        Bind(command, _times, NpgsqlDbType.TimestampTz);
        Bind(command, _toDecide, NpgsqlDbType.Uuid);
        return command;
    }

    private static void Bind<T>(NpgsqlCommand command, List<T> values, NpgsqlDbType type) =>
        command.Parameters.Add(new NpgsqlParameter<List<T>>
        {
            TypedValue = values,
            NpgsqlDbType = NpgsqlDbType.Array | type,
        });
}
