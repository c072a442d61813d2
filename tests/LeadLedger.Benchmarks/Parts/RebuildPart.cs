using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using LeadLedger.Benchmarks.Http;

namespace LeadLedger.Benchmarks.Parts;

/// <summary>
/// All read models made anew by <c>leadledger rebuild</c>, a process of its own that is killed twice on its way, while
/// a thousand handoffs a second come in over HTTP, sent by the clock whether answered or not. How long handoffs take
/// meanwhile stands beside how long they take without it.
/// </summary>
internal static class RebuildPart
{
    private const int HandoffsASecond = 1_000;
    private const int Kills = 2;
    private const double MostTimes = 2;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    // Of 10,000 handoffs a hundred are in the tail.
    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenSends = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    public static async Task<IReadOnlyList<Figure>> Measure(Bench bench)
    {
        await using var database = await bench.Server.MakeDatabase(bench.Cancellation);
        Bench.Say($"{bench.Events:N0} events are appended");
        await LeadLives.Append(database.Store, bench.Events, bench.Cancellation);
        await using var ledger = await ServedLedger.Start(bench, database);
        var company = await ServedCompany.Found(ledger, bench.Cancellation);
        await HandOff(bench, ledger, company, Task.Delay(WarmUp, bench.Cancellation));

        var name = $"rebuild of {bench.Events:N0} events, {HandoffsASecond:N0} handoffs/s";
        var p99 = Figure.AtMostTimes($"{name}: handoff, p99", MostTimes, Figure.Milliseconds);
        var lag = Figure.AtMost($"{name}: lag, p99", 200, Figure.Milliseconds);
        var speed = Figure.Told($"{name}: rebuilt", Figure.EventsASecond);
        for (var run = 0; run < bench.Runs; run++)
        {
            await ledger.CatchUp();
            // Else vacuum would come in the middle of the one or the other, for what was loaded or dropped before.
            await database.Execute("vacuum analyze", bench.Cancellation);
            await database.Settle(bench.Cancellation);
            var without = await WithoutRebuild(bench, database, ledger, company);
            await ledger.CatchUp();
            await using var watch = await Visibility.Watch(database, bench.Cancellation);
            var clock = Stopwatch.StartNew();
            var rebuilding = RebuildKilledTwice(bench, database);
            var meanwhile = await HandOff(bench, ledger, company, rebuilding);
            var seconds = clock.Elapsed.TotalSeconds;
            await rebuilding;
            await ledger.CatchUp();
            var delays = await watch.Delays();
            p99.Add(InNinetyNine(meanwhile), InNinetyNine(without));
            lag.Add(InNinetyNine(delays));
            speed.Add(bench.Events / seconds);
        }
        return [p99, lag, speed];
    }

    /// <summary>In the same company: whoever looks how far the views are costs something too.</summary>
    private static async Task<List<double>> WithoutRebuild(
        Bench bench, BenchDatabase database, ServedLedger ledger, ServedCompany company)
    {
        await using var watch = await Visibility.Watch(database, bench.Cancellation);
        var time = bench.Time > AtLeast ? bench.Time : AtLeast;
        return await HandOff(bench, ledger, company, Task.Delay(time, bench.Cancellation));
    }

    private static double InNinetyNine(List<double> sorted) => sorted[sorted.Count * 99 / 100];

    /// <summary>Kills the rebuild at a third of the way and again at two thirds, then lets it end.</summary>
    private static async Task RebuildKilledTwice(Bench bench, BenchDatabase database)
    {
        var before = await Scalar(bench, database, "select max(build)::bigint from leadledger.read_model_build");
        for (var kill = 1; kill <= Kills; kill++)
        {
            using var process = ServedLedger.Verb(bench, database, "rebuild");
            var far = bench.Events * kill / (Kills + 1);
            while (!process.HasExited && await Scalar(bench, database, Position) < far)
                await Task.Delay(BetweenLooks, bench.Cancellation);
            process.Kill();
            await process.WaitForExitAsync(bench.Cancellation);
        }
        using var last = ServedLedger.Verb(bench, database, "rebuild", "--drop-old");
        await last.WaitForExitAsync(bench.Cancellation);
        var shown = await Scalar(bench, database, "select build::bigint from bi_v1.freshness");
        if (last.ExitCode != 0 || shown != before + 1)
            throw new InvalidOperationException($"The rebuild ended with {last.ExitCode}; build {shown} is shown.");
    }

    private const string Position = """
        select coalesce(max(p.position), 0)
        from leadledger.projection p join leadledger.read_model_build b on b.progress_name = p.name
        where b.state = 'building'
        """;

    private static async Task<long> Scalar(Bench bench, BenchDatabase database, string sql)
    {
        await using var ask = database.Admin.CreateCommand(sql);
        return (long)(await ask.ExecuteScalarAsync(bench.Cancellation))!;
    }

    /// <summary>Sends as many as are due by the clock.</summary>
    /// <returns>From when each was due to be sent until its answer, in ms: the shortest first.</returns>
    private static async Task<List<double>> HandOff(
        Bench bench, ServedLedger ledger, ServedCompany company, Task until)
    {
        var marketing = company.Marketing;
        var sent = new List<Task<double>>();
        var clock = Stopwatch.StartNew();
        while (!until.IsCompleted)
        {
            for (var due = clock.Elapsed.TotalSeconds * HandoffsASecond; sent.Count < due;)
            {
                var at = TimeSpan.FromSeconds((double)sent.Count / HandoffsASecond);
                sent.Add(Post(bench, ledger, marketing, company.Handoff(Guid.NewGuid().ToString()), clock, at));
            }
            await Task.Delay(BetweenSends, bench.Cancellation);
        }
        await until;
        List<double> taken = [.. await Task.WhenAll(sent)];
        taken.Sort();
        return taken;
    }

    private static async Task<double> Post(
        Bench bench,
        ServedLedger ledger,
        AuthenticationHeaderValue caller,
        string body,
        Stopwatch clock,
        TimeSpan due)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/leads")
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Authorization = caller;
        using var answer = await ledger.Client.SendAsync(request, bench.Cancellation);
        if (!answer.IsSuccessStatusCode && answer.StatusCode != HttpStatusCode.ServiceUnavailable)
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync(bench.Cancellation));
        // One that wasn't taken took for ever.
        return answer.IsSuccessStatusCode ? (clock.Elapsed - due).TotalMilliseconds : double.PositiveInfinity;
    }
}
