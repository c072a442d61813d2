using System.Diagnostics.Metrics;
using LeadLedger.EventStore;
using LeadLedger.Server.Audit.Seals;
using LeadLedger.Server.ReadModels.Projecting;
using LeadLedger.Server.Running.Database;
using Npgsql;

namespace LeadLedger.Server.Running.Watching;

/// <summary>
/// What only a whole node can tell: how far the read models and the seal are behind the ledger, and what its projector
/// and its sealer are at. The lags are asked of the database, like everybody's, and only while somebody listens; a node
/// that stands by tells them too, so that it is known when the one that works is gone.
/// </summary>
internal sealed class LagWatch : BackgroundService
{
    private const int PatienceSeconds = 2;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    /// <summary>After this a lag isn't told any more: an old one must not pass for one that was measured.</summary>
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(30);

    private readonly Meter _meter = new(LedgerTelemetry.Name);
    private readonly NpgsqlDataSource _database;
    private readonly ProjectorStatus _projector;
    private readonly SealerStatus _sealer;
    private readonly TimeProvider _clock;
    private readonly ObservableGauge<long> _lag;
    private readonly ObservableGauge<double> _age;
    private readonly ObservableGauge<long> _sealed;
    private readonly ObservableGauge<long> _sealLag;

    private Look? _last;

    public LagWatch(
        [FromKeyedServices(Pools.Queries)] NpgsqlDataSource database,
        ProjectorStatus projector,
        SealerStatus sealer,
        TimeProvider clock)
    {
        _database = database;
        _projector = projector;
        _sealer = sealer;
        _clock = clock;
        _lag = _meter.CreateObservableGauge(
            "leadledger.projection.lag", () => Seen(look => look.Lag), "{position}",
            "Positions between the ledger's last and the read models': at least as many as there are events.");
        _age = _meter.CreateObservableGauge(
            "leadledger.projection.lag.duration", () => Seen(look => look.Seconds), "s",
            "How long ago the oldest event that isn't in the read models was recorded; 0 if all are.");
        _sealed = _meter.CreateObservableGauge(
            "leadledger.seal.position", () => Seen(look => look.Sealed), "{position}",
            "The last position that is sealed, by whichever node.");
        _sealLag = _meter.CreateObservableGauge(
            "leadledger.seal.lag", () => Seen(look => look.SealLag), "{position}",
            "Positions between the ledger's last and the last that is sealed.");
        _meter.CreateObservableGauge(
            "leadledger.sealer.state", SealerStates, "1",
            "1 for what the sealer of this node is at, 0 for everything else.");
        _meter.CreateObservableGauge(
            "leadledger.projector.state", States, "1",
            "1 for what the projector of this node is at, 0 for everything else.");
        _meter.CreateObservableCounter(
            "leadledger.projection.foreign_events", () => _projector.ForeignEvents, "{event}",
            "Events that were stepped over because their names aren't ours.");
    }

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (_lag.Enabled || _age.Enabled || _sealed.Enabled || _sealLag.Enabled)
                await LookNow(stoppingToken);
            await Task.Delay(BetweenLooks, _clock, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookNow(CancellationToken cancellation)
    {
        try
        {
            await using var ask = _database.CreateCommand(
                """
                select lag, lag_seconds, last_position, coalesce(
                  (select c.last_position from seal.checkpoint c order by c.tree_size desc limit 1), 0)
                from bi_v1.freshness
                """);
            ask.CommandTimeout = PatienceSeconds;
            await using var reader = await ask.ExecuteReaderAsync(cancellation);
            if (await reader.ReadAsync(cancellation))
            {
                _last = new Look(
                    reader.GetInt64(0),
                    (double)reader.GetDecimal(1),
                    reader.GetInt64(3),
                    reader.GetInt64(2) - reader.GetInt64(3),
                    _clock.GetTimestamp());
            }
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException or OperationCanceledException)
        {
            // It shows by the lag not being told; the projector says the rest.
        }
    }

    private IEnumerable<Measurement<T>> Seen<T>(Func<Look, T> what)
        where T : struct =>
        _last is { } look && _clock.GetElapsedTime(look.At) < GoodFor ? [new(what(look))] : [];

    private IEnumerable<Measurement<long>> States() => Enum.GetValues<ProjectorState>().Select(state =>
        new Measurement<long>(
            state == _projector.State ? 1 : 0,
            new KeyValuePair<string, object?>("leadledger.projector.state", NameOf(state))));

    private static string NameOf(ProjectorState state) => state switch
    {
        ProjectorState.StandingBy => "standing_by",
        _ => state.ToString().ToLowerInvariant(),
    };

    private IEnumerable<Measurement<long>> SealerStates() => Enum.GetValues<SealerState>().Select(state =>
        new Measurement<long>(
            state == _sealer.State ? 1 : 0,
            new KeyValuePair<string, object?>(
                "leadledger.sealer.state",
                state == SealerState.StandingBy ? "standing_by" : state.ToString().ToLowerInvariant())));

    private sealed record Look(long Lag, double Seconds, long Sealed, long SealLag, long At);
}
