using System.Diagnostics;
using LeadLedger.Server.Http;
using Npgsql;

namespace LeadLedger.Server.Simulations;

/// <summary>
/// Works on the jobs, one at a time on each node. A job is a node's for as long as it renews its lease; another takes
/// it over when the first has died, and begins it anew.
/// </summary>
internal sealed partial class SimulationRunner(
    NpgsqlDataSource database, ReadSide read, SimulationSignal signal, ILogger<SimulationRunner> logger)
    : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterAFault = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan TimeToGiveBack = TimeSpan.FromSeconds(2);

    /// <summary>The lease is renewed much more often than it ends.</summary>
    private static readonly TimeSpan BetweenMoves = TimeSpan.FromMilliseconds(500);

    private readonly Guid _worker = Guid.CreateVersion7();
    private readonly SimulationJobs _jobs = new(database);
    private readonly SimulationFigures _figures = new();

    public override void Dispose()
    {
        _figures.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var swept = 0L;
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = BetweenLooks;
            try
            {
                if (swept == 0 || Stopwatch.GetElapsedTime(swept) > BetweenSweeps)
                {
                    await _jobs.Sweep(stoppingToken);
                    swept = Stopwatch.GetTimestamp();
                }
                if (await _jobs.Take(_worker, stoppingToken) is { } job)
                {
                    await Work(job, stoppingToken);
                    continue;
                }
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception fault)
            {
                LogInterrupted(AfterAFault, LastResort.SafeWords(fault), fault.StackTrace);
                pause = AfterAFault;
            }
            await signal.Wait(pause, stoppingToken);
        }
    }

    private async Task Work(KeptJob kept, CancellationToken stopping)
    {
        var id = kept.Job.Id;
        var (started, movedAt) = (Stopwatch.GetTimestamp(), 0L);
        try
        {
            var outcome = await new MonthRun(database, read).Run(kept.Request, Moved, stopping);
            if (outcome.Value is { } result)
                await _jobs.Finish(id, _worker, result, stopping);
            else if (outcome.Problem is { RetryAfterSeconds: not null } passing)
                await _jobs.GiveBack(id, _worker, counts: true, passing.Detail, stopping);
            else if (outcome.Problem is { } problem)
                await _jobs.Fail(id, _worker, problem.Detail, stopping);
            _figures.Ended(outcome, Stopwatch.GetElapsedTime(started));
        }
        catch (Exception fault)
        {
            await GiveBack(id, fault, stopping.IsCancellationRequested);
        }

        async Task<bool> Moved(long done, long of)
        {
            if (movedAt != 0 && done < of && Stopwatch.GetElapsedTime(movedAt) < BetweenMoves)
                return true;
            movedAt = Stopwatch.GetTimestamp();
            return await _jobs.Move(id, _worker, done, of, stopping);
        }
    }

    private async Task GiveBack(Guid id, Exception fault, bool isStopping)
    {
        if (!isStopping)
            LogFailed(id, LastResort.SafeWords(fault), fault.StackTrace);
        using var bounded = new CancellationTokenSource(TimeToGiveBack);
        try
        {
            await _jobs.GiveBack(id, _worker, !isStopping, "It was tried, and failed each time.", bounded.Token);
        }
        catch (Exception unreachable) when (unreachable is NpgsqlException or OperationCanceledException)
        {
            // Its lease ends by itself, and another node takes it over.
        }
    }

    [LoggerMessage(LogEvents.SimulationsInterrupted, LogLevel.Warning,
        "Looking for simulations was interrupted; trying again in {Pause}: {Failure}\n{Stack}")]
    private partial void LogInterrupted(TimeSpan pause, string failure, string? stack);

    [LoggerMessage(LogEvents.SimulationFailed, LogLevel.Error,
        "Simulation {Simulation} failed: {Failure}\n{Stack}")]
    private partial void LogFailed(Guid simulation, string failure, string? stack);
}
