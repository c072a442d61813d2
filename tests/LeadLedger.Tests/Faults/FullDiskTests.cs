using System.Diagnostics;
using LeadLedger.Server.Running.Embedded;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Torture;
using Xunit.Abstractions;

namespace LeadLedger.Tests.Faults;

/// <summary>The disk of the database runs full under load, and is given room again.</summary>
[Collection(RealFaults.Name)]
public sealed class FullDiskTests(ITestOutputHelper output)
{
    [FactWhereMountingIsAllowed]
    public async Task With_a_full_disk_nothing_acknowledged_is_lost_and_with_room_again_it_goes_on()
    {
        await using var disk = await SmallDisk.Mount(megabytes: 256);
        await using var site = await Site.Start(RunFolder.NewPlace(), nodes: 1, disk.Folder);
        var (node, door) = (site.Nodes[0], new Door(site.Client));
        var load = new Load(site, door, await TriedCompany.Found(site, door), seed: 1);
        load.Begin(callers: 4);
        await Until(() => Task.FromResult(load.Acknowledged > 100));

        disk.Fill();
        // Each bulk writes more than is left in the log; the server gives up, or refuses.
        await Until(async () => (await load.HandOffMany(200, node)) is var said
            && (said.Status != 207 || said.Text.Contains("\"problem\"", StringComparison.Ordinal)));
        await load.End();
        var refused = await load.HandOff(node);
        disk.Empty();
        // What an operator does, or the supervisor of the embedded one: the server may have ended itself.
        await site.Postgres.StartAgain();
        await Until(() => load.TryHandOff(node));
        await load.Resolve(TimeSpan.FromMinutes(3));

        output.WriteLine($"Full: {refused.Status} {refused.Problem}; {load.Acknowledged} acknowledged in all");
        Assert.Equal(503, refused.Status);
        await new Checks(site.Postgres).Run(load.Deeds);
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        var patience = Stopwatch.StartNew();
        while (!await holds())
            Assert.InRange(patience.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(90));
    }

    /// <summary>A file system of its own, in memory.</summary>
    private sealed class SmallDisk(string folder) : IAsyncDisposable
    {
        // PostgreSQL's user has to get through it.
        public string Folder => Path.Combine(folder, "cluster");

        private string Filler => Path.Combine(folder, "filler");

        public static async Task<SmallDisk> Mount(int megabytes)
        {
            var folder = RunFolder.NewPlace();
            Directory.CreateDirectory(folder);
            (await ExternalProgram.Run(["mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=755", "tmpfs", folder]))
                .OrThrow("A small disk couldn't be mounted");
            return new SmallDisk(folder);
        }

        /// <summary>Leaves not a byte.</summary>
        public void Fill()
        {
            using var filler = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, 0);
            var block = new byte[64 * 1024];
            try
            {
                while (true)
                    filler.Write(block);
            }
            catch (IOException)
            {
                // Full.
            }
        }

        public void Empty() => File.Delete(Filler);

        public async ValueTask DisposeAsync()
        {
            Empty();
            await ExternalProgram.Run(["umount", "--lazy", folder]);
            Directory.Delete(folder);
        }
    }
}

/// <summary>A test that needs to mount a file system: as root, outside of most containers.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactWhereMountingIsAllowedAttribute : FactAttribute
{
    private static readonly Lazy<bool> IsAllowed = new(TryMount);

    public FactWhereMountingIsAllowedAttribute()
    {
        if (!IsAllowed.Value)
            Skip = "A small disk can't be mounted here: that takes root, and a container that may mount.";
    }

    private static bool TryMount()
    {
        if (!Environment.IsPrivilegedProcess)
            return false;
        var folder = Directory.CreateTempSubdirectory("leadledger-mount-").FullName;
        try
        {
            using var mounting = Process.Start(new ProcessStartInfo(
                "sh", ["-c", "mount -t tmpfs -o size=1m tmpfs \"$0\" 2>/dev/null && umount \"$0\"", folder]));
            mounting!.WaitForExit();
            return mounting.ExitCode == 0;
        }
        finally
        {
            Directory.Delete(folder);
        }
    }
}
