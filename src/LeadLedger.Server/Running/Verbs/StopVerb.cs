using System.CommandLine;

namespace LeadLedger.Server.Running.Verbs;

/// <summary><c>leadledger stop</c>: ends what was started from this data folder, and nothing else.</summary>
internal static class StopVerb
{
    public static Command Create()
    {
        var stop = new Command("stop", "End the service of this data folder and its embedded PostgreSQL.");
        stop.SetAction((_, cancellation) => Run(cancellation));
        return stop;
    }

    private static async Task<int> Run(CancellationToken cancellation)
    {
        var settings = Settings.OfThisProcess();
        var service = await ServingNode.Stop(settings.DataFolder, cancellation);
        var postgres = await EmbeddedPostgres.Stop(settings.DataFolder, settings.PostgresBin, cancellation);
        Console.WriteLine(service || postgres ? "Stopped." : "Nothing was running.");
        return 0;
    }
}
