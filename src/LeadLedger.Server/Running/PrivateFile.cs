using System.Diagnostics;
using System.Text.Json;
using LeadLedger.EventStore.Sealing;
using LeadLedger.Server.Running.Embedded;

namespace LeadLedger.Server.Running;

/// <summary>Files that hold secrets: their owner alone can read them from the first; none is half written.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Replaces the file as a whole, durably.</summary>
    public static void WriteJson<T>(string path, T content)
    {
        File.Move(WriteBeside(path, content), path, overwrite: true);
        // Which of the two files bears the name stands in the folder.
        DurableFolder.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Makes the file unless it is there; whoever comes second leaves the first one's as it is.</summary>
    /// <returns>True if this call made it.</returns>
    public static bool TryMakeJson<T>(string path, Func<T> content)
    {
        if (File.Exists(path))
            return false;
        // .NET moves a file to where none is by looking first: two who look at once would both have made it, and one of
        // them would go on with what isn't there any more.
        using var alone = Lock(path);
        if (File.Exists(path))
            return false;
        WriteJson(path, content());
        return true;
    }

    /// <summary>
    /// Waits until nobody else changes the file, until disposed of: who reads it to write it must do both in one. An
    /// empty file beside it is what is locked, and stays.
    /// </summary>
    /// <exception cref="SettingsException">Somebody else has held it for 10 s; it takes them milliseconds.</exception>
    public static IDisposable Lock(string path)
    {
        var beside = path + ".lock";
        for (var waiting = Stopwatch.StartNew(); waiting.Elapsed < Patience; Thread.Sleep(BetweenTries))
        {
            if (FolderLock.TryExclusive(beside) is { } held)
                return held;
        }
        throw new SettingsException($"Somebody else is changing {path}: {beside} is locked.");
    }

    private static string WriteBeside<T>(string path, T content)
    {
        var beside = $"{path}.{Guid.NewGuid():N}";
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            create.UnixCreateMode = OwnerOnly;
        }

        using (var file = new FileStream(beside, create))
        {
            JsonSerializer.Serialize(file, content, Json);
            file.Flush(flushToDisk: true);
        }

        return beside;
    }

    /// <summary>What the file says, or null if it isn't there.</summary>
    /// <exception cref="JsonException">The file can't be read as what it should be.</exception>
    public static T? ReadJson<T>(string path)
        where T : class
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize<T>(file, Json);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
