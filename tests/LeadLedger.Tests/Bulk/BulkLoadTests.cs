using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using LeadLedger.Domain;
using LeadLedger.Tests.Fixtures;
using Xunit.Abstractions;

namespace LeadLedger.Tests.Bulk;

/// <summary>
/// A large bulk: as many lines as <c>LEADLEDGER_TEST_BULK_LINES</c> says, else 20,000, two thirds of them handoffs.
/// </summary>
[Collection(Alone.Name)]
public sealed class BulkLoadTests(ApiFixture api, ITestOutputHelper output) : IClassFixture<ApiFixture>
{
    private const long AllowedGrowthBytes = 48L << 20;

    private static readonly int Lines = int.Parse(
        Environment.GetEnvironmentVariable("LEADLEDGER_TEST_BULK_LINES") ?? "20000", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Memory_stays_where_it_was_however_many_lines_come()
    {
        var company = await new SignedAgreement(api).Sign();
        var token = api.TokenOf(company.Person("max"), Role.Importer, Role.SalesManager);
        await Send(token, LinesOf(company, "warm", 3000, _ => { }));

        var live = new List<long>();
        var watch = Stopwatch.StartNew();
        var problems = await Send(token, LinesOf(company, "load", Lines, line =>
        {
            if (line % (Lines / 4) == 0)
                live.Add(GC.GetTotalMemory(forceFullCollection: true));
        }));

        output.WriteLine($"{Lines} lines in {watch.Elapsed}; live bytes {string.Join(", ", live)}; peak working set "
            + $"{Process.GetCurrentProcess().PeakWorkingSet64}");
        Assert.Equal((Lines, 0), problems);
        Assert.True(live[^1] - live[0] < AllowedGrowthBytes, $"Live bytes grew: {string.Join(", ", live)}");
    }

    private static IEnumerable<string> LinesOf(SignedAgreement company, string name, int count, Action<int> each)
    {
        var handOff = BulkLines.HandOff(company, "(record)");
        var attempt = BulkLines.Attempt("(record)");
        for (var line = 1; line <= count; line++)
        {
            each(line);
            // Every third line is an attempt on a lead that was handed off a thousand lines earlier.
            yield return line % 3 == 0 && line > 1000
                ? attempt.Replace("(record)", $"{name}{line - 1000}", StringComparison.Ordinal)
                : handOff.Replace("(record)", $"{name}{line}", StringComparison.Ordinal);
        }
    }

    /// <summary>Counts the results, and those with a problem; keeps neither.</summary>
    private async Task<(int Results, int Problems)> Send(string token, IEnumerable<string> lines)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/bulk") { Content = new Streamed(lines) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await api.Anonymous.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.MultiStatus, response.StatusCode);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var (results, problems) = (0, 0);
        while (await reader.ReadLineAsync() is { } line)
        {
            results++;
            if (line.Contains("problem", StringComparison.Ordinal))
                problems++;
        }
        return (results, problems);
    }

    /// <summary>A body that is made while it is sent.</summary>
    private sealed class Streamed : HttpContent
    {
        private readonly IEnumerable<string> lines;

        public Streamed(IEnumerable<string> lines)
        {
            this.lines = lines;
            Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await using var writer = new StreamWriter(stream, new UTF8Encoding(false), 64 << 10, leaveOpen: true);
            foreach (var line in lines)
            {
                await writer.WriteAsync(line);
                await writer.WriteAsync('\n');
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

/// <summary>
/// Tests that measure the whole process, when all others are done: what those keep in memory would be measured too.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
