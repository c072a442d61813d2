using System.CommandLine;
using System.Diagnostics;
using LeadLedger.Server.Running.Database;
using LeadLedger.Server.Running.Embedded;

namespace LeadLedger.Server.Running.Verbs;

/// <summary><c>leadledger serve</c>: answers over HTTP until it is told to stop.</summary>
internal static partial class ServeVerb
{
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
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ServeVerb).FullName!);
        // In a log for programs every line is for them.
        if (settings.WritesJson())
            LogServing(logger, app.Address());
        else
            Say(settings, app.Address());
        var stopping = 0L;
        using var onStopping = app.Lifetime.ApplicationStopping.Register(() =>
        {
            stopping = Stopwatch.GetTimestamp();
            LogStopping(logger, Host.TimeToFinish);
        });
        await app.WaitForShutdownAsync(cancellation);
        LogStopped(logger, Stopwatch.GetElapsedTime(stopping));
        return 0;
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
        "Stopping: nothing more is let in, and what was accepted is finished, within {Patience}.")]
    private static partial void LogStopping(ILogger logger, TimeSpan patience);

    [LoggerMessage(LogEvents.Stopped, LogLevel.Information, "Stopped after {Elapsed}.")]
    private static partial void LogStopped(ILogger logger, TimeSpan elapsed);
}
