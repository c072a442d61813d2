namespace LeadLedger.Server.Running;

/// <summary>The folder where a node keeps what is its own.</summary>
internal static class DataFolder
{
    /// <summary>
    /// Makes it if it isn't there, closed to others. Root's can be passed through but not listed, so that PostgreSQL's
    /// user gets to its own part of it; files with secrets are closed by themselves.
    /// </summary>
    public static void Make(string path)
    {
        const UnixFileMode ownersOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        const UnixFileMode passing = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, Environment.IsPrivilegedProcess ? ownersOnly | passing : ownersOnly);
    }
}
