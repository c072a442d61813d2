using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LeadLedger.Server.Running;

/// <summary>What of the processor this process gets where others want it too.</summary>
internal static class Priority
{
    private const int OfAThread = 0;
    private const int BelowNormal = 10;

    /// <summary>Lets whoever serves people on the same machine go first, from now on.</summary>
    public static void Lower()
    {
        using var self = Process.GetCurrentProcess();
        self.PriorityClass = ProcessPriorityClass.BelowNormal;
        if (!OperatingSystem.IsLinux())
            return;
        // There it is the main thread's alone and that of those it starts. The compiler's thread is another, and it is
        // the busiest of all for the first seconds.
        foreach (ProcessThread thread in self.Threads)
        {
            using (thread)
                _ = SetPriority(OfAThread, thread.Id, BelowNormal);
        }
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, int who, int priority);
}
