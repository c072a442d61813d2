using System.Diagnostics;
using System.Net.Http.Headers;
using LeadLedger.Benchmarks.Http;
using LeadLedger.Domain;
using LeadLedger.Server.Deadlines;
using LeadLedger.Server.ReadModels.Building;
using LeadLedger.Tests.ReadModels;

namespace LeadLedger.Benchmarks.Parts;

/// <summary>
/// What an append and what pages of the read models cost with a million leads, against the same with ten thousand, and
/// what a month's pacing costs against one with a thousand: one request at a time, to the one and the other in turn.
/// </summary>
internal static class MillionPart
{
    private const int Thousand = 1_000;
    private const int Few = 10_000;
    private const int Many = 1_000_000;
    private const double MostTimes = 1.5;
    private const double MostTimesAThousand = 2;

    // Right after a checkpoint every page that is touched is logged whole: a large index has thousands of them, a small
    // one a few. After so many appends each has been, as in all but the first seconds after any checkpoint.
    private const int AppendsBefore = 20_000;
    private const int InFlight = 128;
    private const int ATurn = 100;

    public static async Task<IReadOnlyList<Figure>> Measure(Bench bench)
    {
        await using var thousand = await Side.Make(bench, Thousand);
        await using var few = await Side.Make(bench, Few);
        await using var many = await Side.Make(bench, Many);
        (string Name, Func<Side, Task> Act, Side Other, double MostTimes)[] acts =
        [
            ("append an event", side => side.Append(), few, MostTimes),
            ("a page of the review queue", side => side.Get("/v1/reviews", Role.Panel, "chris"), few, MostTimes),
            ("a page of leads", side => side.Get("/v1/leads?place=withSales", Role.Marketing, "mia"), few, MostTimes),
            ("a month's totals", side => side.Get(Month("totals"), Role.Marketing, "mia"), few, MostTimes),
            ("a month's pacing", side => side.Get(Month("pacing"), Role.Marketing, "mia"), few, MostTimes),
            Against("a month's pacing", "pacing"),
            Against("pacing as of a past day", $"pacing?asOf={ManyLeads.SomeMonth}-20"),
            Against("a month's scorecard", "scorecard"),
            ("next month's terms by the cohort", side => side.Get(Proposal, Role.Marketing, "mia"), few, MostTimes),
            ("what is due, of open promises", side => side.Due(), few, MostTimes),
        ];
        var figures = acts
            .Select(it => Figure.AtMostTimes($"{it.Name}, {Many:N0} leads", it.MostTimes, Figure.Milliseconds))
            .ToList();
        foreach (var (_, act, other, _) in acts)
            await InTurn(bench.ForWarmUp.Time, act, other, many);
        for (var run = 0; run < bench.Runs; run++)
        {
            foreach (var (index, (_, act, other, _)) in acts.Index())
            {
                var (ofOther, ofMany) = await InTurn(bench.Time, act, other, many);
                figures[index].Add(ofMany, ofOther);
            }
        }
        return figures;

        (string, Func<Side, Task>, Side, double) Against(string name, string what) => (
            $"{name}, against {Thousand:N0}",
            side => side.Get(Month(what), Role.Marketing, "mia"),
            thousand,
            MostTimesAThousand);
    }

    private static string Proposal => $"/v1/agreements/{Company.Enterprise}/proposals/{ManyLeads.SomeMonth}";

    private static string Month(string what) =>
        $"/v1/agreements/{Company.Enterprise}/months/{ManyLeads.SomeMonth}/{what}";

    /// <summary>Each side's median, in ms.</summary>
    private static async Task<(double OfFew, double OfMany)> InTurn(
        TimeSpan time, Func<Side, Task> act, Side few, Side many)
    {
        List<double> ofFew = [], ofMany = [];
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < time;)
        {
            ofFew.Add(await Cost(few));
            ofMany.Add(await Cost(many));
        }
        return (Median(ofFew), Median(ofMany));

        async Task<double> Cost(Side side)
        {
            var begun = Stopwatch.GetTimestamp();
            await act(side);
            return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        }
    }

    private static double Median(List<double> costs)
    {
        costs.Sort();
        return costs[costs.Count / 2];
    }

    /// <summary>A ledger of so many leads, served.</summary>
    private sealed class Side(Bench bench, BenchDatabase database, ServedLedger ledger) : IAsyncDisposable
    {
        private readonly Dictionary<Role, AuthenticationHeaderValue> _bearers = [];

        public static async Task<Side> Make(Bench bench, int leads)
        {
            Bench.Say($"{leads:N0} leads are made and projected");
            var database = await bench.Server.MakeDatabase(bench.Cancellation);
            await ManyLeads.Append(database.Store, leads, bench.Cancellation);
            var builds = new ReadModelBuilds(database.Service);
            await new Rebuild(database.Service, database.Store, builds).Run(null, bench.Cancellation);
            await builds.DropRetired(TimeSpan.Zero, bench.Cancellation);
            // As autovacuum would have done by and by.
            await database.Execute("vacuum analyze", bench.Cancellation);
            await database.Settle(bench.Cancellation);
            var side = new Side(bench, database, await ServedLedger.Start(bench, database));
            await Callers.Rate(InFlight, AppendsBefore, _ => side.Append());
            return side;
        }

        public Task Append() => Samples.Take(database.Store, Samples.NewLead(), bench.Cancellation);

        /// <summary>The deadline watch's statement, when everything is due and a turn takes the first of it.</summary>
        public async Task Due()
        {
            await using var connection = await database.Service.OpenConnectionAsync(bench.Cancellation);
            var due = await DueClocks.Find(connection, ManyLeads.WhenAllIsDue, [], ATurn, bench.Cancellation);
            if (due.Count != ATurn)
                throw new InvalidOperationException($"{due.Count} promises are due.");
        }

        /// <summary>The same person has the same role each time.</summary>
        public async Task Get(string path, Role role, string subject)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = _bearers.TryGetValue(role, out var known)
                ? known
                : _bearers[role] = ledger.Bearer(role, subject);
            using var answer = await ledger.Client.SendAsync(request, bench.Cancellation);
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException(await answer.Content.ReadAsStringAsync(bench.Cancellation));
        }

        public async ValueTask DisposeAsync()
        {
            await ledger.DisposeAsync();
            await database.DisposeAsync();
        }
    }
}
