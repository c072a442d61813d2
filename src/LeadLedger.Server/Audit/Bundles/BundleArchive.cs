using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LeadLedger.Server.Audit.Bundles;

/// <summary>Writes the files of a bundle into a zip archive, and the manifest that names them all.</summary>
internal sealed class BundleArchive
{
    private readonly List<(string Name, byte[] Content)> _files = [];

    /// <summary>Adds a file.</summary>
    public void Add(string name, string text) => _files.Add((name, Encoding.UTF8.GetBytes(text)));

    /// <summary>Adds a file of JSON.</summary>
    public void Add(string name, object content, JsonSerializerOptions options) =>
        _files.Add((name, JsonSerializer.SerializeToUtf8Bytes(content, content.GetType(), options)));

    /// <summary>The archive; the manifest goes first.</summary>
    /// <param name="manifest">Without its files.</param>
    public byte[] Close(BundleManifest manifest)
    {
        var complete = manifest with
        {
            Files =
            [
                .. _files.Select(file => new BundleFile(
                    file.Name, file.Content.Length, Convert.ToHexStringLower(SHA256.HashData(file.Content)))),
            ],
        };
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            var listing = JsonSerializer.SerializeToUtf8Bytes(complete, BundleFormat.Indented);
            Write(zip, BundleFormat.Manifest, listing, manifest);
            foreach (var (name, content) in _files)
                Write(zip, name, content, manifest);
        }
        return bytes.ToArray();
    }

    private static void Write(ZipArchive zip, string name, byte[] content, BundleManifest manifest)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = manifest.MadeAt;
        using var into = entry.Open();
        into.Write(content);
    }
}
