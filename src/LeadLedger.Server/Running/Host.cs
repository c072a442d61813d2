using LeadLedger.EventStore;
using LeadLedger.Server.Audit.Seals;
using LeadLedger.Server.Deadlines;
using LeadLedger.Server.Erasing;
using LeadLedger.Server.Http;
using LeadLedger.Server.Months;
using LeadLedger.Server.ReadModels;
using LeadLedger.Server.Running.Database;
using LeadLedger.Server.Running.Watching;
using LeadLedger.Server.Simulations;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Npgsql;

namespace LeadLedger.Server.Running;

/// <summary>The web application, put together in one place for <c>serve</c> and for tests.</summary>
public static class Host
{
    /// <summary>How long requests under way may take once the node is told to stop.</summary>
    internal static readonly TimeSpan TimeToFinish = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Builds it, not yet started. It takes nothing from its surroundings but what is given here: no settings file, no
    /// environment variable.
    /// </summary>
    /// <param name="settings">Port 0 in their address is any free port; <see cref="Address"/> tells which.</param>
    /// <param name="database">The service's connection string.</param>
    /// <param name="secrets">Keys for people's data, ids and development tokens.</param>
    /// <param name="adjust">What a verb or a test adds or replaces, after everything else was registered.</param>
    public static WebApplication Build(
        Settings settings, string database, Secrets secrets, Action<IServiceCollection>? adjust = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(Host).Assembly.GetName().Name,
            EnvironmentName = settings.IsDevelopment ? Environments.Development : Environments.Production,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseUrls((settings.Url ?? settings.OwnUrl).ToString());
        AddLogging(builder.Logging, settings);

        var services = builder.Services;
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeToFinish);
        services.AddRouting();
        builder.AddLeadLedgerHttp();
        services.AddSingleton(settings);
        services.AddSingleton(secrets.ForLedger(settings));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => Pools.ForLedger(database));
        services.AddKeyedSingleton(Pools.Queries, (_, _) => Pools.ForQueries(database));
        services.AddKeyedSingleton(Pools.Exports, (_, _) => Pools.ForExports(database));
        services.AddSingleton<IEventStore>(given =>
            new PostgresEventStore(given.GetRequiredService<NpgsqlDataSource>()));
        services.AddHostedService<ErasuresAtStart>();
        services.AddHostedService<SecretsWatch>();
        services.AddReadModels();
        services.AddNightlyCheck();
        services.AddSeals(secrets);
        services.AddSingleton<MonthDecisions>();
        services.AddHostedService<MonthWatch>();
        services.AddLeadLedgerAuthentication(settings, secrets);
        services.AddSingleton<TelemetryExport>();
        services.AddHostedService<LagWatch>();
        services.AddHostedService<BiSessionWatch>();
        services.AddHostedService<DeadlineWatch>();
        services.AddHostedService<SimulationRunner>();
        adjust?.Invoke(services);

        var app = builder.Build();
        // Made before everything that it listens to, so that it ends after it and the last figures are sent too.
        app.Services.GetRequiredService<TelemetryExport>();
        if (settings.Telemetry.Exports("TRACES"))
            app.UseMiddleware<RequestSpan>();
        app.MapLeadLedger();
        app.MapHealth();
        return app;
    }

    /// <summary>Where a started application listens.</summary>
    public static string Address(this WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    private static void AddLogging(ILoggingBuilder logging, Settings settings)
    {
        logging.SetMinimumLevel(settings.LogLevel);
        // What the framework says about each request is noise at our level, and may quote what people sent.
        logging.AddFilter("Microsoft", settings.LogLevel > LogLevel.Warning ? settings.LogLevel : LogLevel.Warning);
        logging.Services.AddSingleton<IExternalScopeProvider, LogScopes>();
        const string instant = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        if (settings.WritesJson())
        {
            logging.AddJsonConsole(console =>
                (console.TimestampFormat, console.UseUtcTimestamp, console.IncludeScopes) = (instant, true, true));
            return;
        }
        logging.AddSimpleConsole(console =>
            (console.TimestampFormat, console.UseUtcTimestamp, console.SingleLine) = (instant + " ", true, true));
    }
}
