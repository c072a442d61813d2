using System.Diagnostics;

namespace LeadLedger.Benchmarks;

/// <summary>Callers who act one after the other, each as soon as its last act is answered.</summary>
internal static class Callers
{
    /// <summary>Acts a second, of so many callers over a time.</summary>
    public static async Task<double> Rate(int callers, TimeSpan time, Func<Task> act)
    {
        var clock = Stopwatch.StartNew();
        var done = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(Caller)));
        return done.Sum() / clock.Elapsed.TotalSeconds;

        async Task<long> Caller()
        {
            var acts = 0L;
            for (; clock.Elapsed < time; acts++)
                await act();
            return acts;
        }
    }

    /// <summary>Acts a second, of so many callers who share an amount of work.</summary>
    public static async Task<double> Rate(int callers, int amount, Func<int, Task> act)
    {
        var clock = Stopwatch.StartNew();
        var begun = -1;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(Caller)));
        return amount / clock.Elapsed.TotalSeconds;

        async Task Caller()
        {
            for (var number = Interlocked.Increment(ref begun); number < amount;
                number = Interlocked.Increment(ref begun))
            {
                await act(number);
            }
        }
    }
}
