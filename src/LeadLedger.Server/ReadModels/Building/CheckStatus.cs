using System.Diagnostics.Metrics;
using LeadLedger.EventStore;
using Npgsql;

namespace LeadLedger.Server.ReadModels.Building;

/// <summary>What came of the last check of the read models, on whichever node.</summary>
/// <param name="EndedAt">When it was through.</param>
/// <param name="Position">At which position of the ledger the two were compared.</param>
/// <param name="Tables">How many tables were compared.</param>
/// <param name="TablesParted">How many of them differed; 0 where all was well.</param>
public sealed record LastCheck(DateTimeOffset EndedAt, long Position, int Tables, int TablesParted)
{
    /// <summary>The newest on record; null before the first.</summary>
    public static async Task<LastCheck?> Read(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var ask = database.CreateCommand(
            """
            select ended_at, position, tables, tables_parted from leadledger.read_model_check
            order by number desc limit 1
            """);
        await using var reader = await ask.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new LastCheck(
                reader.GetFieldValue<DateTimeOffset>(0), reader.GetInt64(1), reader.GetInt32(2), reader.GetInt32(3))
            : null;
    }
}

/// <summary>The last check of the read models, for health and metrics.</summary>
public sealed class CheckStatus : IDisposable
{
    private readonly Meter _meter = new(LedgerTelemetry.Name);

    public CheckStatus(TimeProvider clock)
    {
        _meter.CreateObservableGauge(
            "leadledger.read_model_check.tables_parted", () => Tell(last => (long)last.TablesParted), "{table}",
            "Tables of the read models that weren't what the events say when they were checked last; 0 is good.");
        _meter.CreateObservableGauge(
            "leadledger.read_model_check.age", () => Tell(last => (clock.GetUtcNow() - last.EndedAt).TotalSeconds), "s",
            "How long ago the read models were last checked, by whichever node; not told before the first time.");
    }

    /// <summary>The newest that this node knows of; null before the first.</summary>
    public LastCheck? Last { get; internal set; }

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<T>> Tell<T>(Func<LastCheck, T> what)
        where T : struct =>
        Last is { } last ? [new(what(last))] : [];
}
