using System.Diagnostics.Metrics;
using LeadLedger.EventStore;
using LeadLedger.Server.Http;
using LeadLedger.Server.Running.Database;
using Npgsql;

namespace LeadLedger.Server.Running.Watching;

/// <summary>
/// Ends sessions of BI roles that are too long in a transaction: as long as one lasts, vacuum can't take away what it
/// might still see. The roles have timeouts, but can take them off themselves, and no timeout surely ends a query whose
/// client doesn't read the answer (ADR-0023). Every node looks; a session that two of them end has ended.
/// </summary>
internal sealed partial class BiSessionWatch : BackgroundService
{
    /// <summary>How long a session may sleep in a transaction, waiting for its client.</summary>
    internal static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    private readonly Meter _meter = new(LedgerTelemetry.Name);
    private readonly NpgsqlDataSource _database;
    private readonly Settings _settings;
    private readonly TimeProvider _clock;
    private readonly ILogger<BiSessionWatch> _logger;
    private readonly Counter<long> _ended;

    private BiSessions? _last;
    private bool _outOfReach;
    private bool _unseen;

    public BiSessionWatch(
        [FromKeyedServices(Pools.Queries)] NpgsqlDataSource database,
        Settings settings,
        TimeProvider clock,
        ILogger<BiSessionWatch> logger)
    {
        _database = database;
        _settings = settings;
        _clock = clock;
        _logger = logger;
        _ended = _meter.CreateCounter<long>(
            "leadledger.bi.sessions.ended", "{session}",
            "Sessions of BI roles that this node has ended because they were too long in a transaction.");
        _meter.CreateObservableGauge(
            "leadledger.bi.sessions", () => Seen<long>(look => look.Sessions), "{session}",
            "Sessions of BI roles in the ledger's database.");
        _meter.CreateObservableGauge(
            "leadledger.bi.transaction.age", () => Seen(look => look.OldestSeconds), "s",
            "How old the oldest transaction of a BI role is; 0 if there is none.");
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
            try
            {
                Tell(await BiSessions.EndLongOnes(_database, _settings.BiTransaction, LongestSleep, stoppingToken));
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception fault)
            {
                // The watch must outlive every fault, and an old figure mustn't pass for a new one.
                _last = null;
                if (!_unseen)
                    LogUnseen(LastResort.SafeWords(fault));
                _unseen = true;
            }
            await Task.Delay(BetweenLooks, _clock, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Tell(BiSessions found)
    {
        _last = found;
        _unseen = false;
        foreach (var session in found.Ended)
        {
            _ended.Add(1, new KeyValuePair<string, object?>("leadledger.bi.end.reason", NameOf(session.Why)));
            LogEnded(session.Pid, session.Role, session.Seconds, NameOf(session.Why));
        }
        if (found.OutOfReach > 0 && !_outOfReach)
            LogOutOfReach(found.OutOfReach);
        _outOfReach = found.OutOfReach > 0;
    }

    private static string NameOf(BiSessionEnd why) => why switch
    {
        BiSessionEnd.TooOld => "too_old",
        BiSessionEnd.Asleep => "asleep",
        _ => throw new ArgumentOutOfRangeException(nameof(why), why, null),
    };

    private IEnumerable<Measurement<T>> Seen<T>(Func<BiSessions, T> what)
        where T : struct => _last is { } look ? [new(what(look))] : [];

    [LoggerMessage(LogEvents.BiSessionEnded, LogLevel.Warning,
        "Session {Pid} of {Role} was ended after {Seconds:F0} s in a transaction: {Reason}.")]
    private partial void LogEnded(int pid, string role, double seconds, string reason);

    [LoggerMessage(LogEvents.BiSessionsOutOfReach, LogLevel.Warning,
        "{Count} sessions of BI roles are out of the service's reach: it can't see how long they take, nor end them.")]
    private partial void LogOutOfReach(int count);

    [LoggerMessage(LogEvents.BiSessionsUnseen, LogLevel.Warning,
        "The sessions of BI roles couldn't be looked at, and are again every few seconds: {Failure}")]
    private partial void LogUnseen(string failure);
}
