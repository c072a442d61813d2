using LeadLedger.Server.ReadModels.Building;
using LeadLedger.Server.ReadModels.Projecting;

namespace LeadLedger.Server.ReadModels;

/// <summary>Puts the read models into the host.</summary>
public static class ReadModelsRegistration
{
    /// <summary>
    /// Registers the projector and what goes with it. Needs an <c>NpgsqlDataSource</c> of the service, an
    /// <c>IEventStore</c> and a <c>TimeProvider</c>.
    /// </summary>
    public static IServiceCollection AddReadModels(this IServiceCollection services)
    {
        services.AddSingleton<ReadModelPosition>();
        services.AddSingleton<ReadModelBuilds>();
        services.AddSingleton<Rebuild>();
        services.AddSingleton<ProjectorStatus>();
        services.AddHostedService<Projector>();
        return services;
    }

    /// <summary>Registers the nightly check of the read models: for nodes that serve. Needs the <c>Settings</c> too.</summary>
    public static IServiceCollection AddNightlyCheck(this IServiceCollection services)
    {
        services.AddSingleton<ShadowCheck>();
        services.AddSingleton<CheckStatus>();
        services.AddHostedService<NightlyCheck>();
        return services;
    }
}
