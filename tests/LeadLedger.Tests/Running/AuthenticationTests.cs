using System.Net;
using System.Net.Http.Headers;
using LeadLedger.Server.Running;
using LeadLedger.Tests.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeadLedger.Tests.Running;

/// <summary>Which tokens are believed. A believed one gets as far as having its empty body refused.</summary>
public sealed class AuthenticationTests(PostgresFixture postgres)
    : IClassFixture<PostgresFixture>, IAsyncLifetime, IDisposable
{
    private static readonly Secrets Ours = Secrets.Make(forDevelopment: true);
    private static readonly Secrets Others = Secrets.Make(forDevelopment: true);

    private static readonly Settings Settings = new()
    {
        IsDevelopment = true,
        DataFolder = "/nowhere",
        Url = new Uri("http://127.0.0.1:0"),
        LogLevel = LogLevel.Error,
    };

    private readonly MovableClock _clock = new();
    private readonly HttpClient _client = new();
    private WebApplication? _app;

    private SecurityTokenDescriptor Good => new()
    {
        Issuer = DevelopmentTokens.Issuer,
        Audience = "leadledger",
        Claims = new Dictionary<string, object> { ["sub"] = "drafter", ["roles"] = (string[])["agreements"] },
        NotBefore = _clock.GetUtcNow().UtcDateTime,
        Expires = _clock.GetUtcNow().AddHours(1).UtcDateTime,
        SigningCredentials = new SigningCredentials(DevelopmentTokens.Key(Ours), SecurityAlgorithms.HmacSha256),
    };

    public async Task InitializeAsync()
    {
        _app = Host.Build(
            Settings,
            postgres.Database.ServiceConnectionString,
            Ours,
            services => services.AddSingleton<TimeProvider>(_clock));
        await _app.StartAsync();
        _client.BaseAddress = new Uri(_app.Address());
    }

    public async Task DisposeAsync()
    {
        await _app!.StopAsync();
        await _app.DisposeAsync();
    }

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_good_token_is_believed() => Assert.Equal(HttpStatusCode.BadRequest, await Answer(Good));

    [Fact]
    public async Task A_token_is_believed_until_it_expires_and_not_after()
    {
        var token = Signed(Good);
        // Checked, then known by its hash, then by the connection.
        for (var times = 0; times < 3; times++)
            Assert.Equal(HttpStatusCode.BadRequest, await Answer(token));

        // Its hour, and the half minute by which two clocks may differ.
        _clock.Advance(TimeSpan.FromMinutes(61));

        Assert.Equal(HttpStatusCode.Unauthorized, await Answer(token));
    }

    [Fact]
    public async Task A_token_that_isnt_good_yet_is_refused()
    {
        var token = Good;
        token.NotBefore = _clock.GetUtcNow().AddMinutes(5).UtcDateTime;

        Assert.Equal(HttpStatusCode.Unauthorized, await Answer(token));
    }

    [Fact]
    public async Task A_token_that_never_expires_is_refused()
    {
        var forever = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        var token = Good;
        token.Expires = null;

        Assert.Equal(HttpStatusCode.Unauthorized, await Answer(forever.CreateToken(token)));
    }

    [Fact]
    public async Task A_token_signed_with_another_key_is_refused()
    {
        var token = Good;
        token.SigningCredentials = new SigningCredentials(DevelopmentTokens.Key(Others), SecurityAlgorithms.HmacSha256);

        Assert.Equal(HttpStatusCode.Unauthorized, await Answer(token));
    }

    [Fact]
    public async Task A_token_that_isnt_signed_is_refused()
    {
        var token = Good;
        token.SigningCredentials = null;

        Assert.Equal(HttpStatusCode.Unauthorized, await Answer(token));
    }

    [Fact]
    public async Task A_token_for_another_audience_is_refused()
    {
        var token = Good;
        token.Audience = "payroll";

        Assert.Equal(HttpStatusCode.Unauthorized, await Answer(token));
    }

    [Fact]
    public async Task A_token_of_another_issuer_is_refused()
    {
        var token = Good;
        token.Issuer = "somebody";

        Assert.Equal(HttpStatusCode.Unauthorized, await Answer(token));
    }

    [Fact]
    public async Task A_connection_that_goes_on_with_another_token_speaks_for_another()
    {
        var (good, ofSales) = (Signed(Good), Good);
        ofSales.Claims["roles"] = (string[])["sales"];
        var sales = Signed(ofSales);

        // Checked, then known by its hash, then by the connection.
        for (var times = 0; times < 3; times++)
            Assert.Equal(HttpStatusCode.BadRequest, await Answer(good));
        for (var times = 0; times < 3; times++)
            Assert.Equal(HttpStatusCode.Forbidden, await Answer(sales));
        Assert.Equal(HttpStatusCode.Unauthorized, await Answer(good + "x"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Answer(""));
        Assert.Equal(HttpStatusCode.BadRequest, await Answer(good));
    }

    [Fact]
    public async Task Health_needs_no_token()
    {
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("/health/ready")).StatusCode);
    }

    [Fact]
    public void Production_without_an_issuer_doesnt_start()
    {
        var refused = Assert.Throws<SettingsException>(() => Host.Build(
            Settings with { IsDevelopment = false }, postgres.Database.ServiceConnectionString, Ours));

        Assert.Contains("LEADLEDGER_TOKEN_ISSUER", refused.Message, StringComparison.Ordinal);
    }

    private static string Signed(SecurityTokenDescriptor token) => new JsonWebTokenHandler().CreateToken(token);

    private Task<HttpStatusCode> Answer(SecurityTokenDescriptor token) => Answer(Signed(token));

    private async Task<HttpStatusCode> Answer(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/agreements");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content = new StringContent("{}", null, "application/json");
        using var answer = await _client.SendAsync(request);
        return answer.StatusCode;
    }
}
