using System.ComponentModel;
using System.Diagnostics;

namespace LeadLedger.Server.Running.Embedded;

/// <summary>Runs a program of the operating system to its end, without a shell between, and keeps what it said.</summary>
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
        var start = new ProcessStartInfo(arguments[0], arguments.Skip(1))
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
