using System.CommandLine;
using System.CommandLine.Parsing;
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

    private static readonly Option<string> Mapping = new("--mapping")
    {
        Description = "The mapping file (docs/importing.md says how to write one).",
        Required = true,
    };

    private static readonly Option<string?> Data = new("--data")
    {
        Description = "The folder with the CSV files; the mapping's if not given.",
    };

    private static readonly Option<string?> MainFile = new("--file")
    {
        Description = "The main file, in place of the one that the mapping names: to import mended rejected rows.",
    };

    private static readonly Option<Guid?> Agreement = new("--agreement")
    {
        Description = "Hand all leads off under this agreement, whatever the mapping says of agreements.",
    };

    private static readonly Option<string> Actor = new("--actor")
    {
        Description = "Who brings the history in, by the subject of their token.",
        DefaultValueFactory = _ => "import",
        Validators = { RefuseUnlessSubject },
    };

    private static readonly Option<string?> Rejects = new("--rejects")
    {
        Description = "The file for rejected rows; beside the data, or in the working folder, if not given.",
    };

    private static readonly Option<bool> CheckOnly = new("--check")
    {
        Description = "Look at mapping and data only, and write nothing.",
    };

    public static Command Create()
    {
        var import = new Command("import", "Bring in a CRM's export by a mapping. Doing it again changes nothing.")
        {
            Mapping, Data, MainFile, Agreement, Actor, Rejects, CheckOnly,
        };
        import.SetAction((parsed, cancellation) =>
            Run(OrderOf(parsed), parsed.GetValue(CheckOnly), cancellation));
        return import;
    }

    private static void RefuseUnlessSubject(OptionResult given)
    {
        if (given.GetValueOrDefault<string>() is not { } subject || !ValidationRules.IsSubject(subject))
            given.AddError($"--actor: {ValidationRules.SubjectMessage}");
    }

    private static ImportOrder OrderOf(ParseResult parsed)
    {
        var mapping = Path.GetFullPath(parsed.GetRequiredValue(Mapping));
        return new ImportOrder(
            mapping,
            Path.GetFullPath(parsed.GetValue(Data) ?? Path.GetDirectoryName(mapping)!),
            parsed.GetValue(MainFile) is { } file ? Path.GetFullPath(file) : null,
            parsed.GetValue(Agreement) is { } id ? new AgreementId(id) : null,
            parsed.GetRequiredValue(Actor),
            parsed.GetValue(Rejects));
    }

    private static async Task<int> Run(ImportOrder order, bool checkOnly, CancellationToken cancellation)
    {
        var progress = ImportProgress.OfThisProcess();
        try
        {
            var settings = Settings.OfThisProcess();
            var secrets = Secrets.For(settings).ForLedger(settings);
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
            progress.Say($"The rejected rows are in {rejects}: mend them there, and import that with --file.");
        progress.Say($"Took {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s. The read models are up to date.");
        return tally.Rejected > 0 ? SomeRejected : 0;
    }
}
