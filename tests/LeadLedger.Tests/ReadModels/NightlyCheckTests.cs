using LeadLedger.Server;
using LeadLedger.Server.ReadModels.Building;
using LeadLedger.Server.Running;
using LeadLedger.Tests.Fixtures;
using Microsoft.Extensions.Logging;

namespace LeadLedger.Tests.ReadModels;

/// <summary>Every night a node holds the read models against a shadow, and says where they part.</summary>
public sealed class NightlyCheckTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task At_its_hour_a_node_names_the_table_that_parts_with_its_columns_and_key_and_no_persons_subject()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 91, events: 150);
        await database.Project();
        await database.Execute("update readmodel_1.agreement set position = position + 1");
        await database.Execute("update readmodel_1.subject set position = position + 1");
        using var logs = new RecordedLogs();

        var last = await CheckNow(database, logs);

        Assert.Equal((database.Ledger.LastPosition, 2), (last.Position, last.TablesParted));
        var lines = logs.Lines.Where(line => line.Id == LogEvents.ReadModelsParted).Select(line => line.Line).ToArray();
        Assert.Equal(2, lines.Length);
        Assert.Contains(lines, line => line.Contains(
            $"table agreement differs in 2 rows, columns position, the first at agreement_id={Company.Enterprise}.",
            StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(
            "columns position, the first at subject=….", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_all_is_well_it_says_so()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 92, events: 150);
        await database.Project();
        using var logs = new RecordedLogs();

        var last = await CheckNow(database, logs);
        Assert.Equal(0, last.TablesParted);
        Assert.Contains(logs.Lines, line => line.Id == LogEvents.ReadModelsChecked);
    }

    /// <summary>Starts a node at the hour of its check, and waits until it knows the outcome.</summary>
    private static async Task<LastCheck> CheckNow(ReadModelDatabase database, RecordedLogs logs)
    {
        var clock = new StandingClock(DateTimeOffset.UtcNow);
        using var status = new CheckStatus(clock);
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(logs));
        var settings = new Settings
        {
            IsDevelopment = true,
            DataFolder = "/nowhere",
            CheckHour = clock.GetUtcNow().UtcDateTime.Hour,
        };
        using var node = new NightlyCheck(
            database.Service,
            new ShadowCheck(database.Service, database.Store, database.Builds),
            status,
            settings,
            clock,
            factory.CreateLogger<NightlyCheck>());
        await node.StartAsync(CancellationToken.None);
        using var bounded = new CancellationTokenSource(Patience);
        while (status.Last is null)
            await Task.Delay(10, bounded.Token);
        await node.StopAsync(CancellationToken.None);
        return status.Last;
    }

    /// <summary>So that the hour can't end in the middle of a test.</summary>
    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
