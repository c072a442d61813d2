using System.CommandLine;
using LeadLedger.Server.Running;
using LeadLedger.Torture;

var minutes = new Option<double>("--minutes") { Description = "How long.", DefaultValueFactory = _ => 5 };
minutes.Validators.Add(result =>
{
    if (result.GetValueOrDefault<double>() is not (> 0 and <= 10_000))
        result.AddError("--minutes is more than 0.");
});
var seed = new Option<int>("--seed")
{
    Description = "Which faults, in which order; the log's first line names it.",
    DefaultValueFactory = _ => Environment.TickCount & 0xFFFF,
};
var torture = new RootCommand("Breaks a PostgreSQL and two nodes of its own in every way there is, under load.")
{
    minutes, seed,
};
torture.SetAction(async (parsed, cancellation) =>
{
    var data = Settings.OfThisProcess().DataFolder;
    DataFolder.Make(data);
    var folder = Path.Combine(data, $"torture-{Guid.NewGuid():N}");
    var run = new TortureRun(Console.Out, TimeSpan.FromMinutes(parsed.GetValue(minutes)), parsed.GetValue(seed));
    var held = await run.Run(folder, cancellation);
    if (held)
        Directory.Delete(folder);
    else
        Console.WriteLine($"The databases and logs are left in {folder}.");
    return held ? 0 : 1;
});
// Interrupted, it finishes the round it is at, and ends what it started.
return await torture.Parse(args).InvokeAsync(
    new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(5) });
