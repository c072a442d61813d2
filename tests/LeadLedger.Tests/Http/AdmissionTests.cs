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
        using var bulk = new UnfinishedBody(BulkLines.HandOff(company, "let-in"), "application/x-ndjson");
        using var command = new UnfinishedBody("{", "application/json");

        var bulkAnswer = Send("/v1/bulk", bulk, token);
        await Until(async () => (await company.Marketing.SendBulk("")).Problem == "service-busy");
        var refused = await company.Marketing.SendBulk(BulkLines.HandOff(company, "not-let-in"));
        refused.ExpectProblem(503, "service-busy");
        Assert.Equal("1", refused.Header("Retry-After"));
        // Beside the bulk there is room for one request more: this one, then the command that isn't sent in full.
        var agreement = $"/v1/agreements/{company.Id}";
        (await company.Marketing.Get(agreement)).Expect(HttpStatusCode.OK);
        var commandAnswer = Send("/v1/leads", command, token);
        await Until(async () => (await company.Marketing.Get(agreement)).Problem == "service-busy");
        Assert.Equal(HttpStatusCode.OK, (await api.Anonymous.GetAsync("/health/live")).StatusCode);

        command.Finish();
        bulk.Finish();
        Assert.Equal(HttpStatusCode.BadRequest, (await commandAnswer).StatusCode);
        Assert.Equal(HttpStatusCode.MultiStatus, (await bulkAnswer).StatusCode);
        var results = await company.Marketing.Bulk([BulkLines.HandOff(company, "let-in")]);
        Assert.Equal((201, 1), (results[0].Status(), results[0].Version()));
    }

    private async Task<HttpResponseMessage> Send(string path, HttpContent body, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await api.Anonymous.SendAsync(request);
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        var patience = Stopwatch.StartNew();
        while (!await holds())
            Assert.InRange(patience.ElapsedMilliseconds, 0, 30_000);
    }

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
