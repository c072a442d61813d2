using System.ComponentModel;
using System.Diagnostics;

namespace LeadLedger.Server.Running.Embedded;

/// <summary>Runs a program of the system to its end, without a shell between, and keeps what it said.</summary>
internal static class ExternalProgram
{
    /// <summary>
    /// Runs <paramref name="arguments"/> (the first is the program) from the root folder, because the folder we are in
    /// may be closed to the user that the program drops to.
    /// </summary>
    /// <exception cref="EmbeddedPostgresException">The program isn't on this machine.</exception>
    public static async Task<ProgramResult> Run(
        IReadOnlyList<string> arguments, string? input = null, CancellationToken cancellation = default)
    {
        var start = new ProcessStartInfo(OnPath(arguments[0]), arguments.Skip(1))
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C";

        using var process = Launch(start);
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellation);
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellation);
        return new ProgramResult(process.ExitCode, (await output).Trim(), (await errors).Trim());
    }

    /// <summary>
    /// The program's own path. Starting it by its name alone would look into the folder we are in first, and run
    /// whatever somebody has put there under that name, maybe as root.
    /// </summary>
    /// <exception cref="EmbeddedPostgresException">The program isn't on this machine.</exception>
    public static string OnPath(string program)
    {
        if (program.Contains('/', StringComparison.Ordinal))
            return program;
        var folders = Environment.GetEnvironmentVariable("PATH")?.Split(':') ?? [];
        return folders.Where(Path.IsPathRooted)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists)
            ?? throw new EmbeddedPostgresException($"The program '{program}' isn't on PATH.");
    }

    private static Process Launch(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new EmbeddedPostgresException($"The program '{start.FileName}' can't be run here.", missing);
        }
    }
}

/// <summary>How a program ended: 0 is success; the texts are trimmed.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Errors)
{
    public bool Succeeded => ExitCode == 0;

    /// <exception cref="EmbeddedPostgresException">The program failed: its own words, after ours.</exception>
    public ProgramResult OrThrow(string whatFailed) =>
        Succeeded ? this : throw new EmbeddedPostgresException($"{whatFailed}: {Output} {Errors}".Trim());
}
