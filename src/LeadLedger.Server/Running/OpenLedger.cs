using LeadLedger.EventStore;
using LeadLedger.Server.Bulk;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.ReadModels;
using LeadLedger.Server.ReadModels.Projecting;
using LeadLedger.Server.Running.Database;
using Npgsql;

namespace LeadLedger.Server.Running;

/// <summary>
/// The ledger as a verb opens it that writes without serving: all of a node but its door. Its projector brings the read
/// models along, or stands by where a serving node does.
/// </summary>
internal sealed class OpenLedger : IAsyncDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    private readonly ServiceProvider services;
    private readonly IReadOnlyList<IHostedService> background;

    private OpenLedger(ServiceProvider services)
    {
        this.services = services;
        background = [.. services.GetServices<IHostedService>()];
    }

    public NpgsqlDataSource Database => services.GetRequiredService<NpgsqlDataSource>();

    public IEventStore Store => services.GetRequiredService<IEventStore>();

    public WriteSide Write => services.GetRequiredService<WriteSide>();

    public BulkExecutor Bulk => services.GetRequiredService<BulkExecutor>();

    /// <param name="database">The service's connection string; the schema is current.</param>
    /// <param name="logLevel">The least that is said, on standard error.</param>
    public static async Task<OpenLedger> Open(
        string database, LedgerSecrets secrets, TimeProvider clock, LogLevel logLevel, CancellationToken cancellation)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging
            .SetMinimumLevel(logLevel)
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        services.AddSingleton(clock);
        services.AddSingleton(secrets);
        services.AddSingleton(_ => Pools.ForLedger(database));
        services.AddSingleton<IEventStore>(
            given => new PostgresEventStore(given.GetRequiredService<NpgsqlDataSource>()));
        services.AddLedgerWriting();
        services.AddSingleton(given => new BulkExecutor(
            given.GetRequiredService<WriteSide>(), given.GetRequiredService<ILogger<BulkExecutor>>())
        {
            Patience = TimeSpan.FromMinutes(2),
        });
        services.AddReadModels();
        var ledger = new OpenLedger(services.BuildServiceProvider());
        foreach (var service in ledger.background)
            await service.StartAsync(cancellation);
        return ledger;
    }

    /// <summary>Waits until every view has come to a position, whichever node brings them there.</summary>
    /// <param name="waiting">Told now and then how far they have come.</param>
    /// <exception cref="ReadModelsStoppedException">They can't be moved on.</exception>
    public async Task WaitForReadModels(long position, Action<long> waiting, CancellationToken cancellation)
    {
        var reached = services.GetRequiredService<ReadModelPosition>();
        var status = services.GetRequiredService<ProjectorStatus>();
        while (!await reached.WaitFor(position, BetweenLooks, cancellation))
        {
            if (status.State == ProjectorState.Stopped)
                throw new ReadModelsStoppedException(status.Reason);
            waiting(reached.Position);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in background)
            await service.StopAsync(CancellationToken.None);
        await services.DisposeAsync();
    }
}

/// <summary>An event can't be projected, so the read models stay where they are.</summary>
internal sealed class ReadModelsStoppedException(string? reason)
    : Exception($"The read models have stopped: {reason} What was written is in the ledger.");
