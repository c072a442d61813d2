using LeadLedger.EventStore;
using LeadLedger.EventStore.Sealing;
using LeadLedger.Tests.EventStore;
using LeadLedger.Tests.Fixtures;
using Npgsql;

namespace LeadLedger.Tests.Verifying;

/// <summary>
/// A ledger of 900 events in 30 streams, with positions that were drawn and never used, sealed by nine checkpoints of
/// which some were anchored. Each test gets a copy of its own to tamper with.
/// </summary>
public sealed class SealedLedger : IAsyncLifetime, IDisposable
{
    public const int Streams = 30;
    public const int VersionsEach = 30;
    public const int Events = Streams * VersionsEach;
    public const int CheckpointEvery = 100;

    private static readonly DateTimeOffset SealedAt = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private TestDatabase? _database;

    /// <summary>The key that sealed it.</summary>
    public SealKey Key { get; } = SealKey.Import("s1", SealKey.Make());

    /// <summary>Another one, that somebody else has.</summary>
    public SealKey Stranger { get; } = SealKey.Import("s1", SealKey.Make());

    public string Anchor => _folder["anchor.txt"];

    public IReadOnlyList<Guid> Ids { get; } = [.. Enumerable.Range(0, Streams).Select(_ => Guid.NewGuid())];

    public async Task InitializeAsync()
    {
        _database = await (await TestServer.Get()).MakeMigrated();
        await using var database = Unpooled(_database);
        await using (var store = new PostgresEventStore(database))
            await Fill(store, database);
        await Seal(database, [Key], anchorEvery: 3);
    }

    public async Task DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }

    public void Dispose()
    {
        Key.Dispose();
        Stranger.Dispose();
        _folder.Dispose();
    }

    /// <summary>A copy to tamper with, as a superuser; the anchor is copied too.</summary>
    internal async Task<TamperedLedger> Copy()
    {
        var copy = await (await TestServer.Get()).MakeCopy(_database!);
        return new TamperedLedger(this, copy);
    }

    /// <summary>
    /// Pools would keep connections open, and a database that somebody is connected to can't be copied.
    /// </summary>
    internal static NpgsqlDataSource Unpooled(TestDatabase database) => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(database.AdminConnectionString) { Pooling = false }.ConnectionString);

    /// <summary>Seals all there is, in checkpoints over a hundred events each.</summary>
    /// <param name="keys">The first signs; the others are at hand.</param>
    /// <param name="anchorEvery">Every so many checkpoints are anchored, and so is the last; 0: none.</param>
    internal async Task Seal(NpgsqlDataSource database, SealKey[] keys, int anchorEvery = 0)
    {
        await using var connection = await database.OpenConnectionAsync();
        // Not disposed of: the keys are the fixture's.
        var session = await SealingSession.Begin(connection, new SealKeys(keys, keys[0].Id));
        var made = 0;
        var sealedEvents = 0;
        do
        {
            sealedEvents = await session.Seal(long.MaxValue - 1, CheckpointEvery, SealedAt.AddSeconds(made));
            if (anchorEvery > 0 && (sealedEvents == 0 ? made % anchorEvery != 0 : ++made % anchorEvery == 0))
                AnchorFile.Append(Anchor, session.Latest!);
        }
        while (sealedEvents > 0);
    }

    private async Task Fill(PostgresEventStore store, NpgsqlDataSource database)
    {
        for (var version = 0; version < VersionsEach; version++)
        {
            var appends = Ids.Select(async (id, number) =>
            {
                var note = Sample.Event(
                    version == 0 ? "lead_begun" : "lead_noted", $$"""{"n": {{version}}, "of": {{number}}}""");
                var result = await store.Append(Sample.Append(id, version, note));
                Assert.IsType<AppendResult.Appended>(result);
            });
            await Task.WhenAll(appends);
            // Drawn, and never used.
            await Sample.Scalar<long>(database, "select nextval('ledger.mt_events_sequence')");
        }
    }
}
