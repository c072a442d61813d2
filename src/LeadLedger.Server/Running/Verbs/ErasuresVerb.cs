using System.CommandLine;
using LeadLedger.EventStore;
using LeadLedger.Server.Erasing;
using LeadLedger.Server.Running.Database;

namespace LeadLedger.Server.Running.Verbs;

/// <summary><c>leadledger erasures</c>: the list of erasures outside the database.</summary>
internal static class ErasuresVerb
{
    public static Command Create()
    {
        var file = new Argument<string?>("file")
        {
            Description = "The list; this ledger's own, unless said.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var apply = new Command("apply", "After a restore: erase again everybody on the list.") { file };
        apply.SetAction((parsed, cancellation) => Apply(parsed.GetValue(file), cancellation));
        return new Command("erasures", "The list of erasures outside the database.") { apply };
    }

    private static async Task<int> Apply(string? file, CancellationToken cancellation)
    {
        var settings = Settings.OfThisProcess();
        await using var database = await LedgerDatabase.OpenCurrent(settings, cancellation);
        await using var ledger = await OpenLedger.Open(
            database.Service, Secrets.For(settings).ForLedger(), TimeProvider.System, LogLevel.Warning, cancellation);
        var list = file is not null
            ? new ErasureList(Path.GetFullPath(file))
            : await new ErasureListPlace(settings).Find(ledger.Database, cancellation)
                ?? throw new SettingsException($"{Setting.ErasuresFile} is off: name the list.");
        if (!File.Exists(list.Path))
            throw new SettingsException($"There is no list {list.Path}. Nobody was erased, or it is another node's.");
        var unreadable = File.ReadLines(list.Path).Count(line => line.Length > 0 && ErasureList.TryParse(line) is null);
        var applied = await new ErasuresOfAFile(
            ledger.Write.Decider, ledger.Store, new KeyVault(ledger.Database)).Apply(list.Read(), cancellation);
        Console.WriteLine($"{applied.Recorded} erasures were recorded again, {applied.Known} were there, "
            + $"{applied.KeysDestroyed} keys destroyed that had come back; "
            + $"{applied.Unknown} leads aren't in this ledger.");
        if (unreadable == 0)
            return 0;
        await Console.Error.WriteLineAsync(
            $"leadledger: {unreadable} lines of {list.Path} can't be read and were left out.");
        return CommandLine.Failed;
    }
}
