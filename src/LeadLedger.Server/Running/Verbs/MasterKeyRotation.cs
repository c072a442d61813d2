using LeadLedger.EventStore;
using LeadLedger.Server.Running.Database;
using Npgsql;

namespace LeadLedger.Server.Running.Verbs;

/// <summary>
/// How a master key is replaced: one more is added and wraps from then on; every lead's key is wrapped anew
/// (<see cref="RewrapVerb"/>); and then the old one can go. Nodes serve on and notice by themselves.
/// </summary>
internal static class MasterKeyRotation
{
    /// <summary>Adds a master key to the file and makes it the current one.</summary>
    public static int Rotate(string file)
    {
        var rotated = Change(file, secrets => secrets.Rotated());
        Console.WriteLine($"Added the master key {rotated.CurrentMasterKey} to {file}; new leads' keys are wrapped "
            + "under it from now on, by every node that has this file. Copy the file to where you keep it. Then: "
            + "leadledger rewrap");
        return 0;
    }

    /// <summary>Takes a master key out of the file, once nothing is wrapped under it.</summary>
    /// <exception cref="SettingsException">Something is, or it is the current one.</exception>
    public static async Task<int> Retire(string id, string file, CancellationToken cancellation)
    {
        // What is wrong with the order itself is said before a database is opened.
        Secrets.Of(file).Without(id);
        await using var ledger = await LedgerDatabase.OpenCurrent(Settings.OfThisProcess(), cancellation);
        await using var database = NpgsqlDataSource.Create(ledger.Service);
        var counts = await new KeyVault(database).Count(cancellation);
        if (counts.TryGetValue(id, out var left))
            throw new SettingsException($"{left} keys are still wrapped under {id}. Run: leadledger rewrap");
        Change(file, secrets => secrets.Without(id));
        Console.WriteLine(
            $"Took the master key {id} out of {file}. Backups of the keys from before the rewrap need it: "
            + "keep the file's old copy as long as them, or let them go with it.");
        return 0;
    }

    /// <summary>Reads and writes in one: another key may be added to the file at this moment.</summary>
    private static Secrets Change(string file, Func<Secrets, Secrets> change)
    {
        // Where there is none, no lock is left beside it either.
        Secrets.Of(file);
        using var alone = PrivateFile.Lock(file);
        var changed = change(Secrets.Of(file));
        PrivateFile.WriteJson(file, changed);
        return changed;
    }
}
