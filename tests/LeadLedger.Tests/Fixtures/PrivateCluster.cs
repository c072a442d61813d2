using System.Diagnostics;
using LeadLedger.Server.Running;
using LeadLedger.Server.Running.Embedded;

namespace LeadLedger.Tests.Fixtures;

/// <summary>
/// The private PostgreSQL of a test run, with the durability that the service has. It ends with the process, however
/// that ends.
/// </summary>
internal static class PrivateCluster
{
    private const string Prefix = "leadledger-tests-";

    /// <summary>
    /// Waits for the test process to end, which closes its standard input, then stops the server and removes the
    /// folders. In a session of its own, so that neither Ctrl-C nor a test runner that kills its children takes it along.
    /// The detour by 3 is because a shell gives its background jobs an empty input.
    /// </summary>
    private const string PutAwayAtTheEnd = """
        exec 3<&0
        setsid sh -c '
          cat > /dev/null
          if read -r postmaster < "$1/data/postmaster.pid"; then kill -QUIT "$postmaster"; fi
          turns=0
          while [ -e "$1/data/postmaster.pid" ] && [ "$turns" -lt 100 ]; do turns=$((turns + 1)); sleep 0.05; done
          rm -rf "$0" "$1"
        ' "$0" "$1" <&3 3<&- > /dev/null 2>&1 &
        """;

    /// <summary>Whoever puts away; kept, because its open input is what says that we are still here.</summary>
    private static Process? _atTheEnd;

    private static readonly TimeSpan LongerThanAStart = TimeSpan.FromMinutes(2);

    /// <summary>Starts one, after putting away what runs that were killed have left.</summary>
    public static async Task<EmbeddedPostgres> Start()
    {
        foreach (var folder in Directory.GetDirectories(TemporaryFolder.Parent, Prefix + "*"))
        {
            await PutAwayIfStale(folder);
        }

        var dataFolder = Path.Combine(TemporaryFolder.Parent, $"{Prefix}{Guid.NewGuid():N}");
        var cluster = await EmbeddedPostgres.Start(dataFolder);
        LeaveWord(dataFolder, cluster.Folder);
        return cluster;
    }

    private static void LeaveWord(string dataFolder, string clusterFolder)
    {
        var start = new ProcessStartInfo("sh", ["-c", PutAwayAtTheEnd, dataFolder, clusterFolder])
        {
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        };

        _atTheEnd = Process.Start(start);
    }

    private static async Task PutAwayIfStale(string folder)
    {
        try
        {
            if (DateTime.UtcNow - Directory.GetCreationTimeUtc(folder) < LongerThanAStart)
            {
                return;
            }

            using (var alone = FolderLock.TryExclusive(EmbeddedPostgres.UseLock(folder)))
            {
                if (alone is null)
                {
                    return;
                }

                await EmbeddedPostgres.Stop(folder);
            }

            Directory.Delete(folder, recursive: true);
        }
        catch (Exception notOurs) when (notOurs is UnauthorizedAccessException or IOException)
        {
            // Another user's, or another run is putting it away at this moment.
        }
    }
}
