using System.Globalization;
using LeadLedger.EventStore.Sealing;
using Npgsql;

namespace LeadLedger.EventStore.Verifying;

/// <summary>What stands around an event: asked only of events that differ from what was sealed.</summary>
internal sealed class Surroundings(NpgsqlConnection connection)
{
    /// <summary>
    /// Instants that an event may have been recorded at, were its time changed: those of what was near it.
    /// </summary>
    private const string TimesSql =
        """
        select distinct (extract(epoch from t) * 1000000)::bigint from (
          select unnest(array[created, timestamp]) as t from ledger.mt_streams where id = $1
          union all (select timestamp from ledger.mt_events where stream_id = $1 and seq_id <> $2
            order by abs(version - $3) limit 64)
          union all (select timestamp from ledger.mt_events where seq_id < $2 order by seq_id desc limit 64)
          union all (select timestamp from ledger.mt_events where seq_id > $2 order by seq_id limit 64)) near
        where isfinite(t)
        """;

    // An append draws its positions moments after its time is taken: far less than a minute.
    private const string OutOfOrderSql =
        """
        select exists (select from ledger.mt_events e, ledger.mt_events o
          where e.seq_id = $2 and o.stream_id = $1 and o.seq_id <> $2
            and (o.version = e.version - 1 and o.timestamp > e.timestamp
              or o.version = e.version + 1 and o.timestamp < e.timestamp))
        or exists (select from ledger.mt_events e,
            lateral (select timestamp from ledger.mt_events where seq_id < $2 order by seq_id desc limit 1) o
          where e.seq_id = $2 and o.timestamp > e.timestamp + interval '1 minute')
        or exists (select from ledger.mt_events e,
            lateral (select timestamp from ledger.mt_events where seq_id > $2 order by seq_id limit 1) o
          where e.seq_id = $2 and o.timestamp < e.timestamp - interval '1 minute')
        """;

    /// <summary>The positions of the events right before one position and right after another.</summary>
    public async Task<(long? Before, long? After)> Neighbours(long first, long last, CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand(
            """
            select (select max(seq_id) from ledger.mt_events where seq_id < $1),
              (select min(seq_id) from ledger.mt_events where seq_id > $2)
            """, connection);
        Bind(ask, first, last);
        await using var reader = await ask.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await reader.ReadAsync(cancellation).ConfigureAwait(false);
        return (
            reader.IsDBNull(0) ? null : reader.GetInt64(0),
            reader.IsDBNull(1) ? null : reader.GetInt64(1));
    }

    /// <summary>When the event was recorded before its time was changed; null: it wasn't its time alone.</summary>
    /// <param name="found">What is there.</param>
    /// <param name="sealedHash">What was sealed.</param>
    public async Task<string?> TrueTime(EventLeaf found, TreeHash sealedHash, CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand(TimesSql, connection);
        Bind(ask, found.StreamId ?? Guid.Empty, found.Position, found.Version);
        await using var reader = await ask.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            var time = reader.GetInt64(0);
            if ((found with { RecordedAt = time }).Hash == sealedHash)
                return Instant(time);
        }
        return null;
    }

    /// <summary>Whether the event's time can't be, by those of its neighbours in its stream or in the ledger.</summary>
    public async Task<bool> IsOutOfOrder(EventLeaf found, CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand(OutOfOrderSql, connection);
        Bind(ask, found.StreamId ?? Guid.Empty, found.Position);
        return await ask.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is true;
    }

    /// <summary>Microseconds since 1970 as people read them.</summary>
    public static string Instant(long microseconds)
    {
        var ticks = (Int128)microseconds * TimeSpan.TicksPerMicrosecond + DateTimeOffset.UnixEpoch.UtcTicks;
        return ticks < DateTimeOffset.MinValue.UtcTicks || ticks > DateTimeOffset.MaxValue.UtcTicks
            ? "an instant beyond all calendars"
            : new DateTime((long)ticks, DateTimeKind.Utc)
                .ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
    }

    private static void Bind(NpgsqlCommand command, params ReadOnlySpan<object> values)
    {
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
    }
}
