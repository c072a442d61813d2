using System.IO.Compression;
using System.Text;
using System.Text.Json;
using LeadLedger.EventStore.Verifying;

namespace LeadLedger.Server.Audit.Bundles;

/// <summary>
/// Reads a bundle that may come from anybody: into memory and never onto the disk, no more than a bundle can be, and
/// nothing by a name that isn't one of a bundle's.
/// </summary>
internal static class BundleReader
{
    public const long MostBytes = 256L << 20;

    private const long MostPackedBytes = 64L << 20;
    private const int MostFiles = 4096;
    private const int LongestName = 128;

    /// <summary>Whether a file begins as a zip archive does.</summary>
    public static bool IsArchive(string path)
    {
        if (!File.Exists(path))
            return false;
        using var file = File.OpenRead(path);
        Span<byte> begin = stackalloc byte[4];
        return file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) == begin.Length
            && begin.SequenceEqual("PK\x03\x04"u8);
    }

    /// <summary>Every file in it by its name.</summary>
    /// <exception cref="CannotVerifyException">It isn't a bundle that can be read.</exception>
    public static IReadOnlyDictionary<string, byte[]> Read(string path)
    {
        if (new FileInfo(path).Length > MostPackedBytes)
            throw new CannotVerifyException($"A bundle isn't larger than {MostPackedBytes >> 20} MiB.");
        try
        {
            using var zip = new ZipArchive(File.OpenRead(path), ZipArchiveMode.Read);
            if (zip.Entries.Count > MostFiles)
                throw new CannotVerifyException($"A bundle hasn't more than {MostFiles} files.");
            var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            var left = MostBytes;
            foreach (var entry in zip.Entries)
            {
                if (!IsName(entry.FullName))
                    throw new CannotVerifyException("A file in the archive has a name that no file of a bundle has.");
                var content = Read(entry, ref left);
                if (!files.TryAdd(entry.FullName, content))
                    throw new CannotVerifyException($"The archive has two files {entry.FullName}.");
            }
            return files;
        }
        catch (InvalidDataException broken)
        {
            throw new CannotVerifyException($"The archive can't be read: {broken.Message}", broken);
        }
    }

    /// <summary>A file's text.</summary>
    /// <exception cref="CannotVerifyException">It isn't UTF-8.</exception>
    public static string Text(byte[] content)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content);
        }
        catch (DecoderFallbackException unlike)
        {
            throw new CannotVerifyException("A file in the archive isn't text.", unlike);
        }
    }

    /// <summary>What JSON says; null if it isn't what it should be.</summary>
    public static T? Json<T>(ReadOnlySpan<byte> content)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(content, BundleFormat.Json);
        }
        catch (Exception unlike) when (unlike is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>What the archive says of a file's size isn't believed: it is read no further than is allowed.</summary>
    private static byte[] Read(ZipArchiveEntry entry, ref long left)
    {
        using var content = entry.Open();
        using var read = new MemoryStream();
        var buffer = new byte[64 << 10];
        int count;
        while ((count = content.Read(buffer)) > 0)
        {
            left -= count;
            if (left < 0)
                throw new CannotVerifyException($"A bundle isn't larger than {MostBytes >> 20} MiB unpacked.");
            read.Write(buffer, 0, count);
        }
        return read.ToArray();
    }

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' or '/')
        && name.Split('/').All(part => part.Length > 0 && part.Trim('.').Length > 0);
}
