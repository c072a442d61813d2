using LeadLedger.Server.ReadModels.Building;
using LeadLedger.Server.ReadModels.Projecting;

namespace LeadLedger.Server.ReadModels;

/// <summary>Puts the read models into the host.</summary>
public static class ReadModelsRegistration
{
    /// <summary>
    /// Registers the projector and what goes with it. Needs an <c>NpgsqlDataSource</c> of the service, an
    /// <c>IEventStore</c>, the <c>Settings</c> and a <c>TimeProvider</c>.
    /// </summary>
    public static IServiceCollection AddReadModels(this IServiceCollection services)
    {
        services.AddSingleton<ReadModelPosition>();
        services.AddSingleton<ReadModelBuilds>();
        services.AddSingleton<Rebuild>();
        services.AddSingleton<ProjectorStatus>();
        services.AddHostedService<Projector>();
        services.AddSingleton<ShadowCheck>();
        services.AddSingleton<CheckStatus>();
        services.AddHostedService<NightlyCheck>();
        return services;
    }
}
