using LeadLedger.Server.Running;

namespace LeadLedger.Server.Audit.Seals;

/// <summary>Sealing, as a node has it.</summary>
internal static class SealsRegistration
{
    /// <summary>Needs a data source of the ledger's, an <c>IEventStore</c>, settings and a clock.</summary>
    public static IServiceCollection AddSeals(this IServiceCollection services, Secrets secrets)
    {
        services.AddSingleton(_ => secrets.ForSeals());
        services.AddSingleton<SealerStatus>();
        // Services end in the other order than they begin in: the anchor is told of the sealer's last checkpoint.
        services.AddSingleton<Anchoring>();
        services.AddHostedService(given => given.GetRequiredService<Anchoring>());
        services.AddHostedService<Sealer>();
        return services;
    }
}
