namespace LeadLedger.Tests.Fixtures;

/// <summary>A folder for one test, gone after it. It isn't there at first, only its place is.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private const string SharedMemory = "/dev/shm";
    private const long RoomNeeded = 4L << 30;

    /// <summary>Where test runs put what they throw away: in memory where there is room, because it is quicker.</summary>
    public static string Parent { get; } =
        Directory.Exists(SharedMemory) && new DriveInfo(SharedMemory).AvailableFreeSpace >= RoomNeeded
            ? SharedMemory
            : System.IO.Path.GetTempPath();

    public string Path { get; } = System.IO.Path.Combine(Parent, $"leadledger-test-{Guid.NewGuid():N}");

    /// <summary>The path of something in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
