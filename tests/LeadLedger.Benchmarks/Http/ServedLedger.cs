using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.Running;

namespace LeadLedger.Benchmarks.Http;

/// <summary>The service as people run it: the built executable, a process of its own, on a ledger of the bench's.</summary>
internal sealed class ServedLedger : IAsyncDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan TokensAreGoodFor = TimeSpan.FromHours(12);

    private readonly Process _process;
    private readonly Settings _settings;
    private readonly CancellationToken _cancellation;

    private ServedLedger(Process process, Settings settings, Uri address, CancellationToken cancellation)
    {
        (_process, _settings, _cancellation) = (process, settings, cancellation);
        Address = address;
        Client = new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
    }

    public Uri Address { get; }

    /// <summary>Without a token.</summary>
    public HttpClient Client { get; }

    /// <summary>Starts it, and returns when it is ready for requests.</summary>
    public static async Task<ServedLedger> Start(Bench bench, BenchDatabase database)
    {
        var folder = bench.Server.MakeFolder();
        var variables = Variables(folder, database);
        var settings = Settings.Read(variables);
        var process = Run(["serve"], variables);
        var ledger = new ServedLedger(process, settings, await AddressOf(process, folder, bench), bench.Cancellation);
        process.BeginOutputReadLine();
        await ledger.CatchUp();
        return ledger;
    }

    /// <summary>Runs another verb of the executable on the same ledger; nobody waits for its end yet.</summary>
    public static Process Verb(Bench bench, BenchDatabase database, params string[] arguments)
    {
        var process = Run(arguments, Variables(bench.Server.MakeFolder(), database));
        process.BeginOutputReadLine();
        return process;
    }

    /// <summary>Somebody with a token, as HTTP's Authorization header says it.</summary>
    public AuthenticationHeaderValue Bearer(Role role, string subject) => new(
        "Bearer",
        DevelopmentTokens.Make(
            _settings, [role.Code()], subject, TokensAreGoodFor, TimeProvider.System.GetUtcNow()));

    /// <summary>Waits until every view shows every event, so that projecting them costs no later measurement.</summary>
    public async Task CatchUp()
    {
        while (true)
        {
            using var answer = await Client.GetAsync(new Uri("/health/ready", UriKind.Relative), _cancellation);
            using var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(_cancellation));
            if (answer.IsSuccessStatusCode && said.RootElement.GetProperty("lag").GetInt64() == 0)
                return;
            if (_process.HasExited)
                throw new InvalidOperationException("The service ended.");
            await Task.Delay(BetweenLooks, _cancellation);
        }
    }

    /// <summary>The most memory that it has had resident so far, in MiB.</summary>
    public double PeakMemory() => PeakMemory(_process) ?? throw new InvalidOperationException("The service ended.");

    /// <summary>The most memory that a process has had resident so far, in MiB; null once it has ended.</summary>
    public static double? PeakMemory(Process process)
    {
        var status = $"/proc/{process.Id.ToString(CultureInfo.InvariantCulture)}/status";
        try
        {
            var line = File.ReadLines(status).FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null
                ? null
                : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)
                    / 1024;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        // It goes with its ledger, so there is nothing that it would have to finish.
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static Dictionary<string, string> Variables(string folder, BenchDatabase database)
    {
        var secrets = Path.Combine(folder, "secrets.json");
        PrivateFile.TryMakeJson(secrets, Samples.MakeSecrets);
        return new(StringComparer.Ordinal)
        {
            [Setting.Data] = folder,
            ["XDG_STATE_HOME"] = Path.Combine(folder, "state"),
            [Setting.Database] = database.ServiceConnectionString,
            [Setting.Environment] = "Development",
            [Setting.MasterKeyFile] = secrets,
            [Setting.Url] = "http://127.0.0.1:0",
        };
    }

    private static Process Run(string[] arguments, Dictionary<string, string> variables)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "leadledger.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true };
        foreach (var name in start.Environment.Keys.Where(IsSetting).ToArray())
            start.Environment.Remove(name);
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static bool IsSetting(string name) => name.StartsWith(Setting.Prefix, StringComparison.Ordinal);

    private static async Task<Uri> AddressOf(Process process, string folder, Bench bench)
    {
        while (ServingNode.Find(folder)?.Url is not { } url)
        {
            if (process.HasExited)
                throw new InvalidOperationException(await process.StandardOutput.ReadToEndAsync(bench.Cancellation));
            await Task.Delay(BetweenLooks, bench.Cancellation);
        }
        return new Uri(ServingNode.Find(folder)!.Url!);
    }
}
