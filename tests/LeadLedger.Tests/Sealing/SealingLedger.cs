using LeadLedger.EventStore;
using LeadLedger.EventStore.Sealing;
using LeadLedger.Tests.EventStore;
using LeadLedger.Tests.Fixtures;
using Npgsql;

namespace LeadLedger.Tests.Sealing;

/// <summary>A ledger of its own with the key that seals it, over the service's own connections.</summary>
internal sealed class SealingLedger : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    private readonly List<NpgsqlConnection> _connections = [];

    private SealingLedger(PostgresFixture postgres) =>
        (Postgres, Store) = (postgres, new PostgresEventStore(postgres.Service));

    public PostgresFixture Postgres { get; }

    public PostgresEventStore Store { get; }

    public SealKey Key { get; } = SealKey.Import("s1", SealKey.Make());

    public static async Task<SealingLedger> Make()
    {
        var postgres = new PostgresFixture();
        await postgres.InitializeAsync();
        return new SealingLedger(postgres);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
            await connection.DisposeAsync();
        await Store.DisposeAsync();
        await Postgres.DisposeAsync();
        Key.Dispose();
    }

    public Task<SealingSession> Begin() => Begin(new SealKeys([Key], "s1"));

    public async Task<SealingSession> Begin(SealKeys keys)
    {
        var connection = await Postgres.Service.OpenConnectionAsync();
        _connections.Add(connection);
        return await SealingSession.Begin(connection, keys);
    }

    /// <returns>How many events were sealed.</returns>
    public async Task<int> SealUpToMark(SealingSession session, int most = 10_000) =>
        await session.Seal(await Store.ReadHighWaterMark(), most, Now);

    public async Task Append(int events)
    {
        for (var left = events; left > 0; left -= 50)
            await Store.Append(Sample.Append(Guid.NewGuid(), 0, Math.Min(left, 50)));
    }

    public Task<long> Count(string table) =>
        Sample.Scalar<long>(Postgres.Admin, $"select count(*) from {table}");

    /// <summary>Holds the kept tree against the definition, reckoned plainly over all events.</summary>
    /// <param name="others">Keys that have signed beside the ledger's first.</param>
    public async Task Check(params SealPublicKey[] others) =>
        await (await PlainSeal.Of(Postgres.Service)).Check(Postgres.Service, [Key.Public, .. others]);
}
