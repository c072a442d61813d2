namespace LeadLedger.Server.Running;

/// <summary>The folder of source code that this program was built in.</summary>
internal static class Checkout
{
    /// <summary>
    /// Found from where the program lies, so that it is the same one from whichever folder it is started; the working
    /// directory for a program that was published elsewhere.
    /// </summary>
    public static string Folder { get; } = Find(AppContext.BaseDirectory) ?? Environment.CurrentDirectory;

    private static string? Find(string? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder, "LeadLedger.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder;
    }
}
