namespace LeadLedger.Server.Running.Embedded;

/// <summary>
/// A lock on a file that the kernel lets go of when its process ends, however it ends. It is flock(2) underneath, so
/// that a shell script can take part. Whoever may open the file can hold it, so it is its maker's alone.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Waits until nobody else holds it, and holds it alone.</summary>
    public static async Task<FolderLock> Exclusive(string path, CancellationToken cancellation)
    {
        while (true)
        {
            if (TryExclusive(path) is { } held)
            {
                return held;
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    /// <summary>Holds it alone, or null if another does hold it.</summary>
    public static FolderLock? TryExclusive(string path) => TryOpen(path, FileShare.None);

    /// <summary>Waits for the one who holds it alone, and holds it together with others.</summary>
    public static async Task<FolderLock> Shared(string path, CancellationToken cancellation)
    {
        while (true)
        {
            if (TryOpen(path, FileShare.Read) is { } held)
            {
                return held;
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    public void Dispose() => _file.Dispose();

    private static FolderLock? TryOpen(string path, FileShare share)
    {
        // Only a file opened for reading alone gets a shared lock from .NET, and such an opening makes no file.
        Make(path);
        try
        {
            return new FolderLock(new FileStream(path, FileMode.Open, FileAccess.Read, share, 1));
        }
        catch (IOException held) when (held is not FileNotFoundException)
        {
            return null;
        }
    }

    private static void Make(string path)
    {
        if (File.Exists(path))
            return;
        var make = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite,
            BufferSize = 1,
        };
        if (!OperatingSystem.IsWindows())
            make.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using var made = new FileStream(path, make);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Somebody else has made it meanwhile, and holds it already.
        }
    }
}
