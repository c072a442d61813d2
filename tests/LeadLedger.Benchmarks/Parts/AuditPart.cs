using System.Diagnostics;
using LeadLedger.Benchmarks.Http;
using LeadLedger.Domain;

namespace LeadLedger.Benchmarks.Parts;

/// <summary>An auditor reads leads of a thousand events, one answer after the other, over HTTP.</summary>
internal static class AuditPart
{
    private const double MostMilliseconds = 50;

    private const string Json = "application/json";

    private static readonly (string Name, string Path, string Accept)[] Doors =
    [
        ("replay, called a thousand times", $"/v1/leads/{LongLives.Called}/replay", Json),
        ("replay, judged again and again", $"/v1/leads/{LongLives.Judged}/replay", Json),
        (
            "replay as it was, judged again and again",
            $"/v1/leads/{LongLives.Judged}/replay?at=2026-03-06T00:02:30Z",
            Json),
        ("explanation, called a thousand times", Explanation(LongLives.Called, 1), Json),
        ("explanation as text, called a thousand times", Explanation(LongLives.Called, 1), "text/plain"),
        ("explanation, judged again and again", Explanation(LongLives.Judged, LongLives.Cases), Json),
    ];

    public static async Task<IReadOnlyList<Figure>> Measure(Bench bench)
    {
        await using var database = await bench.Server.MakeDatabase(bench.Cancellation);
        await LongLives.Append(database.Store, bench.Cancellation);
        await using var ledger = await ServedLedger.Start(bench, database);
        var figures = Doors
            .Select(door => Figure.AtMost(
                $"{door.Name}, {LongLives.Events:N0} events, p50", MostMilliseconds, Figure.Milliseconds))
            .ToList();
        foreach (var (_, path, accept) in Doors)
            await Median(bench.ForWarmUp, ledger, path, accept);
        await database.Settle(bench.Cancellation);
        for (var run = 0; run < bench.Runs; run++)
        {
            foreach (var (index, (_, path, accept)) in Doors.Index())
                figures[index].Add(await Median(bench, ledger, path, accept));
        }
        return figures;
    }

    private static string Explanation(Guid lead, int number) => $"/v1/leads/{lead}/rejections/{number}/explanation";

    /// <summary>How long an answer took, to its last byte, in ms.</summary>
    private static async Task<double> Median(Bench bench, ServedLedger ledger, string path, string accept)
    {
        var auditor = ledger.Bearer(Role.Auditor, "audrey");
        var took = new List<double>();
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < bench.Time;)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = auditor;
            request.Headers.Add("Accept", accept);
            var begun = Stopwatch.GetTimestamp();
            using var answer = await ledger.Client.SendAsync(request, bench.Cancellation);
            var body = await answer.Content.ReadAsByteArrayAsync(bench.Cancellation);
            took.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException(System.Text.Encoding.UTF8.GetString(body));
        }
        took.Sort();
        return took[took.Count / 2];
    }
}
