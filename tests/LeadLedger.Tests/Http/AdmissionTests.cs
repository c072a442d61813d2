using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using LeadLedger.Domain;
using LeadLedger.Tests.Bulk;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Http;

/// <summary>The door lets in so many at once, and tells the others at once to come again (ADR-0011).</summary>
public sealed class AdmissionTests : IAsyncLifetime, IDisposable
{
    private readonly ApiFixture api = new() { RequestsAtOnce = 2, BulksAtOnce = 1 };

    public Task InitializeAsync() => api.InitializeAsync();

    public Task DisposeAsync() => api.DisposeAsync();

    public void Dispose() => api.Dispose();

    [Fact]
    public async Task More_than_are_let_in_are_refused_at_once_and_health_is_always_answered()
    {
        var company = await new SignedAgreement(api).Sign();
        var token = api.TokenOf(company.Person("mia"), Role.Marketing);
        var bulk = await LetIn(
            () => Send("/v1/bulk", token, BulkLines.HandOff(company, "let-in"), "application/x-ndjson"),
            () => company.Marketing.SendBulk(""));
        var refused = await company.Marketing.SendBulk(BulkLines.HandOff(company, "not-let-in"));
        refused.ExpectProblem(503, "service-busy");
        Assert.Equal("1", refused.Header("Retry-After"));
        // Beside the bulk there is room for one request more: this one, then the command that isn't sent in full.
        var agreement = $"/v1/agreements/{company.Id}";
        await Until(async () => (await company.Marketing.Get(agreement)).Status == HttpStatusCode.OK);
        var command = await LetIn(
            () => Send("/v1/leads", token, "{", "application/json"), () => company.Marketing.Get(agreement));
        Assert.Equal(HttpStatusCode.OK, (await api.Anonymous.GetAsync("/health/live")).StatusCode);

        command.Body.Finish();
        bulk.Body.Finish();
        Assert.Equal(HttpStatusCode.BadRequest, (await command.Answer).StatusCode);
        Assert.Equal(HttpStatusCode.MultiStatus, (await bulk.Answer).StatusCode);
        ApiAnswer? again = null;
        await Until(async () =>
            (again = await company.Marketing.SendBulk(BulkLines.HandOff(company, "let-in"))).Problem != "service-busy");
        var result = Assert.Single(BulkLines.Results(again!.Text));
        Assert.Equal((201, 1), (result.Status(), result.Version()));
    }

    /// <summary>
    /// Sends until it is let in, which is seen by the next one being refused. Whoever looks takes a place for a moment,
    /// and who has been answered leaves theirs a moment later: so it may be refused itself, and is sent again.
    /// </summary>
    private static async Task<Sent> LetIn(Func<Sent> send, Func<Task<ApiAnswer>> next)
    {
        var sent = send();
        await Until(async () =>
        {
            if (sent.Answer.IsCompleted)
                sent = send();
            return (await next()).Problem == "service-busy" && !sent.Answer.IsCompleted;
        });
        return sent;
    }

    private Sent Send(string path, string token, string beginning, string type)
    {
        var body = new UnfinishedBody(beginning, type);
        return new Sent(body, Post());

        async Task<HttpResponseMessage> Post()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            return await api.Anonymous.SendAsync(request);
        }
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        var patience = Stopwatch.StartNew();
        while (!await holds())
            Assert.InRange(patience.ElapsedMilliseconds, 0, 60_000);
    }

    /// <summary>A request that is under way.</summary>
    private sealed record Sent(UnfinishedBody Body, Task<HttpResponseMessage> Answer);


    /// <summary>A body whose end isn't sent before it is told to.</summary>
    private sealed class UnfinishedBody : HttpContent
    {
        private readonly byte[] _beginning;
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public UnfinishedBody(string beginning, string type)
        {
            _beginning = Encoding.UTF8.GetBytes(beginning);
            Headers.ContentType = new MediaTypeHeaderValue(type);
        }

        public void Finish() => _end.TrySetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_beginning);
            await stream.FlushAsync();
            await _end.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
