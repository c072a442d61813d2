using System.CommandLine;
using LeadLedger.EventStore;
using LeadLedger.Server.Erasing;
using LeadLedger.Server.Running.Database;
using Npgsql;

namespace LeadLedger.Server.Running.Verbs;

/// <summary><c>leadledger rewrap</c>: wraps every lead's key under the current master key.</summary>
internal static class RewrapVerb
{
    public static Command Create()
    {
        var rewrap = new Command(
            "rewrap",
            "Wrap every lead's key under the current master key, while the service serves; after keygen --rotate.");
        rewrap.SetAction((_, cancellation) => Run(cancellation));
        return rewrap;
    }

    private static async Task<int> Run(CancellationToken cancellation)
    {
        var settings = Settings.OfThisProcess();
        await using var ledger = await LedgerDatabase.OpenCurrent(settings, cancellation);
        await using var database = NpgsqlDataSource.Create(ledger.Service);
        var secrets = Secrets.For(settings).ForLedger();
        var result = await new Rewrapping(new KeyVault(database), secrets).Run(new Lines(), cancellation);
        Console.WriteLine($"{result.Rewrapped} keys are wrapped under {secrets.Ring.Current} now that weren't.");
        foreach (var (id, count) in result.Left)
        {
            await Console.Error.WriteLineAsync(
                $"leadledger: {count} keys are wrapped under {id}, which isn't in the secrets file: they stay so.");
        }
        return result.Left.Count == 0 ? 0 : CommandLine.Failed;
    }

    private sealed class Lines : IProgress<long>
    {
        private const long Between = 100_000;

        private long said;

        public void Report(long value)
        {
            if (value - said < Between)
                return;
            said = value;
            Console.WriteLine($"{value} keys so far");
        }
    }
}
