using System.CommandLine;
using System.Diagnostics;
using LeadLedger.Server.Running.Database;
using LeadLedger.Server.Running.Embedded;

namespace LeadLedger.Server.Running.Verbs;

/// <summary><c>leadledger serve</c>: answers over HTTP until it is told to stop.</summary>
internal static partial class ServeVerb
{
    /// <summary>
    /// When a node that was told to stop is gone, whatever hangs: ten seconds after requests under way were cut off,
    /// and sooner than operators are told to end it themselves (docs/operations.md).
    /// </summary>
    private static readonly TimeSpan LongestStop = Host.TimeToFinish + TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var serve = new Command("serve", "Serve the API until Ctrl-C (the default).");
        serve.SetAction((_, cancellation) => Run(cancellation));
        return serve;
    }

    public static async Task<int> Run(CancellationToken cancellation)
    {
        var settings = Settings.OfThisProcess();
        using var node = await ServingNode.Claim(settings.DataFolder, cancellation);
        var secrets = Secrets.For(settings);
        await using var database = await LedgerDatabase.OpenCurrent(settings, cancellation);
        await using var app = Host.Build(
            WithAddress(settings), database.Service, secrets, services => Supervise(services, database.Embedded));

        await app.StartAsync(cancellation);
        node.Announce(app.Address());
        var loggers = app.Services.GetRequiredService<ILoggerFactory>();
        var logger = loggers.CreateLogger(typeof(ServeVerb).FullName!);
        BackgroundService[] workers = [.. app.Services.GetServices<IHostedService>().OfType<BackgroundService>()];
        // In a log for programs every line is for them.
        if (settings.WritesJson())
            LogServing(logger, app.Address());
        else
            Say(settings, app.Address());
        var stopping = 0L;
        using var onStopping = app.Lifetime.ApplicationStopping.Register(() =>
        {
            stopping = Stopwatch.GetTimestamp();
            LogStopping(logger, Host.TimeToFinish, LongestStop);
            _ = EndWhenOverdue(loggers, logger, workers);
        });
        await app.WaitForShutdownAsync(cancellation);
        LogStopped(logger, Stopwatch.GetElapsedTime(stopping));
        return 0;
    }

    /// <summary>
    /// No step can bound itself: where PostgreSQL hangs, Npgsql holds up the thread that cancels a command, whatever
    /// token it was given. What is cut off here leaves nothing behind: the kernel lets go of locks and connections.
    /// </summary>
    private static async Task EndWhenOverdue(ILoggerFactory loggers, ILogger logger, BackgroundService[] workers)
    {
        await Task.Delay(LongestStop);
        var unfinished = workers.Where(worker => worker.ExecuteTask is { IsCompleted: false })
            .Select(worker => worker.GetType().Name)
            .Append("closing the database");
        LogCutOff(logger, LongestStop, string.Join(", ", unfinished));
        // What was logged is written by then.
        loggers.Dispose();
        Environment.Exit(0);
    }

    /// <summary>An address that was asked for is used or fails; our own makes way for who has the port.</summary>
    private static Settings WithAddress(Settings settings) => settings.Url is not null
        ? settings
        : settings with
        {
            Url = new UriBuilder(settings.OwnUrl) { Port = LoopbackPorts.NextFree(settings.OwnUrl.Port) }.Uri,
        };

    private static void Supervise(IServiceCollection services, EmbeddedPostgres? embedded)
    {
        if (embedded is not null)
        {
            services.AddSingleton(embedded);
            services.AddHostedService<EmbeddedSupervisor>();
        }
    }

    private static void Say(Settings settings, string address)
    {
        Console.WriteLine($"LeadLedger serves at {address}");
        Console.WriteLine($"  documentation to try out: {address}/swagger");
        if (settings is { IsDevelopment: true, TokenIssuer: null })
            Console.WriteLine("  a token for it: ./ledger token ROLE (leadledger token --help names the roles)");
        if (!Console.IsOutputRedirected)
            Console.WriteLine("  Ctrl-C ends it");
    }

    [LoggerMessage(LogEvents.Serving, LogLevel.Information, "LeadLedger serves at {Address}")]
    private static partial void LogServing(ILogger logger, string address);

    [LoggerMessage(LogEvents.Stopping, LogLevel.Information,
        "Stopping: nothing more is let in, and what was accepted is finished, within {Patience}. "
        + "Whatever hangs, the process is gone within {Longest}.")]
    private static partial void LogStopping(ILogger logger, TimeSpan patience, TimeSpan longest);

    [LoggerMessage(LogEvents.Stopped, LogLevel.Information, "Stopped after {Elapsed}.")]
    private static partial void LogStopped(ILogger logger, TimeSpan elapsed);

    [LoggerMessage(LogEvents.CutOff, LogLevel.Warning,
        "Cut off after {Elapsed}, because something hangs. Not finished: {Unfinished}.")]
    private static partial void LogCutOff(ILogger logger, TimeSpan elapsed, string unfinished);
}
