using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Server.Exports;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.Running.Database;

namespace LeadLedger.Server.Running.Verbs;

/// <summary>
/// <c>leadledger export</c>: the rows of a view of <c>bi_v1</c> into a file, and what they mean into another beside it.
/// Whoever runs it holds the database, so nothing is left out.
/// </summary>
internal static class ExportVerb
{
    private static readonly Argument<string?> View = new("view")
    {
        Description = "The view of bi_v1; without one, the views that can be exported are listed.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<ExportFormat> Format = new("--format")
    {
        Description = "csv (unless said) or ndjson.",
    };

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "The file. Its description goes to the same name with .schema.json. Without it: standard output.",
    };

    private static readonly Option<long?> After = new("--after")
    {
        Description = "Rows touched after this position, by position: goOnAfter of the last export's description.",
    };

    private static readonly Option<int?> Limit = new("--limit") { Description = "How many rows at most." };

    private static readonly Option<string?> Columns = new("--columns")
    {
        Description = "These, in this order, with commas between.",
    };

    private static readonly Option<Guid?> Agreement = new("--agreement") { Description = "Of one agreement." };

    private static readonly Option<Month?> OfMonth = new("--month")
    {
        Description = "Of a month, yyyy-MM, by the view's day.",
        CustomParser = given =>
        {
            if (Month.TryParse(given.Tokens[0].Value, out var month))
                return month;
            given.AddError("--month is a month, yyyy-MM.");
            return null;
        },
    };

    private static readonly Option<DateOnly?> From = new("--from")
    {
        Description = "From this local day on, yyyy-MM-dd.",
    };

    private static readonly Option<DateOnly?> Until = new("--until")
    {
        Description = "Before this local day, yyyy-MM-dd.",
    };

    public static Command Create()
    {
        var export = new Command("export", "Write the rows of a view of bi_v1 as CSV or NDJSON for other tools.")
        {
            View, Format, Out, After, Limit, Columns, Agreement, OfMonth, From, Until,
        };
        export.Validators.Add(RefuseNonsense);
        export.SetAction(Run);
        return export;
    }

    private static void RefuseNonsense(CommandResult given)
    {
        if (given.GetResult(After) is not null && given.GetValue(After) < 0)
            given.AddError("--after is a position: a whole number from 0.");
        if (given.GetResult(Limit) is not null && given.GetValue(Limit) < 1)
            given.AddError("--limit is at least 1.");
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(View) is not { } name)
        {
            foreach (var known in ExportedViews.All)
                Console.WriteLine(known.Name);
            return 0;
        }
        if (ExportedViews.Find(name) is not { } view)
            return await Fail($"There is no export {name}. 'leadledger export' lists what there is.");
        var selection = Selection(view, parsed);
        if (selection.Contradiction() is var (_, why))
            return await Fail(why);
        await using var ledger = await LedgerDatabase.OpenCurrent(Settings.OfThisProcess(), cancellation);
        await using var database = Pools.ForExports(ledger.Service);
        if (await ExportSchema.Read(database, view, cancellation) is not { } schema)
            return await Fail("There are no read models yet: a serving node makes them.");
        if (selection.UnknownColumn(schema) is { } unknown)
            return await Fail($"{view.Name} has no column {unknown}.");
        await using var run = await ExportRun.Begin(database, selection, schema, cancellation);
        if (parsed.GetValue(Out) is { } file)
            await WriteFile(file, selection, schema, run);
        else
            await WriteOutput(run);
        return 0;
    }

    private static ExportSelection Selection(ExportedView view, ParseResult parsed) => new(view)
    {
        Format = parsed.GetValue(Format),
        After = parsed.GetValue(After),
        Limit = parsed.GetValue(Limit),
        Columns = parsed.GetValue(Columns)?.Split(','),
        Agreement = parsed.GetValue(Agreement),
        Month = parsed.GetValue(OfMonth),
        From = parsed.GetValue(From),
        Until = parsed.GetValue(Until),
    };

    private static async Task WriteOutput(ExportRun run)
    {
        await using var output = Console.OpenStandardOutput();
        await run.CopyTo(output);
    }

    /// <summary>
    /// The file has its name once it is whole; its description comes last, so that one is never beside rows of another.
    /// </summary>
    private static async Task WriteFile(string file, ExportSelection selection, ExportSchema schema, ExportRun run)
    {
        var (unfinished, description) = (file + ".part", file + ".schema.json");
        await using (var output = File.Create(unfinished))
            await run.CopyTo(output);
        File.Delete(description);
        File.Move(unfinished, file, overwrite: true);
        var described = JsonSerializer.Serialize(Described(selection, schema, run.Cut), Indented);
        await File.WriteAllTextAsync(description, described + "\n");
        Console.WriteLine(selection.View.IsIncremental
            ? $"{file} is written, at position {run.Cut.Position}. Go on with --after {run.Cut.NextAfter}."
            : $"{file} is written, at position {run.Cut.Position}.");
    }

    private static ExportFile Described(ExportSelection selection, ExportSchema schema, ExportCut cut) => new(
        schema with { Columns = schema.Select(selection.Columns) },
        selection.Format,
        cut.Position,
        selection.After,
        selection.View.IsIncremental ? cut.NextAfter : null,
        cut.HasMore,
        selection.Agreement,
        selection.Month,
        selection.From,
        selection.Until);

    private static JsonSerializerOptions Indented { get; } = new(RequestJson.Options) { WriteIndented = true };

    private static async Task<int> Fail(string why)
    {
        await Console.Error.WriteLineAsync($"leadledger: {why}");
        return CommandLine.Failed;
    }
}
