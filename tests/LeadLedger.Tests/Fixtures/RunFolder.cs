using System.Diagnostics;
using LeadLedger.Server.Running.Embedded;

namespace LeadLedger.Tests.Fixtures;

/// <summary>
/// The folder of this test run, for everything that it throws away: in memory where there is room, because a run makes
/// and drops many databases. It goes when the process ends, however that ends, and with it every server in it.
/// </summary>
internal static class RunFolder
{
    private const string Prefix = "leadledger-run-";
    private const string SharedMemory = "/dev/shm";
    private const long RoomNeeded = 4L << 30;

    /// <summary>
    /// Stops the servers below a folder, which is $0, and removes it. Only a server's own process is ended.
    /// </summary>
    private const string PutAway = """
        for pid_file in "$0"/*/postgres/data/postmaster.pid "$0"/*/*/postgres/data/postmaster.pid; do
          data=${pid_file%/postmaster.pid}
          turns=0
          while read -r pid < "$pid_file" && [ "$turns" -lt 100 ] \
            && tr '\0' '\n' < "/proc/$pid/cmdline" | grep -qxF "$data"; do
            kill -QUIT "$pid"
            turns=$((turns + 1))
            sleep 0.05
          done
        done 2> /dev/null
        rm -rf "$0"
        """;

    /// <summary>
    /// Waits for this process to end, which closes its standard input, and puts away then. In a session of its own, so
    /// that neither Ctrl-C nor a test runner that kills its children takes it along. The detour by 3 is because a shell
    /// gives its background jobs an empty input.
    /// </summary>
    private const string PutAwayAtTheEnd = """
        exec 3<&0
        setsid sh -c 'cat > /dev/null; eval "$1"' "$0" "$1" <&3 3<&- > /dev/null 2>&1 &
        """;

    private static readonly TimeSpan LongerThanAStart = TimeSpan.FromMinutes(2);

    /// <summary>Held and kept open for as long as this process lives: that is what says so to others.</summary>
    private static readonly (string Path, FolderLock Lock, Process AtTheEnd) Ours = Make();

    /// <summary>A place for one thing in it; nothing is there yet.</summary>
    public static string NewPlace() => Path.Combine(Ours.Path, Guid.NewGuid().ToString("N"));

    private static (string Path, FolderLock Lock, Process AtTheEnd) Make()
    {
        var parent = Directory.Exists(SharedMemory) && new DriveInfo(SharedMemory).AvailableFreeSpace >= RoomNeeded
            ? SharedMemory
            : Path.GetTempPath();
        foreach (var folder in Directory.GetDirectories(parent, Prefix + "*"))
            PutAwayIfStale(folder);

        // PostgreSQL's user has to get through it.
        var ours = Path.Combine(parent, $"{Prefix}{Guid.NewGuid():N}");
        Directory.CreateDirectory(
            ours,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
        var start = new ProcessStartInfo("sh", ["-c", PutAwayAtTheEnd, ours, PutAway])
        {
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        };
        return (ours, FolderLock.TryExclusive(LockIn(ours))!, Process.Start(start)!);
    }

    private static string LockIn(string folder) => Path.Combine(folder, "run.lock");

    private static void PutAwayIfStale(string folder)
    {
        try
        {
            if (DateTime.UtcNow - Directory.GetCreationTimeUtc(folder) < LongerThanAStart)
                return;
            using var stale = FolderLock.TryExclusive(LockIn(folder));
            if (stale is null)
                return;
            using var putAway = Process.Start("sh", ["-c", PutAway, folder]);
            putAway.WaitForExit();
        }
        catch (Exception notOurs) when (notOurs is UnauthorizedAccessException or IOException)
        {
            // Another user's, or another run is putting it away at this moment.
        }
    }
}
