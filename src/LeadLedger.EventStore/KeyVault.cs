using Npgsql;
using NpgsqlTypes;

namespace LeadLedger.EventStore;

/// <summary>A stream's key as it is kept.</summary>
public sealed record KeptKey(Guid StreamId, WrappedKey Wrapped);

/// <summary>A key that is to be kept under another master key from now on.</summary>
/// <param name="Old">As it was read: one that has changed since stays as it is.</param>
public sealed record RewrappedKey(Guid StreamId, byte[] Old, WrappedKey Wrapped);

/// <summary>
/// The streams' keys where they are kept, for what isn't done with an append: wrapping them anew, and destroying again
/// what a backup brought back.
/// </summary>
/// <param name="database">Connections as <c>leadledger_service</c>.</param>
public sealed class KeyVault(NpgsqlDataSource database)
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(10);

    /// <summary>How many keys are wrapped under each master key.</summary>
    public async Task<IReadOnlyDictionary<string, long>> Count(CancellationToken cancellation = default)
    {
        await using var command = Command("select master_key_id, count(*) from vault.stream_key group by 1");
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            counts.Add(reader.GetString(0), reader.GetInt64(1));
        return counts;
    }

    /// <summary>Keys that are wrapped under any other master key than this one, by their streams.</summary>
    /// <param name="masterKeyId">The one.</param>
    /// <param name="after">The last stream that was looked at; null: from the beginning.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IReadOnlyList<KeptKey>> ReadUnderOthers(
        string masterKeyId, Guid? after, int most, CancellationToken cancellation = default)
    {
        await using var command = Command("""
            select stream_id, master_key_id, wrapped_key from vault.stream_key
            where master_key_id <> $1 and ($2::uuid is null or stream_id > $2)
            order by stream_id limit $3
            """);
        command.Parameters.Add(new() { Value = masterKeyId });
        command.Parameters.Add(new() { Value = (object?)after ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new() { Value = most });
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        var keys = new List<KeptKey>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            keys.Add(new(reader.GetGuid(0), new WrappedKey(reader.GetString(1), reader.GetFieldValue<byte[]>(2))));
        return keys;
    }

    /// <summary>Keeps keys as they are wrapped now; one that was erased or wrapped anew meanwhile is left.</summary>
    /// <returns>How many were replaced.</returns>
    public async Task<int> Rewrap(IReadOnlyList<RewrappedKey> keys, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        await using var command = Command("""
            update vault.stream_key k set master_key_id = n.master_key_id, wrapped_key = n.wrapped_key
            from unnest($1, $2, $3, $4) as n(stream_id, old, master_key_id, wrapped_key)
            where k.stream_id = n.stream_id and k.wrapped_key = n.old
            """);
        command.Parameters.Add(new() { Value = keys.Select(key => key.StreamId).ToArray() });
        command.Parameters.Add(new() { Value = keys.Select(key => key.Old).ToArray() });
        command.Parameters.Add(new() { Value = keys.Select(key => key.Wrapped.MasterKeyId).ToArray() });
        command.Parameters.Add(new() { Value = keys.Select(key => key.Wrapped.Ciphertext).ToArray() });
        return await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Destroys the keys of streams that were erased, which only a backup can have brought back.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> DestroyErased(CancellationToken cancellation = default)
    {
        await using var command = Command("""
            delete from vault.stream_key k using leadledger.erased_stream e where k.stream_id = e.stream_id
            """);
        return await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>The streams that were erased, in the order in which they were.</summary>
    public async Task<IReadOnlyList<Guid>> ReadErased(CancellationToken cancellation = default)
    {
        await using var command = Command(
            "select stream_id from leadledger.erased_stream order by erased_at, stream_id");
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        var streams = new List<Guid>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            streams.Add(reader.GetGuid(0));
        return streams;
    }

    private NpgsqlCommand Command(string sql)
    {
        var command = database.CreateCommand(sql);
        command.CommandTimeout = (int)LongEnough.TotalSeconds;
        return command;
    }
}
