using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LeadLedger.Benchmarks.Http;
using LeadLedger.Domain;
using LeadLedger.Server.ReadModels.Building;
using LeadLedger.Tests.ReadModels;

namespace LeadLedger.Benchmarks.Parts;

/// <summary>
/// A panel at work: as many people as at once ask for their next case, read it and vote, out of a hundred thousand open
/// cases; and what the queue's first page costs against one of a thousand cases.
/// </summary>
internal static class PanelPart
{
    private const int Members = 32;
    private const int Few = 1_000;
    private const int Many = 100_000;
    private const double MostTimes = 2;
    private const double MostMilliseconds = 100;

    private static readonly JsonElement Vote = JsonSerializer.SerializeToElement(
        new { verdict = "upheld", rationale = "The criterion isn't met." });

    public static async Task<IReadOnlyList<Figure>> Measure(Bench bench)
    {
        await using var few = await Side.Make(bench, Few);
        await using var many = await Side.Make(bench, Many);
        (string Name, string Path, Role Role, string Who)[] pages =
        [
            ("by priority", "/v1/reviews", Role.Panel, "chris"),
            ("by value", "/v1/reviews?sort=value", Role.Panel, "chris"),
            ("of one agreement", $"/v1/reviews?agreement={Company.Enterprise}", Role.Marketing, "mia"),
            ("of all, for an auditor", "/v1/reviews?sort=due", Role.Auditor, "audrey"),
        ];
        var figures = pages
            .Select(page => Figure.AtMostTimes(
                $"the queue's first page {page.Name}, {Many:N0} cases, against {Few:N0}",
                MostTimes,
                Figure.Milliseconds))
            .ToList();
        var next = $"next, {Members} callers, {Many:N0} open cases";
        var p50 = Figure.AtMost($"{next}, p50", MostMilliseconds, Figure.Milliseconds);
        var p99 = Figure.Told($"{next}, p99", Figure.Milliseconds);
        var rate = Figure.Told($"next and a vote, {Members} callers", "cases/s");
        var doubles = Figure.AtMost($"cases handed to two, {Members} callers", 0, "cases");
        foreach (var (_, path, role, who) in pages)
            await InTurn(bench.ForWarmUp.Time, few, many, path, role, who);
        await many.Work(bench.ForWarmUp.Time);
        for (var run = 0; run < bench.Runs; run++)
        {
            foreach (var (index, (_, path, role, who)) in pages.Index())
            {
                var (ofFew, ofMany) = await InTurn(bench.Time, few, many, path, role, who);
                figures[index].Add(ofMany, ofFew);
            }
            var work = await many.Work(bench.Time);
            p50.Add(work.Milliseconds[work.Milliseconds.Count / 2]);
            p99.Add(work.Milliseconds[work.Milliseconds.Count * 99 / 100]);
            rate.Add(work.Milliseconds.Count / bench.Time.TotalSeconds);
            doubles.Add(work.Doubles);
        }
        return [p50, p99, rate, doubles, .. figures];
    }

    /// <summary>Each side's median, in ms.</summary>
    private static async Task<(double OfFew, double OfMany)> InTurn(
        TimeSpan time, Side few, Side many, string path, Role role, string who)
    {
        List<double> ofFew = [], ofMany = [];
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < time;)
        {
            ofFew.Add(await few.Page(path, role, who));
            ofMany.Add(await many.Page(path, role, who));
        }
        ofFew.Sort();
        ofMany.Sort();
        return (ofFew[ofFew.Count / 2], ofMany[ofMany.Count / 2]);
    }

    /// <param name="Milliseconds">How long each answer took, sorted.</param>
    /// <param name="Doubles">How many cases two held at the same time.</param>
    private sealed record Work(List<double> Milliseconds, int Doubles);

    /// <summary>A ledger of so many open cases, served.</summary>
    private sealed class Side(Bench bench, BenchDatabase database, ServedLedger ledger) : IAsyncDisposable
    {
        public static async Task<Side> Make(Bench bench, int cases)
        {
            Bench.Say($"{cases:N0} open cases are made and projected");
            var database = await bench.Server.MakeDatabase(bench.Cancellation);
            await OpenCases.Append(database.Store, cases, Members, bench.Cancellation);
            var builds = new ReadModelBuilds(database.Service);
            await new Rebuild(database.Service, database.Store, builds).Run(null, bench.Cancellation);
            await builds.DropRetired(TimeSpan.Zero, bench.Cancellation);
            // As autovacuum would have done by and by.
            await database.Execute("vacuum analyze", bench.Cancellation);
            await database.Settle(bench.Cancellation);
            return new Side(bench, database, await ServedLedger.Start(bench, database));
        }

        /// <summary>How long the page took, in ms.</summary>
        public async Task<double> Page(string path, Role role, string who)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = ledger.Bearer(role, who);
            var begun = Stopwatch.GetTimestamp();
            using var answer = await ledger.Client.SendAsync(request, bench.Cancellation);
            var took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            return answer.IsSuccessStatusCode ? took : throw await Refused(answer);
        }

        /// <summary>Everybody takes their next case and votes on it, again and again.</summary>
        public async Task<Work> Work(TimeSpan time)
        {
            var held = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
            var doubles = 0;
            var clock = Stopwatch.StartNew();
            var took = await Task.WhenAll(Enumerable.Range(0, Members).Select(number => Task.Run(async () =>
            {
                var (bearer, mine) = (ledger.Bearer(Role.Panel, OpenCases.Member(number)), new List<double>());
                while (clock.Elapsed < time)
                {
                    var begun = Stopwatch.GetTimestamp();
                    var address = await Next(bearer);
                    mine.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                    if (address is null)
                        continue;
                    if (!held.TryAdd(address, number))
                        Interlocked.Increment(ref doubles);
                    // Voting gives it back: from then on it may be another's.
                    held.TryRemove(address, out _);
                    await Cast(address, bearer);
                }
                return mine;
            })));
            return new Work([.. took.SelectMany(mine => mine).Order()], doubles);
        }

        public async ValueTask DisposeAsync()
        {
            await ledger.DisposeAsync();
            await database.DisposeAsync();
        }

        /// <summary>Null: others were at all of them.</summary>
        private async Task<string?> Next(AuthenticationHeaderValue bearer)
        {
            using var answer = await Post("/v1/reviews/next", null, bearer);
            await answer.Content.ReadAsByteArrayAsync(bench.Cancellation);
            return answer.StatusCode switch
            {
                HttpStatusCode.Created => answer.Headers.Location!.ToString(),
                HttpStatusCode.ServiceUnavailable => null,
                _ => throw await Refused(answer),
            };
        }

        private async Task Cast(string address, AuthenticationHeaderValue bearer)
        {
            using var answer = await Post($"{address}/votes", JsonContent.Create(Vote), bearer);
            if (!answer.IsSuccessStatusCode)
                throw await Refused(answer);
        }

        private async Task<HttpResponseMessage> Post(string path, HttpContent? body, AuthenticationHeaderValue bearer)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body };
            request.Headers.Authorization = bearer;
            return await ledger.Client.SendAsync(request, bench.Cancellation);
        }

        private async Task<InvalidOperationException> Refused(HttpResponseMessage answer) =>
            new(await answer.Content.ReadAsStringAsync(bench.Cancellation));
    }
}
