using Npgsql;
using NpgsqlTypes;

namespace LeadLedger.EventStore.Appending;

/// <summary>
/// What the writer says to the database: write this group; what became of these; why were those refused. One
/// connection, one at a time.
/// </summary>
internal sealed class AppendSession(NpgsqlDataSource database, EventStoreOptions options) : IAsyncDisposable
{
    private const string LookUp =
        """
        select m.number, e.seq_id, e.timestamp
        from unnest($1, $2, $3, $4) with ordinality as m(stream_id, expected, version, id, number)
        cross join lateral (
          select e.id from ledger.mt_events e
          where e.stream_id = m.stream_id and e.version = m.version limit 1) newest
        cross join lateral (
          select e.seq_id, e.timestamp from ledger.mt_events e
          where newest.id = m.id
            and e.stream_id = m.stream_id and e.version > m.expected and e.version <= m.version
          order by e.version) e
        """;

    private const string Versions =
        """
        select i.id, coalesce(s.version, 0)
        from unnest($1) as i(id)
        cross join lateral (select s.version from ledger.mt_streams s where s.id = i.id limit 1) s
        """;

    private readonly DedicatedConnection _connection = new(database, options);
    private readonly AppendColumns _columns = new();
    private readonly Dictionary<AppendShape, AppendStatement> _statements = [];

    public bool IsOpen => _connection.IsOpen;

    public Backend Backend => _connection.Backend;

    /// <summary>Where the open connection leads to.</summary>
    public LedgerPlace Place => _connection.Place;

    /// <summary>Opens the connection if it isn't; throws what Npgsql throws.</summary>
    public async ValueTask Open(CancellationToken cancellation)
    {
        if (await _connection.Open(cancellation).ConfigureAwait(false))
            _statements.Clear();
    }

    /// <summary>Lets go of the connection after a fault.</summary>
    public ValueTask Abandon() => _connection.Abandon();

    /// <summary>
    /// Writes the group and returns once it is durable. Members that were written have their position; the others
    /// were refused for their version or a guard.
    /// </summary>
    /// <param name="members">Sorted by stream id.</param>
    public async ValueTask Write(List<PendingAppend> members)
    {
        _columns.Fill(members);
        var statement = await Statement(_columns.Shape).ConfigureAwait(false);
        statement.Bind();
        await using var reader = await statement.Command.ExecuteReaderAsync().ConfigureAwait(false);
        var at = 0;
        while (await reader.ReadAsync().ConfigureAwait(false))
        {
            var position = reader.GetInt64(0);
            var recordedAt = reader.GetFieldValue<DateTimeOffset>(1);
            if (!statement.IsSingle)
                at = IndexOf(members, reader.GetFieldValue<Guid>(2), at);
            members[at].Place(position, recordedAt);
        }
        // The rows come before the commit does: only the end of the whole answer says that it is durable.
        await reader.NextResultAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// After a lost connection: waits until the process that served it is gone, so that what it was doing is decided,
    /// and places the members whose last event stands in the ledger.
    /// </summary>
    public async Task LookUpOutcome(Backend lost, List<PendingAppend> members, CancellationToken cancellation)
    {
        // After a time-out the connection itself may have survived: then the statement is over already.
        if (lost != Backend)
            await EndBackend(lost, cancellation).ConfigureAwait(false);
        var command = await _connection.Prepared("look up", MakeLookUp, cancellation).ConfigureAwait(false);
        command.Parameters[0].Value = members.ConvertAll(m => m.Append.StreamId);
        command.Parameters[1].Value = members.ConvertAll(m => m.Append.ExpectedVersion);
        command.Parameters[2].Value = members.ConvertAll(m => m.NewVersion);
        command.Parameters[3].Value = members.ConvertAll(m => m.Append.Events[^1].Id);
        members.ForEach(m => m.Displace());
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            var member = members[(int)reader.GetInt64(0) - 1];
            member.Place(reader.GetInt64(1), reader.GetFieldValue<DateTimeOffset>(2));
        }
    }

    /// <summary>The newest versions of these streams; one that isn't there is left out.</summary>
    public async Task<Dictionary<Guid, long>> ReadVersions(List<Guid> streams)
    {
        var command = await _connection.Prepared("versions", MakeVersions).ConfigureAwait(false);
        command.Parameters[0].Value = streams;
        var versions = new Dictionary<Guid, long>();
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false))
            versions[reader.GetFieldValue<Guid>(0)] = reader.GetInt64(1);
        return versions;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task EndBackend(Backend lost, CancellationToken cancellation)
    {
        var command = await _connection.Prepared("end backend", connection => new NpgsqlCommand(
            "select pg_terminate_backend(pid) from pg_stat_activity where pid = $1 and backend_start = $2", connection)
        {
            Parameters =
            {
                new() { NpgsqlDbType = NpgsqlDbType.Integer }, new() { NpgsqlDbType = NpgsqlDbType.TimestampTz },
            },
        }, cancellation).ConfigureAwait(false);
        command.Parameters[0].Value = lost.ProcessId;
        command.Parameters[1].Value = lost.StartedAt;
        while (await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is not null)
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellation).ConfigureAwait(false);
    }

    private async ValueTask<AppendStatement> Statement(AppendShape shape)
    {
        if (_statements.TryGetValue(shape, out var ready))
            return ready;
        AppendStatement? made = null;
        await _connection.Prepared(
            $"append {shape}",
            connection => (made = AppendStatement.Make(connection, shape, _columns)).Command).ConfigureAwait(false);
        return _statements[shape] = made!;
    }

    // Rows come back in the order in which they went in; the search goes round in case they ever don't.
    private static int IndexOf(List<PendingAppend> members, Guid stream, int from)
    {
        for (var i = 0; i < members.Count; i++)
        {
            var at = from + i < members.Count ? from + i : from + i - members.Count;
            if (members[at].Append.StreamId == stream)
                return at;
        }
        throw new InvalidOperationException($"The stream {stream} is none of the group's.");
    }

    private static NpgsqlCommand MakeLookUp(NpgsqlConnection connection) => new(LookUp, connection)
    {
        Parameters =
        {
            new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
            new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
            new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
            new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
        },
    };

    private static NpgsqlCommand MakeVersions(NpgsqlConnection connection) => new(Versions, connection)
    {
        Parameters = { new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid } },
    };
}
