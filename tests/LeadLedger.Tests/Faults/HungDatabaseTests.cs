using System.Collections.Concurrent;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Torture;
using Xunit.Abstractions;

namespace LeadLedger.Tests.Faults;

/// <summary>PostgreSQL is there and doesn't answer: the worst that it can do to those who wait (ADR-0011).</summary>
[Collection(RealFaults.Name)]
public sealed class HungDatabaseTests(ITestOutputHelper output)
{
    private const int Callers = 200;
    private const long MostGrowthBytes = 96L << 20;

    /// <summary>Of a command that reads nothing: ten seconds for one that was sent, and a slow machine.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(14);

    private static readonly string[] Honest = ["service-busy", "outcome-unknown", "ledger-unavailable"];

    [Fact]
    public async Task Callers_are_answered_in_time_memory_stays_flat_and_it_goes_on_by_itself()
    {
        await using var site = await Site.Start(RunFolder.NewPlace(), nodes: 1);
        var (node, door) = (site.Nodes[0], new Door(site.Client));
        var load = new Load(site, door, await TriedCompany.Found(site, door), seed: 1);
        var answers = new ConcurrentQueue<(DateTimeOffset At, Said Said)>();
        using var end = new CancellationTokenSource();
        var callers = Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
                answers.Enqueue((DateTimeOffset.UtcNow, await load.HandOff(node)));
        })).ToArray();
        var before = await LargestWhile(node, TimeSpan.FromSeconds(5));

        await site.Postgres.Freeze();
        var frozen = DateTimeOffset.UtcNow;
        var during = await LargestWhile(node, TimeSpan.FromSeconds(14));
        await site.Postgres.Thaw();
        while (!await load.TryHandOff(node))
            Assert.InRange(DateTimeOffset.UtcNow - frozen, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        await end.CancelAsync();
        await Task.WhenAll(callers);
        await load.Resolve(TimeSpan.FromMinutes(1));

        var refused = answers.Select(it => it.Said).Where(said => said.Status != 201).ToList();
        var heard = refused.CountBy(said => said.Problem ?? said.Text).Select(it => $"{it.Value} {it.Key}");
        output.WriteLine($"{before >> 20} MiB before, {during >> 20} MiB while it hung; "
            + $"{string.Join(", ", heard)}; "
            + $"the longest waited {answers.Max(it => it.Said.Took.TotalSeconds):0.0} s");
        Assert.True(refused.Count > Callers, "Nobody noticed.");
        Assert.Contains(refused, said => said.Problem == "outcome-unknown");
        Assert.All(refused, said => Assert.Contains(said.Problem, Honest));
        Assert.All(refused, said => Assert.InRange(said.RetryAfterSeconds ?? 0, 1, 5));
        Assert.All(answers, it => Assert.InRange(it.Said.Took, TimeSpan.Zero, LongestAnswer));
        Assert.InRange(during, 0, before + MostGrowthBytes);
        await new Checks(site.Postgres).Run(load.Deeds);
    }

    private static async Task<long> LargestWhile(Node node, TimeSpan duration)
    {
        var (until, largest) = (DateTimeOffset.UtcNow + duration, 0L);
        while (DateTimeOffset.UtcNow < until)
        {
            largest = Math.Max(largest, node.ResidentBytes);
            await Task.Delay(100);
        }
        return largest;
    }
}
