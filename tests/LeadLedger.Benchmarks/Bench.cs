using System.Diagnostics;
using System.Runtime;

namespace LeadLedger.Benchmarks;

/// <summary>What every part is given.</summary>
/// <param name="Runs">How often floor and ours are measured, in turns.</param>
/// <param name="Time">How long a measurement takes that has no amount of its own.</param>
internal sealed record Bench(BenchServer Server, int Runs, TimeSpan Time, CancellationToken Cancellation)
{
    /// <summary>How large a ledger is that a part makes of lives of leads, in events.</summary>
    public int Events { get; init; } = 1_000_000;

    private const int MostWarmUps = 20;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    /// <summary>Half the work is compiling the code the first time: this much of it doesn't count.</summary>
    public Bench ForWarmUp => this with { Runs = 1, Time = WarmUp };

    /// <summary>
    /// Does something, in this process, until no more than a hundredth of its time goes into compiling it: what is called
    /// once a transaction takes ten rebuilds until it is compiled as it will be in a service that runs for weeks.
    /// </summary>
    public static async Task UntilWarm(Func<Task> act)
    {
        for (var done = 0; done < MostWarmUps; done++)
        {
            var (clock, compiling) = (Stopwatch.StartNew(), JitInfo.GetCompilationTime());
            await act();
            if (JitInfo.GetCompilationTime() - compiling < clock.Elapsed / 100)
                return;
        }
    }

    /// <summary>Says what is going on, on standard error: standard output is for the result.</summary>
    public static void Say(string words) => Console.Error.WriteLine($"  {words}");
}
