using System.Net.Http.Headers;
using System.Text;
using LeadLedger.Benchmarks.Http;

namespace LeadLedger.Benchmarks.Parts;

/// <summary>
/// Requests of one command each, on as many connections as the floor has, from a load generator on this machine: new
/// leads against inserting rows that hold equal events; and for orientation, attempts on leads that are there, and
/// reads of a lead. The service projects what comes in meanwhile.
/// </summary>
internal static class HttpPart
{
    private const int Connections = 32;
    private const int LeadsThere = 20_000;

    // A service that has just started counts in its code what is worth compiling well; until it has done so, a request
    // costs four times as much as later.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);

    public static async Task<IReadOnlyList<Figure>> Measure(Bench bench)
    {
        await using var database = await bench.Server.MakeDatabase(bench.Cancellation);
        await using var ledger = await ServedLedger.Start(bench, database);
        var company = await ServedCompany.Found(ledger, bench.Cancellation);
        var (_, leads) = await BulkHandoffs.Of(company, LeadsThere).Send(ledger, company, bench.Cancellation);
        var floor = await InsertFloor.Make(bench, database, await AHandoff(database, bench.Cancellation));
        var wrk = new Wrk(bench, ledger.Address, Connections);
        await HandOff(WarmUp);
        await Attempt(bench.ForWarmUp.Time);
        await Read(bench.ForWarmUp.Time);

        var handOff = Figure.AtLeast($"POST /v1/leads, connections: {Connections}", 0.3);
        var p50 = Figure.Told($"POST /v1/leads, connections: {Connections}, p50", Figure.Milliseconds);
        var p99 = Figure.AtMost($"POST /v1/leads, connections: {Connections}, p99", 25, Figure.Milliseconds);
        var attempt = Figure.Told("POST /v1/leads/{leadId}/contact-attempts", Figure.EventsASecond);
        var read = Figure.Told("GET /v1/leads/{leadId}", "reads/s");
        for (var run = 0; run < bench.Runs; run++)
        {
            await ledger.CatchUp();
            var inserts = await floor.Rate(Connections, bench.Time);
            var load = await HandOff(bench.Time);
            handOff.Add(load.Rate, inserts);
            p50.Add(load.P50);
            p99.Add(load.P99);
            attempt.Add((await Attempt(bench.Time)).Rate, inserts);
            read.Add((await Read(bench.Time)).Rate);
        }
        return [handOff, p50, p99, attempt, read];

        Task<Load> HandOff(TimeSpan time) =>
            Send(Post("/v1/leads", company.Marketing, company.Handoff("@key@")), 201, time);

        Task<Load> Attempt(TimeSpan time) => Send(
            Post("/v1/leads/@lead@/contact-attempts", company.Sales,
                """{"channel":"phone","outcome":"noAnswer","note":"Nobody there before noon."}"""),
            201,
            time);

        Task<Load> Read(TimeSpan time) => Send(Get("/v1/leads/@lead@", company.Sales), 200, time);

        async Task<Load> Send(string request, int expected, TimeSpan time)
        {
            await ledger.CatchUp();
            await database.Settle(bench.Cancellation);
            return await wrk.Run(request, expected, leads, time);
        }
    }

    private static string Get(string path, AuthenticationHeaderValue caller) =>
        $"GET {path} HTTP/1.1\r\nHost: ledger\r\nAuthorization: {caller}\r\n\r\n";

    private static string Post(string path, AuthenticationHeaderValue caller, string body)
    {
        var length = Encoding.UTF8.GetByteCount(body.Replace("@key@", Wrk.SampleKey, StringComparison.Ordinal));
        return $"POST {path} HTTP/1.1\r\nHost: ledger\r\nAuthorization: {caller}\r\nIdempotency-Key: @key@\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}";
    }

    private static async Task<ReadOnlyMemory<byte>> AHandoff(BenchDatabase database, CancellationToken cancellation)
    {
        await using var ask = database.Admin.CreateCommand(
            "select data::text from ledger.mt_events where type = 'lead_handed_off' limit 1");
        return Encoding.UTF8.GetBytes((string)(await ask.ExecuteScalarAsync(cancellation))!);
    }
}
