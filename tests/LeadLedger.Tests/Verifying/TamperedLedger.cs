using LeadLedger.EventStore.Sealing;
using LeadLedger.EventStore.Verifying;
using LeadLedger.Tests.EventStore;
using LeadLedger.Tests.Fixtures;
using Npgsql;

namespace LeadLedger.Tests.Verifying;

/// <summary>A copy of a sealed ledger in the hands of somebody who may do everything in its database.</summary>
internal sealed class TamperedLedger(SealedLedger original, TestDatabase database) : IAsyncDisposable
{
    private static readonly Dictionary<string, string> Kinds = new() { ["lead_begun"] = "lead" };

    private readonly NpgsqlDataSource _admin = SealedLedger.Unpooled(database);

    public TestDatabase Database => database;

    public NpgsqlDataSource Admin => _admin;

    /// <summary>Does it with all triggers and constraints out of the way, as a superuser can.</summary>
    public async Task Do(string sql, params object[] parameters)
    {
        await using var connection = await _admin.OpenConnectionAsync();
        await using (var open = new NpgsqlCommand("set session_replication_role = replica", connection))
            await open.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync();
    }

    public Task<T> Ask<T>(string sql, params object[] parameters) => Sample.Scalar<T>(_admin, sql, parameters);

    /// <summary>The position of the event that was sealed as the n-th, from 1.</summary>
    public Task<long> Position(int ordinal) => Ask<long>(
        "select seq_id from ledger.mt_events order by seq_id offset $1 limit 1", ordinal - 1);

    /// <summary>Computes the whole tree and every checkpoint anew, and signs them with this key.</summary>
    public async Task SealAnew(SealKey key)
    {
        await Do("truncate seal.tile, seal.checkpoint, seal.key");
        await original.Seal(_admin, [key]);
    }

    /// <summary>Puts what the event is now into its leaf.</summary>
    public async Task ChangeLeaf(long position)
    {
        await using var connection = await _admin.OpenConnectionAsync();
        TreeHash hash;
        await using (var reader = await LeafReader.Open(connection, position - 1, position))
        {
            Assert.True(await reader.Read());
            hash = reader.Hash;
        }
        var (index, _) = (await new SealedTree(connection).FindLeaf(position))!.Value;
        var (tile, place) = Tiles.Of(0, index);
        await Do(
            "update seal.tile set hashes = overlay(hashes placing $1 from $2) where level = 0 and number = $3",
            hash.ToArray(), (place * TreeHash.Size) + 1, tile.Number);
    }

    public Task<LedgerVerification> Verify(bool withAnchor = false, params SealPublicKey[] keys) => LedgerCheck.Run(
        database.ServiceConnectionString,
        new VerifyOrder(keys, withAnchor ? () => AnchorFile.Read(original.Anchor) : null, Kinds));

    /// <summary>Expects just one thing to be found.</summary>
    public async Task<Finding> Finds(bool withAnchor = false, params SealPublicKey[] keys)
    {
        var found = await Verify(withAnchor, keys);
        return Assert.Single(found.Findings);
    }

    public async ValueTask DisposeAsync()
    {
        await _admin.DisposeAsync();
        await database.DisposeAsync();
    }
}
