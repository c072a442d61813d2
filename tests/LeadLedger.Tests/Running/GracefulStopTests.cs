using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using LeadLedger.Domain;
using LeadLedger.Tests.Bulk;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Running;

/// <summary>A node that is told to stop (SIGTERM) while it is at work.</summary>
public sealed class GracefulStopTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IDisposable
{
    private const int Callers = 32;
    private const int Lines = 1_000;

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_accepted_is_finished_and_answered_and_nothing_else_is_in_the_ledger()
    {
        await using var node = await ServedNode.Start(_folder.Path, postgres.Database.ServiceConnectionString);
        var company = await new SignedAgreement(node).Sign();
        var answered = new ConcurrentBag<Guid>();
        var callers = Enumerable.Range(0, Callers).Select(_ => CallUntilTheDoorIsShut(company, answered)).ToArray();
        using var body = new HeldBody(Enumerable.Range(0, Lines).Select(i => BulkLines.HandOff(company, $"bulk{i}")));
        var bulk = node.As(company.Person("max"), Role.Importer).Post("/v1/bulk", body);
        await UntilBothAreUnderWay(answered);

        var started = Stopwatch.GetTimestamp();
        var stopping = node.Terminate();
        // Who is let in no more has seen that it stops; the bulk is in the middle of its body then.
        await Task.WhenAll(callers);
        Assert.False(bulk.IsCompleted);
        body.GoOn();
        var results = BulkLines.Results((await bulk).Expect(HttpStatusCode.MultiStatus).Text);
        await stopping;

        Assert.Equal(0, (await node.End()).ExitCode);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, Bound);
        Assert.Equal(Lines, results.Count);
        Assert.All(results, result => Assert.Equal(201, result.Status()));
        var acknowledged = answered.Concat(results.Select(result => result.GetProperty("leadId").GetGuid())).Order();
        var written = await Rows.Of(
            postgres.Admin, "select stream_id from ledger.mt_events where type = 'lead_handed_off' order by 1");
        Assert.Equal(acknowledged.Select(lead => lead.ToString()).Order(), written.Order());
    }

    private static async Task CallUntilTheDoorIsShut(SignedAgreement company, ConcurrentBag<Guid> answered)
    {
        while (true)
        {
            try
            {
                var answer = await company.Marketing.Post("/v1/leads", company.HandoffBody());
                answered.Add(answer.Expect(HttpStatusCode.Created).Json.GetProperty("id").GetGuid());
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }

    private async Task UntilBothAreUnderWay(ConcurrentBag<Guid> answered)
    {
        var started = Stopwatch.GetTimestamp();
        while (answered.Count < 4 * Callers || await Events() < answered.Count + Lines / 4)
            Assert.True(Stopwatch.GetElapsedTime(started) < Bound);
    }

    private async Task<long> Events() =>
        long.Parse((await Rows.Of(postgres.Admin, "select count(*) from ledger.mt_events")).Single(), null);

    /// <summary>A body of which half is sent, and the rest when it is told to go on.</summary>
    private sealed class HeldBody : HttpContent
    {
        private readonly string[] _lines;
        private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public HeldBody(IEnumerable<string> lines)
        {
            _lines = [.. lines];
            Headers.ContentType = new("application/x-ndjson");
        }

        public void GoOn() => _goOn.TrySetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await Send(stream, _lines[..(_lines.Length / 2)]);
            await _goOn.Task;
            await Send(stream, _lines[(_lines.Length / 2)..]);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        private static async Task Send(Stream stream, string[] lines)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
            await stream.FlushAsync();
        }
    }
}
