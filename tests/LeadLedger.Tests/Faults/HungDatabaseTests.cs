using System.Collections.Concurrent;
using System.Diagnostics;
using LeadLedger.Domain;
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

    /// <summary>Ten seconds for a command that was sent, and a slow and busy machine.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(40);

    /// <summary>Long enough for those that were sent.</summary>
    private static readonly TimeSpan ShortestHang = TimeSpan.FromSeconds(14);

    /// <summary>The driver asks PostgreSQL to end what it gives up, for as long as it waits to connect.</summary>
    private static readonly TimeSpan GivingUp = TimeSpan.FromSeconds(5 + 3);

    private static readonly string[] Honest = ["service-busy", "outcome-unknown", "ledger-unavailable"];

    [Fact]
    public async Task Callers_are_answered_in_time_memory_stays_flat_and_it_goes_on_by_itself()
    {
        await using var site = await Site.Start(RunFolder.NewPlace(), nodes: 1);
        var (node, door) = (site.Nodes[0], new Door(site.Client));
        var load = new Load(site, door, await TriedCompany.Found(site, door), seed: 1);
        var answers = new ConcurrentQueue<Said>();
        using var end = new CancellationTokenSource();
        var refusedOnce = new ConcurrentDictionary<int, bool>();
        var callers = Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                var said = await load.HandOff(node);
                answers.Enqueue(said);
                if (said.Status != 201)
                    refusedOnce[caller] = true;
            }
        })).ToArray();
        var before = await LargestWhile(node, passed => passed < TimeSpan.FromSeconds(5));
        await site.Postgres.Freeze();
        // It hangs until everybody has been answered: nobody's answer is that it has come back.
        var during = await LargestWhile(node, passed => passed < ShortestHang
            || (refusedOnce.Count < Callers && passed < LongestAnswer));
        Assert.Equal(Callers, refusedOnce.Count);
        await site.Postgres.Thaw();
        var thawed = Stopwatch.GetTimestamp();
        while (!await load.TryHandOff(node))
            Assert.InRange(Stopwatch.GetElapsedTime(thawed), TimeSpan.Zero, TimeSpan.FromMinutes(2));
        await end.CancelAsync();
        await Task.WhenAll(callers);
        await load.Resolve(TimeSpan.FromMinutes(3));

        var refused = answers.Where(said => said.Status != 201).ToList();
        var heard = refused.CountBy(said => said.Problem ?? said.Text).Select(it => $"{it.Value} {it.Key}");
        output.WriteLine($"{before >> 20} MiB before, {during >> 20} MiB while it hung; "
            + $"{string.Join(", ", heard)}; "
            + $"the longest waited {answers.Max(said => said.Took.TotalSeconds):0.0} s");

        Assert.Contains(refused, said => said.Problem == "outcome-unknown");
        Assert.All(refused, said => Assert.Contains(said.Problem, Honest));
        Assert.All(refused, said => Assert.InRange(said.RetryAfterSeconds ?? 0, 1, 5));
        Assert.All(answers, said => Assert.InRange(said.Took, TimeSpan.Zero, LongestAnswer));
        Assert.InRange(during, 0, before + MostGrowthBytes);
        await new Checks(site.Postgres).Run(load.Deeds);
    }

    [Fact]
    public async Task Who_reads_is_answered_in_time_too()
    {
        await using var site = await Site.Start(RunFolder.NewPlace(), nodes: 1);
        var (node, door) = (site.Nodes[0], new Door(site.Client));
        var reader = site.TokenOf("rita", Role.Sales, Role.Auditor);
        // For a connection, and then for the answer; there are more queries than connections for them.
        (string Path, int Seconds)[] reads =
        [
            ("/v1/leads", 2 + 10), ("/health/ready", 5 + 2), ("/v1/events", 2 + 30),
            .. Enumerable.Repeat(("/v1/agreements", 2 + 10), 24),
        ];
        foreach (var (path, _) in reads)
            Assert.Equal(200, (await door.Get(node, path, reader)).Status);

        await site.Postgres.Freeze();
        var answers = await Task.WhenAll(reads.Select(read => door.Get(node, read.Path, reader)));
        await site.Postgres.Thaw();

        foreach (var ((path, seconds), said) in reads.Zip(answers))
            output.WriteLine($"{path}: {said.Status} in {said.Took.TotalSeconds:0.0} s of {seconds}");
        Assert.All(answers, said => Assert.Equal(503, said.Status));
        Assert.All(reads.Zip(answers), it =>
            Assert.InRange(it.Second.Took, TimeSpan.Zero, TimeSpan.FromSeconds(it.First.Seconds) + GivingUp));
        foreach (var said in answers.Where((_, i) => reads[i].Path.StartsWith("/v1", StringComparison.Ordinal)))
        {
            Assert.Contains(said.Problem, Honest);
            Assert.InRange(said.RetryAfterSeconds ?? 0, 1, 5);
        }
    }

    private static async Task<long> LargestWhile(Node node, Func<TimeSpan, bool> goesOn)
    {
        var (began, largest) = (Stopwatch.GetTimestamp(), 0L);
        while (goesOn(Stopwatch.GetElapsedTime(began)))
        {
            largest = Math.Max(largest, node.ResidentBytes);
            await Task.Delay(100);
        }
        return largest;
    }
}
