using LeadLedger.EventStore;
using LeadLedger.EventStore.Sealing;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.ReadModels.Projecting;
using LeadLedger.Server.Running;
using Npgsql;

namespace LeadLedger.Server.Audit.Seals;

/// <summary>
/// Keeps the seal behind the writers for as long as the node runs: seals where no other node does, stands by where one
/// does, makes way for who appends, and begins again after every fault at the newest checkpoint (ADR-0018).
/// </summary>
public sealed partial class Sealer(
    NpgsqlDataSource database,
    IEventStore store,
    SealKeys keys,
    SealerStatus status,
    TimeProvider clock,
    ILogger<Sealer> logger) : BackgroundService
{
    /// <summary>The most events between two checkpoints: each has so many while there is much to make up for.</summary>
    public const int EventsPerCheckpoint = 65_536;

    /// <summary>The poll behind the wake-ups.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The shortest time between two checkpoints, unless there are more events than one takes.</summary>
    private static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromSeconds(1);

    /// <summary>How soon a pause of who appends is noticed while it steps back.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    /// <summary>Longer than the largest checkpoint takes on a slow disk.</summary>
    private static readonly TimeSpan LongestStall = TimeSpan.FromSeconds(60);

    /// <summary>How long the last checkpoint of a node that stops may take.</summary>
    private static readonly TimeSpan TimeToFinish = TimeSpan.FromSeconds(5);

    private (long Size, long Since) _lastMove;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Unceasing.Repeat(Turn, Tell, clock, stoppingToken);

    private TimeSpan Tell(Exception fault, TimeSpan pause)
    {
        if (fault is SealBrokenException broken)
        {
            // Nothing gets better by itself, but somebody may put it right while the node runs.
            if (status.Reason != broken.Message)
                LogStopped(broken.Message);
            status.Is(SealerState.Stopped, broken.Message);
            return Unceasing.LongestPause;
        }
        status.Is(SealerState.Faulted, fault.GetType().Name);
        LogFault(pause, LastResort.SafeWords(fault), fault.StackTrace);
        return pause;
    }

    private async Task Turn(CancellationToken stopping)
    {
        await using var leadership = await SessionLock.TryTake(database, Exclusive.Sealing, stopping);
        if (leadership is null)
        {
            status.Is(SealerState.StandingBy);
            await StandBy(stopping);
            return;
        }
        var session = await SealingSession.Begin(leadership.Connection, keys, stopping);
        status.Saw(session.Latest);
        status.Is(SealerState.Sealing);
        LogSealing(session.Position, keys.Current.Id);
        var pace = new SealPace(clock);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await SealWhatIsThere(session, pace, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
        }
        // What was appended last is sealed before the node is gone.
        using var finish = new CancellationTokenSource(TimeToFinish);
        var mark = await store.ReadHighWaterMark(finish.Token);
        while (await Seal(session, mark, EventsPerCheckpoint, finish.Token))
        {
            // Goes on until nothing is left, or the time is up.
        }
    }

    private async Task SealWhatIsThere(SealingSession session, SealPace pace, CancellationToken stopping)
    {
        var begun = clock.GetTimestamp();
        var mark = await store.ReadHighWaterMark(stopping);
        pace.Saw(mark);
        // A checkpoint under way is finished: to be broken off it would have to be begun again.
        var isFull = mark > session.Position && await Seal(session, mark, pace.Most, CancellationToken.None);
        if (!isFull)
            pace.HasCaughtUp();
        if (pace.StepsBack)
        {
            var rest = SealPace.RestAfter(clock.GetElapsedTime(begun));
            await StepBack(pace, isFull || rest > BetweenCheckpoints ? rest : BetweenCheckpoints, stopping);
            return;
        }
        if (isFull)
            return;
        await store.WaitForAppend(mark, Patience, stopping);
        if (BetweenCheckpoints - clock.GetElapsedTime(begun) is { Ticks: > 0 } left)
            await Task.Delay(left, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Rests, but no longer than there is somebody to make way for.</summary>
    private async Task StepBack(SealPace pace, TimeSpan rest, CancellationToken stopping)
    {
        var begun = clock.GetTimestamp();
        while (pace.StepsBack && rest - clock.GetElapsedTime(begun) is { Ticks: > 0 } left)
        {
            await Task.Delay(left < BetweenLooks ? left : BetweenLooks, clock, stopping);
            pace.Saw(await store.ReadHighWaterMark(stopping));
        }
    }

    /// <returns>Whether there may be more at once.</returns>
    private async Task<bool> Seal(SealingSession session, long mark, int most, CancellationToken cancellation)
    {
        var started = SealMetrics.Begin();
        var events = await session.Seal(mark, most, clock.Now(), cancellation);
        SealMetrics.Sealed(started, events);
        status.Saw(session.Latest, events);
        return events == most;
    }

    /// <summary>Looks for a while whether whoever seals gets anywhere: a process that was stopped isn't dead.</summary>
    private async Task StandBy(CancellationToken stopping)
    {
        await using (var connection = await database.OpenConnectionAsync(stopping))
        {
            var kept = new SealedTree(connection);
            status.Saw(await kept.Latest(stopping));
            var (size, sealedTo) = status.Latest?.Checkpoint is { } at ? (at.TreeSize, at.LastPosition) : (0, 0);
            await using var end = new NpgsqlCommand("select position from leadledger.ledger_end", connection);
            var last = (long)(await end.ExecuteScalarAsync(stopping))!;
            if (last <= sealedTo || _lastMove.Since == 0 || _lastMove.Size != size)
            {
                _lastMove = (size, clock.GetTimestamp());
            }
            else if (clock.GetElapsedTime(_lastMove.Since) > LongestStall)
            {
                await SessionLock.Depose(database, Exclusive.Sealing, stopping);
                LogDeposed(sealedTo, last);
            }
        }
        await Task.Delay(Patience, clock, stopping);
    }

    [LoggerMessage(LogEvents.Sealing, LogLevel.Information, "Sealing from position {Position} on, with the key {Key}.")]
    private partial void LogSealing(long position, string key);

    [LoggerMessage(LogEvents.SealingInterrupted, LogLevel.Warning,
        "Sealing was interrupted; trying again in {Pause}: {Failure}\n{Stack}")]
    private partial void LogFault(TimeSpan pause, string failure, string? stack);

    [LoggerMessage(LogEvents.SealingStopped, LogLevel.Error,
        "Sealing has stopped: {Reason} Nothing more is sealed until that is put right; "
        + "`leadledger verify` tells more.")]
    private partial void LogStopped(string reason);

    [LoggerMessage(LogEvents.StalledSealerEnded, LogLevel.Warning,
        "Whoever seals hasn't moved from position {Position} though the ledger is at {Last}: its connection is ended.")]
    private partial void LogDeposed(long position, long last);
}
