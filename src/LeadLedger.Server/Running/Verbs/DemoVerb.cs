using System.CommandLine;
using LeadLedger.EventStore;
using LeadLedger.Server.Demonstration;
using LeadLedger.Server.Importing;
using LeadLedger.Server.Importing.Setup;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.Running.Database;

namespace LeadLedger.Server.Running.Verbs;

/// <summary><c>leadledger demo</c>: loads a made-up company's quarter.</summary>
internal static class DemoVerb
{
    private const long UsualSeed = 2013;

    public static Command Create()
    {
        var seed = new Option<long>("--seed")
        {
            Description = "Another seed makes another company of the same rates.",
            DefaultValueFactory = _ => UsualSeed,
        };
        var demo = new Command("demo", "Load a made-up company's last quarter. Doing it again changes nothing.")
        {
            seed,
        };
        demo.SetAction((parsed, cancellation) => Run(parsed.GetValue(seed), cancellation));
        return demo;
    }

    private static async Task<int> Run(long seed, CancellationToken cancellation)
    {
        var settings = Settings.OfThisProcess();
        if (!settings.IsDevelopment)
        {
            throw new SettingsException(
                "A demonstration is for Development: made-up leads have no place beside real ones.");
        }

        await using var database = await LedgerDatabase.OpenCurrent(settings, cancellation);
        await using var ledger = await OpenLedger.Open(
            database.Service,
            Secrets.For(settings).ForLedger(settings),
            TimeProvider.System,
            LogLevel.Warning,
            cancellation);
        try
        {
            return await Run(new SimulatedQuarter(ledger, seed), ledger, cancellation);
        }
        catch (Exception e) when (e is FoundingRefusedException or DemonstrationRefusedException
                                      or ReadModelsStoppedException or EventStoreUnavailableException)
        {
            await Console.Error.WriteLineAsync($"leadledger: {e.Message}");
            return CommandLine.Failed;
        }
    }

    private static async Task<int> Run(
        SimulatedQuarter demonstration, OpenLedger ledger, CancellationToken cancellation)
    {
        var progress = ImportProgress.OfThisProcess();
        var tally = await demonstration.Load(progress, cancellation);
        await ledger.WaitForReadModels(tally.Position, _ => { }, cancellation);
        if (!tally.ChangedAnything)
        {
            var loaded = Instants.Format(demonstration.EndsAt);
            progress.Say($"The demonstration of {loaded} is there already: nothing changed.");
            return 0;
        }

        progress.Say("A demonstration is loaded. All of it is simulated: three agreements, a panel, and");
        foreach (var (command, count) in tally.Commands)
            progress.Say($"  {command,-22} {ImportProgress.Number(count),7}");
        progress.Say("The bearers of development tokens belong to it: marketing, sales, sales-manager, panel.");
        return 0;
    }
}
