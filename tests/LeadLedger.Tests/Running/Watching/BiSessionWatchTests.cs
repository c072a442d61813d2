using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using LeadLedger.EventStore;
using LeadLedger.Server.Running;
using LeadLedger.Server.Running.Watching;
using LeadLedger.Tests.Fixtures;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace LeadLedger.Tests.Running.Watching;

/// <summary>The watch of a node: it looks by itself, ends what is too long, and says so.</summary>
public sealed class BiSessionWatchTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Ended = 2801;
    private const int OutOfReach = 2802;

    [Fact]
    public async Task A_session_past_the_limit_is_ended_counted_and_logged_without_its_query()
    {
        using var logs = new RecordedLogs();
        using var watch = Watch(logs, postgres.Service, TimeSpan.FromMilliseconds(50));
        var told = new ConcurrentQueue<(string Name, double Value, string? Reason)>();
        using var listener = Listen(told);
        await using var connection = await postgres.Bi.OpenConnectionAsync();
        var pid = connection.ProcessID;
        await using var query = new NpgsqlCommand("select 'hush', pg_sleep(600)", connection) { CommandTimeout = 0 };
        var asked = query.ExecuteNonQueryAsync();

        await watch.StartAsync(default);
        await Assert.ThrowsAsync<PostgresException>(() => asked);
        await Until(() =>
        {
            // A moment later it has looked again, and found no session.
            listener.RecordObservableInstruments();
            return told.Any(it => it is { Name: "leadledger.bi.transaction.age", Value: > 0.05 })
                && logs.Lines.Any(line => line.Id == Ended);
        });
        await watch.StopAsync(default);

        var line = Assert.Single(logs.Lines, line => line.Id == Ended).Line;
        Assert.Contains($"Session {pid} of leadledger_bi was ended", line, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", line, StringComparison.Ordinal);
        Assert.Contains(("leadledger.bi.sessions.ended", 1, "too_old"), told);
        Assert.Contains(told, it => it is { Name: "leadledger.bi.sessions", Value: >= 1 });
        Assert.Contains(told, it => it is { Name: "leadledger.bi.transaction.age", Value: > 0.05 });
    }

    [Fact]
    public async Task A_database_that_cant_be_asked_is_said_once_and_ends_nothing()
    {
        using var logs = new RecordedLogs();
        var nowhere = new NpgsqlConnectionStringBuilder(postgres.Database.ServiceConnectionString)
        {
            Password = "guess",
        };
        await using var locked = NpgsqlDataSource.Create(nowhere);
        using var watch = Watch(logs, locked, TimeSpan.FromMinutes(15));

        await watch.StartAsync(default);
        await Until(() => logs.Lines.Any(line => line.Id == 2803));
        await watch.StopAsync(default);

        Assert.DoesNotContain(logs.Lines, line => line.Id is Ended or OutOfReach);
    }

    private static BiSessionWatch Watch(RecordedLogs logs, NpgsqlDataSource database, TimeSpan longest)
    {
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(logs));
        var settings = new Settings { IsDevelopment = true, DataFolder = "/nowhere", BiTransaction = longest };
        return new BiSessionWatch(database, settings, TimeProvider.System, factory.CreateLogger<BiSessionWatch>());
    }

    private static MeterListener Listen(ConcurrentQueue<(string, double, string?)> told)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == LedgerTelemetry.Name
                    && instrument.Name.StartsWith("leadledger.bi.", StringComparison.Ordinal))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            told.Enqueue((instrument.Name, value, tags.Length == 0 ? null : (string?)tags[0].Value));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.Start();
        return listener;
    }

    private static async Task Until(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!condition())
            await Task.Delay(10, patience.Token);
    }
}
