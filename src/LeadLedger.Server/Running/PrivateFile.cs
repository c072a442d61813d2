using System.Text.Json;

namespace LeadLedger.Server.Running;

/// <summary>Files that hold secrets: readable by their owner alone from the moment they exist, and never half written.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Replaces the file as a whole, durably.</summary>
    public static void WriteJson<T>(string path, T content)
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

        File.Move(beside, path, overwrite: true);
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
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
