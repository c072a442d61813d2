using System.Collections.Concurrent;
using LeadLedger.EventStore;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.ReadModels;
using LeadLedger.Server.ReadModels.Projecting;
using Npgsql;

namespace LeadLedger.Server.Deadlines;

/// <summary>
/// Records breaches and reminders within seconds of their instants, on whichever node watches. One node leads; the
/// others look only for what it should have recorded already, so that nothing waits for a node that has stopped. Which
/// of them records it doesn't matter: the stream's version and the idempotency key let it in once (ADR-0013).
/// </summary>
public sealed partial class DeadlineWatch(
    NpgsqlDataSource database,
    WriteSide ledger,
    ReadModelPosition position,
    ILogger<DeadlineWatch> logger) : BackgroundService
{
    /// <summary>What is looked at in one turn; a turn that is full is followed by the next at once.</summary>
    internal const int Most = 1_000;

    /// <summary>How long the others leave a deadline to whoever leads.</summary>
    internal static readonly TimeSpan Handicap = TimeSpan.FromSeconds(2);

    private const int AtOnce = 16;

    private const int MostAwaited = 20_000;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan SetAsideFor = TimeSpan.FromMinutes(1);

    private readonly WatchRecorder _recorder = new(ledger);
    private readonly WatchFigures _figures = new();

    /// <summary>Leads that can't be watched, for a reason of their own, and since when they are left alone.</summary>
    private readonly Dictionary<Guid, long> _setAside = [];

    /// <summary>Leads of which something was recorded that the read models don't show yet, and where.</summary>
    private readonly Dictionary<Guid, long> _awaited = [];

    public override void Dispose()
    {
        _figures.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        SessionLock? leading = null;
        var pause = BetweenLooks;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                leading ??= await SessionLock.TryTake(database, Exclusive.Watching, stoppingToken);
                var found = await Turn(leading, stoppingToken);
                pause = found == Most ? TimeSpan.Zero : BetweenLooks;
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.UndefinedTable)
            {
                // Read models of before there was a watch; those that it looks at are being made.
                _figures.Unknown();
                pause = LongestPause;
            }
            catch (Exception fault)
            {
                // The watch must outlive every fault: the deadlines go on falling due.
                _figures.Unknown();
                LogInterrupted(pause, LastResort.SafeWords(fault), fault.StackTrace);
                await Release(leading);
                leading = null;
                pause = pause * 2 < LongestPause ? (pause * 2) + BetweenLooks : LongestPause;
            }
            await Task.Delay(pause, ledger.Clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await Release(leading);
    }

    /// <summary>Looks once, and records what it finds.</summary>
    /// <returns>How many sets of clocks it found.</returns>
    private async Task<int> Turn(SessionLock? leading, CancellationToken cancellation)
    {
        // Read models that stand still show the same again and again: what isn't to be seen must stay a short list.
        if (_awaited.Count > MostAwaited)
            await position.WaitFor(_awaited.Values.Min(), LongestPause, cancellation);
        var now = ledger.Clock.Now();
        var seenAt = position.Position;
        var due = await Look(leading, now, cancellation);
        var moved = new ConcurrentBag<(Guid Lead, long Position)>();
        var unmoved = new ConcurrentBag<Guid>();
        await Parallel.ForEachAsync(
            due.GroupBy(clocks => clocks.LeadId.Value),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (clocks, stop) =>
            {
                if (await TryRecord(clocks.Key, [.. clocks], now, stop) is not { } watched)
                    unmoved.Add(clocks.Key);
                else if (watched.Recorded.Count == 0 && watched.Position <= seenAt)
                    // The read models knew all of it and thought otherwise: looking again would change nothing.
                    unmoved.Add(clocks.Key);
                else if (watched.Position is { } reached)
                    moved.Add((clocks.Key, reached));
            });
        foreach (var lead in unmoved)
            _setAside[lead] = ledger.Clock.GetTimestamp();
        foreach (var (lead, reached) in moved)
            _awaited[lead] = reached;
        return due.Count;
    }

    private async Task<List<DueClocks>> Look(
        SessionLock? leading, DateTimeOffset now, CancellationToken cancellation)
    {
        var before = leading is null ? now - Handicap : now;
        await using var borrowed = leading is null ? await database.OpenConnectionAsync(cancellation) : null;
        // Asking on the lock's own connection tells at once when that, and with it the lead, is lost.
        var connection = leading?.Connection ?? borrowed!;
        var due = await DueClocks.Find(connection, before, LeftAlone(), Most, cancellation);
        var waiting = due.Count == Most && _figures.IsListenedTo
            ? await DueClocks.Count(connection, before, cancellation)
            : due.Count;
        _figures.Look(leading is not null, waiting);
        return due;
    }

    /// <summary>Null: this lead can't be watched now, for a reason of its own.</summary>
    private async Task<WatchedLead?> TryRecord(
        Guid lead, IReadOnlyList<DueClocks> clocks, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            var watched = await _recorder.Record(clocks, now, cancellation);
            foreach (var due in watched.Recorded)
                _figures.Recorded(due, ledger.Clock.Now());
            return watched;
        }
        catch (Exception fault) when (fault is UnreadableEventException or InvalidOperationException
                                          or ArgumentException or UnstorableEventException)
        {
            LogSetAside(lead, SetAsideFor, LastResort.SafeWords(fault), fault.StackTrace);
            return null;
        }
    }

    /// <summary>Leads that it is of no use to look at now.</summary>
    private Guid[] LeftAlone()
    {
        foreach (var (lead, since) in _setAside)
        {
            if (ledger.Clock.GetElapsedTime(since) > SetAsideFor)
                _setAside.Remove(lead);
        }
        foreach (var (lead, reached) in _awaited)
        {
            if (reached <= position.Position)
                _awaited.Remove(lead);
        }
        return [.. _setAside.Keys, .. _awaited.Keys];
    }

    private static async Task Release(SessionLock? leading)
    {
        if (leading is not null)
            await leading.DisposeAsync();
    }

    [LoggerMessage(LogEvents.WatchInterrupted, LogLevel.Warning,
        "The deadline watch was interrupted; trying again in {Pause}: {Failure}\n{Stack}")]
    private partial void LogInterrupted(TimeSpan pause, string failure, string? stack);

    [LoggerMessage(LogEvents.DeadlineSetAside, LogLevel.Error,
        "What fell due for lead {Lead} can't be recorded; it is left alone for {Pause}: {Failure}\n{Stack}")]
    private partial void LogSetAside(Guid lead, TimeSpan pause, string failure, string? stack);
}
