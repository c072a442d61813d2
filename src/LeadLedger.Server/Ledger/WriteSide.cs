namespace LeadLedger.Server.Ledger;

/// <summary>What a command needs of the ledger: one thing to hand on instead of four.</summary>
/// <param name="Decider">Reads, recognises a repeat, decides, appends.</param>
/// <param name="Identity">Where ids come from.</param>
/// <param name="Grounds">The agreement and panel that a lead's decision rests on.</param>
/// <param name="Clock">The only clock; no decision reads it.</param>
public sealed record WriteSide(Decider Decider, Identity Identity, Grounds Grounds, TimeProvider Clock);

internal static class LedgerWriting
{
    /// <summary>The way of commands into the ledger; needs an event store and the secrets.</summary>
    public static IServiceCollection AddLedgerWriting(this IServiceCollection services)
    {
        services.AddSingleton<Identity>();
        services.AddSingleton<AgreementCache>();
        services.AddSingleton<PanelCache>();
        services.AddSingleton<MonthCache>();
        services.AddSingleton<Grounds>();
        services.AddSingleton<Decider>();
        services.AddSingleton<WriteSide>();
        return services;
    }
}
