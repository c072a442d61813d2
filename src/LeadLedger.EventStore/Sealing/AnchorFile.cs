using System.Text;

namespace LeadLedger.EventStore.Sealing;

/// <summary>
/// Signed checkpoints in a text file of its own, out of reach of whoever holds the database: it shows when a tail was
/// cut off, or everything was made anew and signed with the right key. Only ever appended to. Each is its note as it
/// is; a line that begins with <c>#</c> is for people.
/// </summary>
public static class AnchorFile
{
    private const int TailBytes = 64 * 1024;

    /// <summary>Adds a checkpoint at the end, and returns once it is on the disk.</summary>
    /// <param name="path">Of the file, which is made where it isn't there, and its folder too.</param>
    /// <param name="checkpoint">What to add.</param>
    /// <param name="remark">A line for people in front of it.</param>
    /// <exception cref="IOException">It couldn't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Append(string path, SignedCheckpoint checkpoint, string? remark = null)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        DurableFolder.Make(folder);
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var text = (remark is null ? "" : $"# {remark}\n") + checkpoint.Note;
        // Somebody was killed in the middle of a line: that one is lost, and mustn't take this one with it.
        if (EndsWithin(file))
            text = "\n" + text;
        file.Seek(0, SeekOrigin.End);
        var isNew = file.Length == 0;
        file.Write(Encoding.UTF8.GetBytes(text));
        file.Flush(flushToDisk: true);
        // The file's own name, too: what is in it would be of no use without.
        if (isNew)
            DurableFolder.Flush(folder);
    }

    /// <summary>The newest checkpoint in the file; null where there is none that can be read.</summary>
    /// <exception cref="IOException">It couldn't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static SignedCheckpoint? ReadLast(string path)
    {
        if (!File.Exists(path))
            return null;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(Math.Max(0, file.Length - TailBytes), SeekOrigin.Begin);
        using var lines = new StreamReader(file, Encoding.UTF8);
        return Read(lines).LastOrDefault(anchor => anchor.Checkpoint is not null)?.Checkpoint;
    }

    /// <summary>Everything in the file, in order, one at a time however long it is.</summary>
    /// <inheritdoc cref="ReadLast" path="/exception"/>
    public static IEnumerable<Anchor> Read(string path)
    {
        using var lines = new StreamReader(
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), Encoding.UTF8);
        foreach (var anchor in Read(lines))
            yield return anchor;
    }

    /// <inheritdoc cref="Read(string)"/>
    /// <param name="lines">The file's text.</param>
    public static IEnumerable<Anchor> Read(TextReader lines)
    {
        var (text, first, at) = (new StringBuilder(), 1L, 0L);
        while (lines.ReadLine() is { } line)
        {
            at++;
            var begins = line.StartsWith(Checkpoint.Origin, StringComparison.Ordinal);
            if (begins || line.StartsWith('#'))
            {
                if (Taken(text, first) is { } before)
                    yield return before;
                (text, first) = (new StringBuilder(), at);
            }
            if (!line.StartsWith('#'))
                text.Append(line).Append('\n');
        }
        if (Taken(text, first) is { } last)
            yield return last;
    }

    private static Anchor? Taken(StringBuilder text, long line)
    {
        var note = text.ToString();
        if (note.Trim().Length == 0)
            return null;
        // An empty line at its end separates it from what comes after a line that was cut short.
        var whole = note.TrimEnd('\n') + "\n";
        return new Anchor(line, SignedCheckpoint.Parse(whole), whole);
    }

    private static bool EndsWithin(FileStream file)
    {
        if (file.Length == 0)
            return false;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }
}

/// <summary>One checkpoint in an anchor file.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Checkpoint">Null where the text isn't one: cut short by a crash, or damaged.</param>
/// <param name="Text">As it stands there.</param>
public sealed record Anchor(long Line, SignedCheckpoint? Checkpoint, string Text);
