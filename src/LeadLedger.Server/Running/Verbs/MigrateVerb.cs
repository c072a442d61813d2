using System.CommandLine;
using LeadLedger.Server.Running.Database;

namespace LeadLedger.Server.Running.Verbs;

/// <summary><c>leadledger migrate</c>: brings the database's schema up to this program.</summary>
internal static class MigrateVerb
{
    public static Command Create()
    {
        var migrate = new Command("migrate", "Bring the database's schema up to this program.");
        migrate.SetAction((_, cancellation) => Run(cancellation));
        return migrate;
    }

    private static async Task<int> Run(CancellationToken cancellation)
    {
        await using var database = await LedgerDatabase.Open(Settings.OfThisProcess(), cancellation);
        var applied = await database.Migrate(cancellation);
        foreach (var migration in applied)
            Console.WriteLine($"applied {migration.Number:0000} {migration.Name}");
        Console.WriteLine("The schema is current.");
        return 0;
    }
}
