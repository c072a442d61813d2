using LeadLedger.EventStore;
using LeadLedger.Server.Http;
using LeadLedger.Server.ReadModels.Building;
using LeadLedger.Server.Running;
using Npgsql;

namespace LeadLedger.Server.ReadModels.Projecting;

/// <summary>
/// Keeps the read models up with the ledger for as long as the node runs: projects where no other node does, stands by
/// where one does, and begins again after every fault from where the progress row stands.
/// </summary>
public sealed partial class Projector(
    NpgsqlDataSource database,
    IEventStore store,
    ReadModelBuilds builds,
    Rebuild rebuild,
    ReadModelPosition position,
    ProjectorStatus status,
    TimeProvider clock,
    ILogger<Projector> logger) : BackgroundService
{
    /// <summary>The poll behind the wake-ups.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>How often to look whether another build has taken the place of this one.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// The shortest time between the beginnings of two pages, unless there is more than a page to project: under load
    /// each page costs as much as the projecting of dozens of events. Who comes after a pause waits for nothing.
    /// </summary>
    private static readonly TimeSpan BetweenPages = TimeSpan.FromMilliseconds(15);

    private static readonly TimeSpan BetweenTidying = TimeSpan.FromSeconds(30);

    /// <summary>How long a query from before a switch may still go on.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    private readonly Standby _standby = new(database, position, clock, logger);

    private readonly Renewal _renewal = new(rebuild, logger);

    /// <summary>Where the event is that stopped the projecting; what comes before it is projected.</summary>
    private long _stopBefore = long.MaxValue;

    private long _tidied;

    private Task _tidying = Task.CompletedTask;

    /// <summary>Makes sure, where the database can be reached, that there are views before anybody asks.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await builds.EnsureActive(cancellationToken);
        }
        catch (NpgsqlException fault)
        {
            LogFault(TimeSpan.Zero, LastResort.SafeWords(fault), fault.StackTrace);
        }
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Unceasing.Repeat(Turn, Tell, clock, stoppingToken);

    private TimeSpan Tell(Exception fault, TimeSpan pause)
    {
        if (fault is UnprojectableEventException unprojectable)
        {
            // What comes before it on its page is projected at once; then it is tried again now and then, in case
            // somebody has put right what is wrong.
            var isKnown = unprojectable.Position == status.StoppedAt;
            Stop(unprojectable, isKnown);
            return isKnown ? Unceasing.LongestPause : TimeSpan.Zero;
        }
        status.Faulted(fault);
        LogFault(pause, LastResort.SafeWords(fault), fault.StackTrace);
        return pause;
    }

    private async Task Turn(CancellationToken cancellation)
    {
        var build = await builds.EnsureActive(cancellation);
        status.Build = build.Number;
        if (build.ModelVersion < ReadModelScripts.ModelVersion)
        {
            await Renew(build, cancellation);
            return;
        }
        if (build.ModelVersion > ReadModelScripts.ModelVersion)
        {
            status.Is(ProjectorState.Outdated);
            await _standby.Follow(build, cancellation);
            return;
        }
        await using var leadership = await SessionLock.TryTake(database, Exclusive.Projecting, cancellation);
        if (leadership is not null)
        {
            await Lead(leadership.Connection, build, cancellation);
            return;
        }
        if (status.State != ProjectorState.StandingBy)
            LogStandingBy();
        status.Is(ProjectorState.StandingBy);
        await _standby.Follow(build, cancellation);
    }

    private async Task Renew(ReadModelBuild build, CancellationToken cancellation)
    {
        status.Is(ProjectorState.Rebuilding);
        try
        {
            await _renewal.Run(build, cancellation);
        }
        catch (RebuildUnderWayException)
        {
            await _standby.Follow(build, cancellation);
        }
    }

    private async Task Lead(NpgsqlConnection connection, ReadModelBuild build, CancellationToken cancellation)
    {
        await using var session = await ProjectingSession.Begin(connection, build, cancellation);
        position.Set(session.Position);
        LogLeading(build.Schema, session.Position);
        var pages = new FeedPages(store, session.Position, readsOn: true);
        var looked = clock.GetTimestamp();
        while (true)
        {
            if (status.StoppedAt is null || session.Position >= status.StoppedAt)
                status.Is(ProjectorState.Projecting);
            var begun = clock.GetTimestamp();
            var page = await TakeWhatIsThere(session, pages, cancellation);
            await session.Write(cancellation);
            await session.Finish();
            position.Set(session.Position);
            if (page.Fault is not null)
                throw page.Fault;
            if (pages.Cursor >= _stopBefore)
            {
                // Everything before the event that stopped it is in; the next turn tries the event itself again.
                _stopBefore = long.MaxValue;
                return;
            }
            if (clock.GetElapsedTime(looked) > BetweenLooks)
            {
                if (await builds.Active(cancellation) != build)
                    return;
                await TidyUp(cancellation);
                looked = clock.GetTimestamp();
            }
            if (page.LastPosition is null)
                await store.WaitForAppend(pages.Cursor, Patience, cancellation);
            else if (!pages.IsBehind && BetweenPages - clock.GetElapsedTime(begun) is { Ticks: > 0 } rest)
                await Task.Delay(rest, clock, cancellation);
        }
    }

    /// <summary>Takes in what can be had at once, up to a bound.</summary>
    /// <returns>The last page.</returns>
    private async Task<DecodedPage> TakeWhatIsThere(
        ProjectingSession session, FeedPages pages, CancellationToken cancellation)
    {
        while (true)
        {
            var page = (await pages.Next(cancellation)).Before(_stopBefore);
            await session.Take(page, cancellation);
            status.SteppedOver(page.Foreign);
            if (page.Fault is not null || !pages.IsBehind || pages.Cursor >= _stopBefore
                || session.Taken >= FeedPages.Large)
                return page;
        }
    }

    private async Task TidyUp(CancellationToken cancellation)
    {
        if (!_tidying.IsCompleted || (_tidied != 0 && clock.GetElapsedTime(_tidied) < BetweenTidying))
            return;
        // Projecting goes on meanwhile; what went wrong is heard of the next time, once.
        var last = _tidying;
        _tidying = Task.CompletedTask;
        await last;
        _tidying = builds.DropRetired(Grace, cancellation);
        _tidied = clock.GetTimestamp();
    }

    private void Stop(UnprojectableEventException fault, bool isKnown)
    {
        if (!isKnown)
            LogStopped(fault.Position, LastResort.SafeWords(fault), fault.InnerException?.StackTrace);
        status.Stopped(fault);
        _stopBefore = fault.Position;
    }

    [LoggerMessage(LogEvents.Projecting, LogLevel.Information, "Projecting {Schema} from position {Position} on.")]
    private partial void LogLeading(string schema, long position);

    [LoggerMessage(LogEvents.ProjectingInterrupted, LogLevel.Warning,
        "Projecting was interrupted; trying again in {Pause}: {Failure}\n{Stack}")]
    private partial void LogFault(TimeSpan pause, string failure, string? stack);

    [LoggerMessage(LogEvents.ProjectingStopped, LogLevel.Error,
        "Projecting has stopped in front of position {Position}: the event there can't be projected: "
        + "{Failure}\n{Stack}")]
    private partial void LogStopped(long position, string failure, string? stack);

    [LoggerMessage(LogEvents.StandingBy, LogLevel.Information, "Another node projects; this one stands by.")]
    private partial void LogStandingBy();
}
