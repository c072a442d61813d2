using System.Runtime.CompilerServices;

namespace LeadLedger.Server.Bulk;

/// <summary>A line of a body, or the news that it was too long to be looked at.</summary>
/// <param name="Number">From 1; empty lines count.</param>
internal readonly record struct CutLine(long Number, ReadOnlyMemory<byte> Text, bool IsTooLong);

/// <summary>
/// Cuts a body into lines as it arrives. Bytes are copied once, into chunks that many lines share and that live as long
/// as one of these does.
/// </summary>
internal static class LineCutter
{
    /// <summary>Small enough not to be among the large objects, which are collected late.</summary>
    private const int ChunkBytes = 64 * 1024;

    /// <summary>With less room than this, a new chunk is better than another read.</summary>
    private const int LeastRoomBytes = 4 * 1024;

    /// <summary>The lines in order, without their ends; the last one may have none.</summary>
    /// <param name="body">Read to its end.</param>
    /// <param name="maxLineBytes">A longer line is skipped, and said to be too long.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static async IAsyncEnumerable<CutLine> Cut(
        Stream body, int maxLineBytes, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var chunk = new byte[ChunkBytes];
        var (start, filled, number, isSkipping) = (0, 0, 0L, false);
        while (true)
        {
            var read = await body.ReadAsync(chunk.AsMemory(filled), cancellation);
            if (read == 0)
                break;
            var from = filled;
            filled += read;
            for (var end = EndOfLine(chunk, from, filled); end >= 0; end = EndOfLine(chunk, start, filled))
            {
                var isTooLong = isSkipping || end - start > maxLineBytes;
                yield return new CutLine(++number, isTooLong ? default : chunk.AsMemory(start, end - start), isTooLong);
                (start, isSkipping) = (end + 1, false);
            }
            if (filled - start > maxLineBytes)
                isSkipping = true;
            if (isSkipping)
                start = filled;
            if (chunk.Length - filled < LeastRoomBytes)
                (chunk, start, filled) = NextChunk(chunk, start, filled);
        }
        if (filled > start || isSkipping)
        {
            var line = isSkipping ? default : chunk.AsMemory(start, filled - start);
            yield return new CutLine(++number, line, isSkipping);
        }
    }

    private static int EndOfLine(byte[] chunk, int from, int filled)
    {
        var at = chunk.AsSpan(from, filled - from).IndexOf((byte)'\n');
        return at < 0 ? -1 : from + at;
    }

    /// <summary>Begins with what was read of the present line; larger where that line alone fills a chunk.</summary>
    private static (byte[] Chunk, int Start, int Filled) NextChunk(byte[] chunk, int start, int filled)
    {
        var begun = filled - start;
        var next = new byte[Math.Max(ChunkBytes, begun * 2)];
        chunk.AsSpan(start, begun).CopyTo(next);
        return (next, 0, begun);
    }
}
