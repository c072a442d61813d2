using System.CommandLine;
using LeadLedger.Benchmarks;
using LeadLedger.Benchmarks.Parts;

// Each part measures against its own floor; what it tells is a figure, and whether a figure is good enough its target.
var parts = new Dictionary<string, Func<Bench, Task<IReadOnlyList<Figure>>>>(StringComparer.Ordinal)
{
    ["append"] = AppendPart.Measure,
    ["decide"] = DecidePart.Measure,
    ["bulk"] = BulkPart.Measure,
    ["project"] = ProjectPart.Measure,
    ["visible"] = VisiblePart.Measure,
    ["http"] = HttpPart.Measure,
    ["bulk-http"] = BulkHttpPart.Measure,
    ["million"] = MillionPart.Measure,
    ["explain"] = ExplainPart.Measure,
    ["memory"] = MemoryPart.Measure,
    ["panel"] = PanelPart.Measure,
    ["audit"] = AuditPart.Measure,
    ["export"] = ExportPart.Measure,
    ["seal"] = SealPart.Measure,
    ["rebuild"] = RebuildPart.Measure,
    ["verify"] = VerifyPart.Measure,
};

var named = new Argument<string[]>("part")
{
    Description = "What to measure; everything if none is named.",
    Arity = ArgumentArity.ZeroOrMore,
};
named.AcceptOnlyFromAmong([.. parts.Keys]);
var json = new Option<bool>("--json") { Description = "Print an object a line instead of the table." };
var runs = Positive("--runs", "How often each figure and its floor are measured, in turns.", 3);
var seconds = Positive("--seconds", "How long one measurement takes.", 3);
var events = Positive("--events", "How many events the rebuild is of.", 1_000_000);

var bench = new RootCommand("Measures the ledger beside what PostgreSQL itself can do on this machine.")
{
    named, json, runs, seconds, events,
};
bench.SetAction(async (parsed, cancellation) =>
{
    await using var server = await BenchServer.Start(cancellation);
    var given = new Bench(
        server, parsed.GetValue(runs), TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellation)
    {
        Events = parsed.GetValue(events),
    };
    var wanted = parsed.GetValue(named) is { Length: > 0 } some ? some.Distinct() : parts.Keys;
    var figures = new List<Figure>();
    foreach (var part in wanted)
        figures.AddRange(await parts[part](given));
    if (parsed.GetValue(json))
        FigureTable.WriteJson(figures, Console.Out);
    else
        FigureTable.Write(figures, await server.Describe(cancellation), Console.Out);
    return figures.TrueForAll(figure => figure.IsReached) ? 0 : 1;
});
// Interrupted, it stops its server and removes the folder before it ends: that takes a checkpoint.
return await bench.Parse(args).InvokeAsync(
    new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });

static Option<int> Positive(string name, string description, int usual)
{
    var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
    option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1)
            result.AddError($"{name} has to be 1 or more.");
    });
    return option;
}
