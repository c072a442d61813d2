using System.Globalization;

namespace LeadLedger.Server.Running.Embedded;

/// <summary>What a running PostgreSQL writes about itself into its data folder (<c>postmaster.pid</c>).</summary>
internal sealed record PostmasterFile(int ProcessId, int Port)
{
    public static string PathIn(string data) => Path.Combine(data, "postmaster.pid");

    /// <summary>Reads it, or null if there is none that is complete.</summary>
    public static async Task<PostmasterFile?> Read(string data, CancellationToken cancellation)
    {
        try
        {
            // By line: the process, its data folder, when it started, the port.
            var lines = await File.ReadAllLinesAsync(PathIn(data), cancellation);
            return lines.Length >= 4
                && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var processId)
                && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port)
                    ? new PostmasterFile(processId, port)
                    : null;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether that process lives and is the server of this folder: numbers are given out again, and after a restart
    /// of the machine the same one is often another's. A server's working directory is its data folder.
    /// </summary>
    public bool IsAliveOn(string data)
    {
        var process = $"/proc/{ProcessId.ToString(CultureInfo.InvariantCulture)}";
        if (!Directory.Exists("/proc/self"))
        {
            return true;
        }

        try
        {
            return Directory.ResolveLinkTarget($"{process}/cwd", returnFinalTarget: false)?.FullName == Real(data);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The path with its symbolic links followed, as the kernel names it.</summary>
    private static string Real(string path)
    {
        var parent = Path.GetDirectoryName(path);
        if (parent is null)
        {
            return path;
        }

        var here = Path.Combine(Real(parent), Path.GetFileName(path));
        var target = Directory.ResolveLinkTarget(here, returnFinalTarget: true);
        return target is null ? here : Real(target.FullName);
    }
}
