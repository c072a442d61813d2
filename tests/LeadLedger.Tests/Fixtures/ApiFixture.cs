using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadLedger.Domain;
using LeadLedger.Server.Deadlines;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadLedger.Tests.Fixtures;

/// <summary>
/// The whole service on a loopback port, over a database of its own: what a test class says over HTTP is what a caller
/// would say (<c>IClassFixture&lt;ApiFixture&gt;</c>).
/// </summary>
public sealed class ApiFixture : IServedApi, IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(1);

    private readonly PostgresFixture _postgres = new();
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"leadledger-api-{Guid.NewGuid():N}");
    private WebApplication? _app;
    private HttpClient? _client;

    /// <summary>The service's clock; ahead of the machine's by as much as a test has moved it.</summary>
    public MovableClock Clock { get; } = new();

    /// <summary>How many requests the service lets in at once.</summary>
    public int RequestsAtOnce { get; init; } = 512;

    /// <summary>How many of them may be bulks.</summary>
    public int BulksAtOnce { get; init; } = 2;

    /// <summary>Whether the service watches deadlines.</summary>
    public bool Watches { get; init; } = true;

    /// <summary>The list of erasures outside the database.</summary>
    public string ErasuresFile => Path.Combine(_folder, "erasures.ndjson");

    /// <summary>What is to be in the ledger before anybody serves it.</summary>
    public Func<TestDatabase, Task> BeforeServing { get; init; } = _ => Task.CompletedTask;

    TimeProvider IServedApi.Clock => Clock;

    /// <summary>What the service has logged.</summary>
    public RecordedLogs Logs { get; } = new();

    public TestDatabase Database => _postgres.Database;

    /// <summary>The running service.</summary>
    public WebApplication App => _app ?? throw new InvalidOperationException("The fixture isn't ready yet.");

    /// <summary>Speaks to it without a token.</summary>
    public HttpClient Anonymous => _client ?? throw new InvalidOperationException("The fixture isn't ready yet.");

    /// <summary>The file with the service's secrets.</summary>
    public string SecretsFile => Path.Combine(_folder, "secrets.json");

    private Settings Settings => new()
    {
        IsDevelopment = true,
        DataFolder = _folder,
        Url = new Uri("http://127.0.0.1:0"),
        LogLevel = LogLevel.Error,
        ErasuresFile = ErasuresFile,
        RequestsAtOnce = RequestsAtOnce,
        BulksAtOnce = BulksAtOnce,
    };

    public async Task InitializeAsync()
    {
        await _postgres.InitializeAsync();
        await BeforeServing(Database);
        _app = await StartNode(Watches);
        // What a caller may send by mistake can be sent here too.
        var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        _client = new HttpClient(handler) { BaseAddress = new Uri(_app.Address()) };
    }

    /// <summary>Another node over the same database, with the same clock; whoever starts it ends it.</summary>
    public async Task<WebApplication> StartNode(bool watches = true)
    {
        var node = Host.Build(
            Settings,
            Database.ServiceConnectionString,
            Secrets.For(Settings),
            services =>
            {
                services.AddSingleton<TimeProvider>(Clock).AddSingleton<ILoggerProvider>(Logs);
                if (!watches)
                    services.Remove(services.Single(it => it.ImplementationType == typeof(DeadlineWatch)));
            });
        await node.StartAsync();
        return node;
    }

    public async Task DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }
        await _postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public void Dispose()
    {
        _client?.Dispose();
        Logs.Dispose();
    }

    /// <summary>A caller with a token for these roles.</summary>
    public ApiCaller As(string subject, params Role[] roles) => new(Anonymous, TokenOf(subject, roles));

    public string TokenOf(string subject, params Role[] roles) => DevelopmentTokens.Make(
        Settings, [.. roles.Select(role => role.Code())], subject, TokenLifetime, Clock.GetUtcNow());
}

/// <summary>A service that somebody can call, in this process or in one of its own.</summary>
public interface IServedApi
{
    TimeProvider Clock { get; }

    /// <summary>A caller with a token for these roles.</summary>
    ApiCaller As(string subject, params Role[] roles);
}

/// <summary>The machine's clock, moved ahead.</summary>
public sealed class MovableClock : TimeProvider
{
    private long _aheadTicks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _aheadTicks));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _aheadTicks, by.Ticks);
}

/// <summary>Somebody who calls the API.</summary>
public sealed class ApiCaller(HttpClient client, string token)
{
    private static readonly JsonSerializerOptions Options = MakeOptions();

    public Task<ApiAnswer> Get(string path, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Get, path, null, headers);

    /// <summary>Posts a body written as JSON, or one that is given as text.</summary>
    public Task<ApiAnswer> Post(string path, object? body, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, path, body, headers);

    public async Task<ApiAnswer> Send(
        HttpMethod method, string path, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content = body switch
        {
            null => null,
            HttpContent content => content,
            string text => new StringContent(text, null, "application/json"),
            _ => new StringContent(JsonSerializer.Serialize(body, body.GetType(), Options), null, "application/json"),
        };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await ApiAnswer.Of(await client.SendAsync(request));
    }

    /// <summary>As the API reads, but without asking what is required: a test may say what it likes.</summary>
    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        };
        foreach (var converter in RequestJson.Options.Converters)
            options.Converters.Add(converter);
        return options;
    }
}
