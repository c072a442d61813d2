using System.Globalization;

namespace LeadLedger.Server.Running.Embedded;

/// <summary>What a running PostgreSQL writes about itself into its data folder (<c>postmaster.pid</c>).</summary>
/// <param name="ProcessId">The server's process.</param>
/// <param name="Port">Where it listens.</param>
/// <param name="IsReady">Whether it takes connections; not while it starts, recovers or stops.</param>
internal sealed record PostmasterFile(int ProcessId, int Port, bool IsReady)
{
    public static string PathIn(string data) => Path.Combine(data, "postmaster.pid");

    /// <summary>Reads it, or null if there is none that is complete.</summary>
    public static async Task<PostmasterFile?> Read(string data, CancellationToken cancellation)
    {
        try
        {
            // By line: the process, its data folder, when it started, the port, …, and how it is.
            var lines = await File.ReadAllLinesAsync(PathIn(data), cancellation);
            return lines.Length >= 4
                && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var processId)
                && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port)
                    ? new PostmasterFile(processId, port, lines.ElementAtOrDefault(7)?.Trim() == "ready")
                    : null;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether that process lives and is the server of this folder: numbers are given out again, and after a restart
    /// of the machine the same one is often another's. The command line is what everybody may read of a process; its
    /// working directory isn't, even for root in a container.
    /// </summary>
    public bool IsAliveOn(string data)
    {
        if (!Directory.Exists("/proc/self"))
        {
            return true;
        }

        try
        {
            var process = ProcessId.ToString(CultureInfo.InvariantCulture);
            return File.ReadAllText($"/proc/{process}/cmdline").Split('\0').Contains(data);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
