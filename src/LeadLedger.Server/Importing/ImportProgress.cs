using System.Globalization;
using Spectre.Console;

namespace LeadLedger.Server.Importing;

/// <summary>Shows how far long work has come: a bar on a terminal, now and then a line elsewhere.</summary>
/// <param name="output">Where lines go.</param>
/// <param name="terminal">Null: there is none.</param>
internal sealed class ImportProgress(TextWriter output, IAnsiConsole? terminal)
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(2);

    /// <summary>That of this process.</summary>
    public static ImportProgress OfThisProcess()
    {
        var profile = AnsiConsole.Profile;
        return new(Console.Out, profile.Out.IsTerminal && profile.Capabilities.Ansi ? AnsiConsole.Console : null);
    }

    public void Say(string line) => output.WriteLine(line);

    /// <param name="what">What there are so many of, such as <c>rows</c>.</param>
    /// <param name="work">Says how many are done as it goes.</param>
    public Task Show(string what, long total, Func<Action<long>, Task> work) =>
        terminal is null ? ShowLines(what, total, work) : ShowBar(terminal, what, total, work);

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static Task ShowBar(IAnsiConsole terminal, string what, long total, Func<Action<long>, Task> work) =>
        terminal.Progress()
            .HideCompleted(false)
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(what, maxValue: Math.Max(1, total));
                await work(done => bar.Value = done);
                bar.Value = bar.MaxValue;
            });

    private Task ShowLines(string what, long total, Func<Action<long>, Task> work)
    {
        var said = TimeProvider.System.GetTimestamp();
        return work(done =>
        {
            if (TimeProvider.System.GetElapsedTime(said) < BetweenLines)
                return;
            said = TimeProvider.System.GetTimestamp();
            output.WriteLine($"  {Number(done)} of {Number(total)} {what}");
        });
    }
}
