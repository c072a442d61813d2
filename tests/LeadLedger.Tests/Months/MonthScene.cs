using System.Globalization;
using System.Net;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Server.Agreements;
using LeadLedger.Server.Months;
using LeadLedger.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace LeadLedger.Tests.Months;

/// <summary>
/// A service whose clock stands in 2027, with an agreement in Zurich's time that is in force from March on: 31 leads a
/// month, one a day, with a band of a tenth of it.
/// </summary>
internal sealed class MonthScene : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private MonthScene(ApiFixture api) => (Api, Company) = (api, new SignedAgreement(api));

    public ApiFixture Api { get; }

    public SignedAgreement Company { get; }

    public string Address { get; private set; } = "";

    public ApiCaller Closer => Company.Drafter;

    /// <summary>An agreement signed in February 2027, for March on.</summary>
    public static async Task<MonthScene> Signed(Func<ProposeTermsRequest, ProposeTermsRequest>? adjust = null)
    {
        var api = new ApiFixture();
        await api.InitializeAsync();
        var scene = new MonthScene(api);
        // The story's own beginning, whatever time it is by the machine: later by then, or earlier.
        api.Clock.Advance(At("2027-02-20T10:00Z") - api.Clock.GetUtcNow());
        await scene.Company.Seat();
        var terms = scene.Company.Proposal with
        {
            EffectiveFrom = new Month(2027, 3),
            Goal = new Goal(GoalKind.Count, 31),
        };
        scene.Address = await scene.Company.Draft();
        (await scene.Closer.Post($"{scene.Address}/terms", adjust is null ? terms : adjust(terms)))
            .Expect(HttpStatusCode.Created);
        foreach (var (signer, version) in new[] { (scene.Company.Marketing, 2), (scene.Company.Manager, 3) })
        {
            (await signer.Post($"{scene.Address}/terms/1/signatures", null, ("If-Match", $"\"{version}\"")))
                .Expect(HttpStatusCode.Created);
        }
        return scene;
    }

    /// <summary>The clock goes on from an instant; never back.</summary>
    public void MoveTo(string instant)
    {
        var by = At(instant) - Api.Clock.GetUtcNow();
        Assert.True(by > TimeSpan.Zero, $"It is later than {instant}.");
        Api.Clock.Advance(by);
    }

    public static DateTimeOffset At(string instant) =>
        DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);

    /// <summary>A lead that marketing hands off now, or says to have handed off before; its address.</summary>
    public async Task<string> HandOff(string? assignee = "ada", string? occurredAt = null)
    {
        var answer = await Company.Marketing.Post("/v1/leads", new
        {
            agreementId = Guid.Parse(Address.Split('/')[^1]),
            segment = "enterprise",
            bucket = "handRaiserHighFit",
            conversionAction = "demo-request",
            source = "paid-search",
            qualification = new Dictionary<string, string> { ["budget"] = "confirmed", ["need"] = "A need" },
            person = new { name = "Kim Muster" },
            assignee = assignee is null ? null : Company.Person(assignee),
            occurredAt = occurredAt is null ? (DateTimeOffset?)null : At(occurredAt),
        });
        return answer.Expect(HttpStatusCode.Created).Response.Headers.Location!.ToString();
    }

    public async Task HandOffMany(int leads, string? assignee = "ada")
    {
        for (var lead = 0; lead < leads; lead++)
            await HandOff(assignee);
    }

    public async Task Call(string lead, string outcome = "connected") =>
        (await Company.Seller.Post($"{lead}/contact-attempts", new { channel = "phone", outcome }))
            .Expect(HttpStatusCode.Created);

    public Task<ApiAnswer> Close(string month) => Closer.Post($"{Address}/months/{month}/closing", null);

    /// <summary>What a month's resource says once everything that was recorded is in the read models.</summary>
    public async Task<JsonElement> Read(string month, string what = "")
    {
        var position = await LastPosition();
        var answer = await Closer.Get(
            $"{Address}/months/{month}{what}",
            ("Ledger-Min-Position", position.ToString(CultureInfo.InvariantCulture)));
        return answer.Expect(HttpStatusCode.OK).Json;
    }

    /// <summary>Waits until the month's account is as asked for.</summary>
    public async Task<JsonElement> Until(string month, Func<JsonElement, bool> isSo, string what = "")
    {
        var until = DateTime.UtcNow + Patience;
        while (true)
        {
            var account = await Read(month, what);
            if (isSo(account))
                return account;
            Assert.True(DateTime.UtcNow < until, $"The account of {month} stayed {account}.");
            await Task.Delay(50);
        }
    }

    /// <summary>Closes a month and waits for its scorecard.</summary>
    public async Task<JsonElement> CloseWithScorecard(string month)
    {
        (await Close(month)).Expect(HttpStatusCode.Created);
        return await Until(month, it => it.TryGetProperty("issued", out _), "/scorecard");
    }

    /// <summary>Another node's watch, which knows nothing of what this one has done.</summary>
    public MonthWatch AnotherWatch()
    {
        var services = Api.App.Services;
        return new MonthWatch(
            services.GetRequiredService<MonthDecisions>(),
            services.GetRequiredService<NpgsqlDataSource>(),
            Api.Clock,
            NullLogger<MonthWatch>.Instance);
    }

    public Task<long> LastPosition() => Position("select coalesce(max(seq_id), 0) from ledger.mt_events");

    /// <summary>
    /// The position of the last event of a month's own: what the watch of the leads' deadlines appends meanwhile isn't.
    /// </summary>
    public Task<long> LastOfMonths() => Position("""
        select coalesce(max(e.seq_id), 0) from ledger.mt_events e join ledger.mt_streams s on s.id = e.stream_id
        where s.type = 'month'
        """);

    private async Task<long> Position(string sql)
    {
        await using var command = Api.Database.Admin.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        Api.Dispose();
    }
}
