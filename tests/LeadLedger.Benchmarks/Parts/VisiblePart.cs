using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using LeadLedger.Benchmarks.Http;

namespace LeadLedger.Benchmarks.Parts;

/// <summary>
/// How long an event that is in the ledger isn't in the read models yet, while a thousand handoffs a second come in
/// over HTTP to the service that projects them. They are sent by the clock, answered or not, so that a pause of the
/// service isn't left out of what is measured.
/// </summary>
internal static class VisiblePart
{
    private const int HandoffsASecond = 1_000;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenSends = TimeSpan.FromMilliseconds(1);

    public static async Task<IReadOnlyList<Figure>> Measure(Bench bench)
    {
        await using var database = await bench.Server.MakeDatabase(bench.Cancellation);
        await using var ledger = await ServedLedger.Start(bench, database);
        var company = await ServedCompany.Found(ledger, bench.Cancellation);
        await HandOff(bench, ledger, company, WarmUp);

        var name = $"visible, {HandoffsASecond:N0} handoffs/s";
        var rate = Figure.AtLeast($"{name}: taken, of those sent", 0.99);
        var p50 = Figure.AtMost($"{name}, p50", 20, Figure.Milliseconds);
        var p99 = Figure.AtMost($"{name}, p99", 100, Figure.Milliseconds);
        for (var run = 0; run < bench.Runs; run++)
        {
            await ledger.CatchUp();
            await database.Settle(bench.Cancellation);
            await using var watch = await Visibility.Watch(database, bench.Cancellation);
            var taken = await HandOff(bench, ledger, company, bench.Time);
            await ledger.CatchUp();
            var delays = await watch.Delays();
            if (delays.Count == 0)
                throw new InvalidOperationException("Nothing became visible.");
            rate.Add(taken, HandoffsASecond);
            p50.Add(delays[delays.Count / 2]);
            p99.Add(delays[delays.Count * 99 / 100]);
        }
        return [rate, p50, p99];
    }

    /// <summary>Sends as many as are due by the clock.</summary>
    /// <returns>How many a second were taken; where the service has too much to do, some aren't.</returns>
    private static async Task<double> HandOff(
        Bench bench, ServedLedger ledger, ServedCompany company, TimeSpan time)
    {
        var marketing = company.Marketing;
        var sent = new List<Task<bool>>();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < time)
        {
            for (var due = clock.Elapsed.TotalSeconds * HandoffsASecond; sent.Count < due;)
                sent.Add(Post(bench, ledger, marketing, company.Handoff(Guid.NewGuid().ToString())));
            await Task.Delay(BetweenSends, bench.Cancellation);
        }
        var taken = await Task.WhenAll(sent);
        return taken.Count(it => it) / clock.Elapsed.TotalSeconds;
    }

    private static async Task<bool> Post(
        Bench bench, ServedLedger ledger, AuthenticationHeaderValue caller, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/leads")
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Authorization = caller;
        using var answer = await ledger.Client.SendAsync(request, bench.Cancellation);
        if (!answer.IsSuccessStatusCode && answer.StatusCode != HttpStatusCode.ServiceUnavailable)
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync(bench.Cancellation));
        return answer.IsSuccessStatusCode;
    }
}
