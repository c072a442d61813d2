using System.Buffers.Binary;
using System.Globalization;
using Npgsql;

namespace LeadLedger.EventStore.Sealing;

/// <summary>
/// Reads events in position order as leaves, however many there are, in one buffer: PostgreSQL sends a row with COPY in
/// the very bytes that are hashed, so that nothing is taken apart and put together again. Archived events are read like
/// all others: archiving hides an event from readers, not from its seal.
/// </summary>
public sealed class LeafReader : IAsyncDisposable
{
    /// <summary>
    /// To be set on a connection that reads leaves: by the key, in its order, never the whole table to be sorted.
    /// </summary>
    public const string PlanSettings =
        """
        set enable_seqscan = off;
        set enable_bitmapscan = off;
        set enable_sort = off;
        set max_parallel_workers_per_gather = 0;
        set jit = off;
        """;

    private const int FirstBuffer = 128 * 1024;
    private const int SignatureBytes = 11;
    private const int HeaderBytes = SignatureBytes + sizeof(int) + sizeof(int);
    private const int CountBytes = sizeof(short);
    private const short EndOfRows = -1;

    private readonly Stream _rows;
    private byte[] _buffer = new byte[FirstBuffer];

    // What has come in and isn't passed over yet; the leaf that was read lies before it.
    private int _start;
    private int _end;
    private int _leafStart;
    private int _leafLength;

    private LeafReader(Stream rows) => _rows = rows;

    /// <summary>The bytes of the leaf that was read; good until the next is.</summary>
    public ReadOnlyMemory<byte> Leaf => _buffer.AsMemory(_leafStart, _leafLength);

    /// <summary>Its position.</summary>
    public long Position => EventLeaf.PositionIn(Leaf.Span);

    /// <summary>Its hash.</summary>
    public TreeHash Hash
    {
        get
        {
            // The count of columns lies in front of it, and nobody needs that any more.
            _buffer[_leafStart - 1] = TreeHash.LeafPrefix;
            return TreeHash.OfPrefixedLeaf(_buffer.AsSpan(_leafStart - 1, _leafLength + 1));
        }
    }

    /// <summary>
    /// Begins to read. The connection is taken until the reader is disposed of; what it sees is what one statement
    /// there would.
    /// </summary>
    /// <param name="connection">An open one.</param>
    /// <param name="after">A position.</param>
    /// <param name="upTo">The last position wanted.</param>
    /// <param name="most">The most events.</param>
    public static async Task<LeafReader> Open(
        NpgsqlConnection connection,
        long after,
        long upTo = long.MaxValue,
        long most = long.MaxValue,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        // COPY takes no parameters.
        var rows = await connection.BeginRawBinaryCopyAsync(string.Create(CultureInfo.InvariantCulture,
            $"""
            copy (
              select {EventLeaf.Columns} from ledger.mt_events
              where seq_id > {after} and seq_id <= {upTo} order by seq_id limit {most})
            to stdout (format binary)
            """), cancellation).ConfigureAwait(false);
        var reader = new LeafReader(rows);
        try
        {
            await reader.ReadHeader(cancellation).ConfigureAwait(false);
            return reader;
        }
        catch
        {
            await reader.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Reads the next leaf.</summary>
    /// <returns>False when there is none.</returns>
    public ValueTask<bool> Read(CancellationToken cancellation = default) =>
        TryRead(out var isAtEnd) ? new ValueTask<bool>(!isAtEnd) : ReadSlowly(cancellation);

    public ValueTask DisposeAsync() => _rows.DisposeAsync();

    private async ValueTask<bool> ReadSlowly(CancellationToken cancellation)
    {
        bool isAtEnd;
        do
            await Fill(cancellation).ConfigureAwait(false);
        while (!TryRead(out isAtEnd));
        return !isAtEnd;
    }

    private async Task ReadHeader(CancellationToken cancellation)
    {
        while (_end < HeaderBytes)
            await Fill(cancellation).ConfigureAwait(false);
        var more = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(HeaderBytes - sizeof(int)));
        while (_end < HeaderBytes + more)
            await Fill(cancellation).ConfigureAwait(false);
        _start = HeaderBytes + more;
    }

    private async ValueTask Fill(CancellationToken cancellation)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_end, _start) = (_end - _start, 0);
        }
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        // A copy sends no more than a row at a time; what is there already costs no wait.
        var read = await _rows.ReadAsync(_buffer.AsMemory(_end), cancellation).ConfigureAwait(false);
        if (read == 0)
            throw new EndOfStreamException("The events ended in the middle of one.");
        _end += read;
    }

    /// <summary>Takes a whole row out of the buffer, if there is one.</summary>
    private bool TryRead(out bool isAtEnd)
    {
        isAtEnd = false;
        var row = _buffer.AsSpan(_start, _end - _start);
        if (row.Length < CountBytes)
            return false;
        var columns = BinaryPrimitives.ReadInt16BigEndian(row);
        isAtEnd = columns == EndOfRows;
        if (isAtEnd)
            return true;
        var (at, time) = (CountBytes, -1);
        for (var column = 0; column < columns; column++)
        {
            if (at + sizeof(int) > row.Length)
                return false;
            var length = BinaryPrimitives.ReadInt32BigEndian(row[at..]);
            at += sizeof(int);
            if (column == EventLeaf.TimeColumn && length == sizeof(long))
                time = at;
            at += Math.Max(length, 0);
        }
        if (at > row.Length)
            return false;
        if (time >= 0)
            EventLeaf.CountFrom1970(row[time..]);
        (_leafStart, _leafLength) = (_start + CountBytes, at - CountBytes);
        _start += at;
        return true;
    }
}
