using System.Diagnostics;

namespace LeadLedger.Tests.Fixtures;

/// <summary>The executable as a process of its own, as people run it.</summary>
internal sealed class ProgramRun : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private ProgramRun(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public int ProcessId => _process.Id;

    /// <summary>Starts it with nothing of this process's settings but what is given.</summary>
    public static ProgramRun Start(string dataFolder, string[] arguments, params (string Name, string Value)[] settings)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "leadledger.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var ours = start.Environment.Keys.Where(name => name.StartsWith("LEADLEDGER_", StringComparison.Ordinal));
        foreach (var name in ours.ToArray())
            start.Environment.Remove(name);
        start.Environment["LEADLEDGER_DATA"] = dataFolder;
        start.Environment["LEADLEDGER_ERASURES_FILE"] = Path.Combine(dataFolder, "erasures.ndjson");
        // What a node keeps outside its data folder mustn't come into anybody's home.
        start.Environment["XDG_STATE_HOME"] = Path.Combine(dataFolder, "state");
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return new ProgramRun(Process.Start(start)!);
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> ToItsEnd(
        string dataFolder, string[] arguments, params (string Name, string Value)[] settings)
    {
        await using var run = Start(dataFolder, arguments, settings);
        return await run.End();
    }

    /// <summary>
    /// Waits until it has said a line with these words, and returns the line; null if it ended before.
    /// </summary>
    public async Task<string?> Line(string words)
    {
        string? line;
        do
        {
            line = await _process.StandardOutput.ReadLineAsync();
        }
        while (line is not null && !line.Contains(words, StringComparison.Ordinal));
        return line;
    }

    /// <summary>Waits for its end.</summary>
    public async Task<(int ExitCode, string Output, string Errors)> End()
    {
        var output = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return (_process.ExitCode, output.Trim(), (await _errors).Trim());
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await Kill();
        _process.Dispose();
    }
}
