using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace LeadLedger.Torture;

/// <summary>A node of the service: the executable as a process of its own, to be killed and stopped.</summary>
internal sealed class Node(
    string name, string folder, Uri address, Wire wire, IReadOnlyDictionary<string, string> settings) : IAsyncDisposable
{
    private Process? _process;

    public string Name => name;

    public Uri Address => address;

    /// <summary>Its line to PostgreSQL.</summary>
    public Wire Wire => wire;

    public int ProcessId => _process!.Id;

    /// <summary>What it has said, of all its lives.</summary>
    public string LogFile => Path.Combine(folder, "said.log");

    /// <summary>Resident memory, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            var line = File.ReadLines(FormattableString.Invariant($"/proc/{ProcessId}/status"))
                .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ')[^2], CultureInfo.InvariantCulture) * 1024;
        }
    }

    /// <summary>Starts it, or starts it again, and waits until it serves.</summary>
    public async Task Start()
    {
        Directory.CreateDirectory(folder);
        _process?.Dispose();
        _process = Run(["serve"]);
        var serves = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (process, gate) = (_process, new Lock());
        void Keep(string? line)
        {
            if (line is null)
                return;
            lock (gate)
                File.AppendAllText(LogFile, line + "\n");
            if (line.Contains("serves at", StringComparison.Ordinal))
                serves.TrySetResult();
        }
        process.OutputDataReceived += (_, said) => Keep(said.Data);
        process.ErrorDataReceived += (_, said) => Keep(said.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (await Task.WhenAny(serves.Task, process.WaitForExitAsync()) != serves.Task)
            throw new InvalidOperationException($"{name} ended at its start: {await File.ReadAllTextAsync(LogFile)}");
    }

    /// <summary>Another verb of the executable, with this node's settings; its output is the caller's.</summary>
    public Process Run(string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "leadledger.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var givenToUs = start.Environment.Keys.Where(it => it.StartsWith("LEADLEDGER_", StringComparison.Ordinal));
        foreach (var given in givenToUs.ToArray())
            start.Environment.Remove(given);
        start.Environment["LEADLEDGER_DATA"] = folder;
        start.Environment["XDG_STATE_HOME"] = Path.Combine(folder, "state");
        start.Environment["LEADLEDGER_URL"] = address.ToString();
        start.Environment["LEADLEDGER_DATABASE"] = wire.ConnectionString;
        foreach (var (setting, value) in settings)
            start.Environment[setting] = value;
        return Process.Start(start)!;
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Stops it where it is: it isn't gone, and everything it holds stays held.</summary>
    public Task Freeze() => Signal.Send("STOP", ProcessId);

    public Task Thaw() => Signal.Send("CONT", ProcessId);

    /// <summary>What its projector is at, or null where it doesn't answer.</summary>
    public async Task<string?> Projector(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(address, "/health/ready"));
            using var ready = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            return ready.RootElement.TryGetProperty("projector", out var state) ? state.GetString() : null;
        }
        catch (Exception silent) when (silent is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            await Kill();
        _process?.Dispose();
        await wire.DisposeAsync();
    }
}
