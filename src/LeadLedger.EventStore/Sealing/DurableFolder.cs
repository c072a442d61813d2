using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LeadLedger.EventStore.Sealing;

/// <summary>
/// Makes a folder, or the name of a file in it, outlive a power cut. Flushing a file writes out what is in it, but that
/// it is there at all stands in its folder, which .NET has no call to flush: it is done by the platform's own. On
/// Windows there is none, and its file systems log names by themselves.
/// </summary>
public static class DurableFolder
{
    private const int ReadOnly = 0;

    /// <summary>Makes a folder and those above it, as far as they aren't there.</summary>
    /// <exception cref="IOException">It couldn't be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static void Make(string folder)
    {
        var missing = new Stack<string>();
        for (var at = Path.GetFullPath(folder); !Directory.Exists(at); at = Path.GetDirectoryName(at)!)
            missing.Push(at);
        foreach (var made in missing)
        {
            Directory.CreateDirectory(made);
            Flush(Path.GetDirectoryName(made)!);
        }
    }

    /// <summary>Returns once the names in a folder are on the disk, where platform and disk can do that.</summary>
    /// <returns>False where they can't: some network file systems flush no folder.</returns>
    public static bool Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return false;
        using var opened = Open(System.Text.Encoding.UTF8.GetBytes(folder + '\0'), ReadOnly);
        return !opened.IsInvalid && Sync(opened) == 0;
    }

    // A path of bytes and a handle: nothing has to be marshalled that would need unsafe code.
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern SafeFileHandle Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(SafeFileHandle folder);
}
