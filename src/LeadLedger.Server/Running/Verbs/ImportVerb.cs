using System.CommandLine;
using System.Diagnostics;
using LeadLedger.Domain;
using LeadLedger.EventStore;
using LeadLedger.Server.Http;
using LeadLedger.Server.Importing;
using LeadLedger.Server.Importing.Csv;
using LeadLedger.Server.Importing.Mapping;
using LeadLedger.Server.Importing.Setup;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.Running.Database;

namespace LeadLedger.Server.Running.Verbs;

/// <summary><c>leadledger import</c>: brings in a CRM's export by a mapping.</summary>
internal static class ImportVerb
{
    /// <summary>Some rows were rejected.</summary>
    public const int SomeRejected = 1;

    /// <summary>The mapping, the data or the database can't be used, or couldn't be used to the end.</summary>
    public const int Unusable = 2;

    public static Command Create()
    {
        var mapping = new Option<string>("--mapping")
        {
            Description = "The mapping file (docs/importing.md says how to write one).",
            Required = true,
        };
        var data = new Option<string?>("--data") { Description = "The folder with the CSV files; the mapping's if not given." };
        var main = new Option<string?>("--file")
        {
            Description = "The main file, in place of the one that the mapping names: to import mended rejected rows.",
        };
        var agreement = new Option<Guid?>("--agreement")
        {
            Description = "Hand all leads off under this agreement, whatever the mapping says of agreements.",
        };
        var actor = new Option<string>("--actor")
        {
            Description = "Who brings the history in, by the subject of their token.",
            DefaultValueFactory = _ => "import",
        };
        actor.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is not { Length: >= 1 and <= Caller.MaxSubjectLength } name || name != name.Trim())
                result.AddError("--actor has 1 to 200 characters, without spaces around.");
        });
        var rejects = new Option<string?>("--rejects")
        {
            Description = "The file for rejected rows; beside the data, or in the working folder, if not given.",
        };
        var check = new Option<bool>("--check") { Description = "Look at mapping and data only, and write nothing." };

        var import = new Command("import", "Bring in a CRM's export by a mapping. Doing it again changes nothing.")
        {
            mapping, data, main, agreement, actor, rejects, check,
        };
        import.SetAction((parsed, cancellation) =>
        {
            var file = Path.GetFullPath(parsed.GetRequiredValue(mapping));
            var order = new ImportOrder(
                file,
                Path.GetFullPath(parsed.GetValue(data) ?? Path.GetDirectoryName(file)!),
                parsed.GetValue(main) is { } given ? Path.GetFullPath(given) : null,
                parsed.GetValue(agreement) is { } id ? new AgreementId(id) : null,
                parsed.GetRequiredValue(actor),
                parsed.GetValue(rejects));
            return Run(order, parsed.GetValue(check), cancellation);
        });
        return import;
    }

    private static async Task<int> Run(ImportOrder order, bool checkOnly, CancellationToken cancellation)
    {
        var progress = ImportProgress.OfThisProcess();
        try
        {
            var settings = Settings.OfThisProcess();
            var secrets = Secrets.For(settings).ForLedger();
            var import = await Import.Prepare(order, new Identity(secrets), cancellation);
            progress.Say($"{import.MainFile}: {ImportProgress.Number(import.Rows)} rows. The mapping is in order.");
            if (checkOnly)
                return 0;
            await using var database = await LedgerDatabase.OpenCurrent(settings, cancellation);
            await using var ledger = await OpenLedger.Open(
                database.Service, secrets, TimeProvider.System, LogLevel.Warning, cancellation);
            return await Run(import, ledger, progress, cancellation);
        }
        catch (UnusableMappingException unusable)
        {
            foreach (var problem in unusable.Problems)
                await Console.Error.WriteLineAsync($"{Path.GetFileName(order.MappingFile)}: {problem}");
            return Unusable;
        }
        catch (Exception e) when (e is UnreadableCsvException or FoundingRefusedException or ImportStoppedException
                                      or ReadModelsStoppedException or EventStoreUnavailableException)
        {
            await Console.Error.WriteLineAsync($"leadledger: {e.Message}");
            return Unusable;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("leadledger: stopped. What was taken stays; run it again to go on.");
            return Unusable;
        }
    }

    private static async Task<int> Run(
        Import import, OpenLedger ledger, ImportProgress progress, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var tally = await import.Run(ledger, progress, cancellation);
        await ledger.WaitForReadModels(
            tally.Position,
            position => progress.Say($"  read models at {ImportProgress.Number(position)} of "
                + ImportProgress.Number(tally.Position)),
            cancellation);
        foreach (var line in tally.Summary())
            progress.Say(line);
        if (import.Rejects is { } rejects)
            progress.Say($"The rejected rows are in {rejects}, each with its reason. Mend them there, and import that with --file.");
        progress.Say($"Took {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s. The read models are up to date.");
        return tally.Rejected > 0 ? SomeRejected : 0;
    }
}
