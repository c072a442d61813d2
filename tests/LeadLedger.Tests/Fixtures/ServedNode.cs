using LeadLedger.Domain;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.Running;

namespace LeadLedger.Tests.Fixtures;

/// <summary>
/// The executable serving in a process of its own, over a database of the test's: for what only a real process shows,
/// such as its output and its end.
/// </summary>
internal sealed class ServedNode : IServedApi, IAsyncDisposable
{
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(1);

    private readonly ProgramRun _run;
    private readonly Settings _settings;
    private readonly Task<(int ExitCode, string Output, string Errors)> _end;

    private ServedNode(ProgramRun run, Settings settings, string firstWords)
    {
        _run = run;
        _settings = settings;
        // Read from now on, or it would stop to write.
        _end = run.End();
        FirstWords = firstWords;
        var address = firstWords[firstWords.IndexOf("http://", StringComparison.Ordinal)..];
        Client = new HttpClient { BaseAddress = new Uri(address.Split('"', ' ')[0]) };
    }

    /// <summary>Speaks to it without a token.</summary>
    public HttpClient Client { get; }

    /// <summary>The line in which it said where it serves.</summary>
    public string FirstWords { get; }

    public TimeProvider Clock => TimeProvider.System;

    public int ProcessId => _run.ProcessId;

    /// <summary>Secret texts that it knows: none of them may ever leave it.</summary>
    public string SecretsText => File.ReadAllText(_settings.MasterKeyFile!);

    /// <param name="folder">Its data folder; the secrets file is made there unless it is there.</param>
    /// <param name="service">The service's connection string to a migrated database; null: the embedded one.</param>
    public static async Task<ServedNode> Start(
        string folder, string? service, params (string Name, string Value)[] settings)
    {
        DataFolder.Make(folder);
        var secrets = Path.Combine(folder, "secrets.json");
        PrivateFile.TryMakeJson(secrets, () => Secrets.Make(forDevelopment: true));
        var told = new Settings
        {
            IsDevelopment = true,
            DataFolder = folder,
            Database = service,
            MasterKeyFile = secrets,
        };
        var run = ProgramRun.Start(
            folder,
            ["serve"],
            [
                .. service is null ? [] : (ReadOnlySpan<(string, string)>)[("LEADLEDGER_DATABASE", service)],
                // Whichever is free: one that was looked for may be another test's by the time it is listened on.
                ("LEADLEDGER_URL", "http://127.0.0.1:0"),
                ("LEADLEDGER_ENVIRONMENT", "Development"),
                ("LEADLEDGER_MASTER_KEY_FILE", secrets),
                .. settings,
            ]);
        return await run.Line("serves at") is { } words
            ? new ServedNode(run, told, words)
            : throw new InvalidOperationException($"It didn't come to serve: {(await run.End()).Errors}");
    }

    public ApiCaller As(string subject, params Role[] roles) => new(Client, TokenOf(subject, roles));

    public string TokenOf(string subject, params Role[] roles) => DevelopmentTokens.Make(
        _settings, [.. roles.Select(role => role.Code())], subject, TokenLifetime, DateTimeOffset.UtcNow);

    /// <summary>Tells it to stop, as an operator's system does (SIGTERM).</summary>
    public async Task Terminate() =>
        Assert.True(await ServingNode.Stop(_settings.DataFolder, CancellationToken.None));

    /// <summary>How it ended, and all that it said after <see cref="FirstWords"/>.</summary>
    public Task<(int ExitCode, string Output, string Errors)> End() => _end;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _run.DisposeAsync();
    }
}
