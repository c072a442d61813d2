using System.Text.Json;
using LeadLedger.Domain.Leads;
using LeadLedger.EventStore.Sealing;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Erasing;

/// <summary>One erasure as the list outside the database has it.</summary>
/// <param name="EventId">The erasure's event, by which a lost one is known when it is written again.</param>
public sealed record ListedErasure(
    Guid LeadId, ErasureGround Ground, string ErasedBy, DateTimeOffset ErasedAt, string? MasterKeyId, Guid EventId);

/// <summary>
/// The erasures outside the database, one JSON object a line: a restored database has forgotten what came after its
/// backup, and this file hasn't. Lines are only ever added, each durable before the erasure is answered. It names no
/// person, but it does name leads, so it is its owner's alone.
/// </summary>
public sealed class ErasureList(string path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly Lock Gate = new();

    public string Path => path;

    /// <summary>Adds an erasure that isn't on it yet; returns once it is durable.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Keep(ListedErasure erasure)
    {
        lock (Gate)
        {
            if (Read().Exists(listed => listed.LeadId == erasure.LeadId))
                return;
            var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;
            DurableFolder.Make(folder);
            var open = new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.ReadWrite,
            };
            if (!OperatingSystem.IsWindows())
                open.UnixCreateMode = OwnerOnly;
            using var file = new FileStream(path, open);
            byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(erasure, LedgerJson.Options), (byte)'\n'];
            // A line that was torn off by a power cut must not swallow the next.
            var isNew = file.Seek(0, SeekOrigin.End) == 0;
            file.Write(isNew || EndsWithALine(file) ? line : [(byte)'\n', .. line]);
            file.Flush(flushToDisk: true);
            // The file's own name, too: what is in it would be of no use without.
            if (isNew)
                DurableFolder.Flush(folder);
        }
    }

    /// <summary>
    /// What is on it, the oldest first; a line that can't be read is left out. None where there is no file.
    /// </summary>
    public List<ListedErasure> Read()
    {
        var listed = new List<ListedErasure>();
        if (!File.Exists(path))
            return listed;
        foreach (var line in File.ReadLines(path))
        {
            if (TryParse(line) is { } erasure)
                listed.Add(erasure);
        }
        return listed;
    }

    /// <summary>Null: this isn't a line of the list.</summary>
    internal static ListedErasure? TryParse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<ListedErasure>(line, LedgerJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool EndsWithALine(FileStream file)
    {
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == '\n';
    }
}
