using System.Buffers;
using Npgsql;

namespace LeadLedger.EventStore.Reading;

/// <summary>
/// The payloads of a page, one behind the other in large arrays that are used again when nobody looks at them any more:
/// whoever projects reads each once, and as arrays of their own they were most of what there was to collect.
/// </summary>
internal sealed class Payloads
{
    private const int Piece = 128 * 1024;

    // What the driver leaves out of the value of a jsonb, and begins its bytes with.
    private const byte FormatVersion = 1;

    private readonly List<byte[]> _pieces = [];
    private ArraySegment<byte> _rest = ArraySegment<byte>.Empty;

    /// <summary>Takes a <c>jsonb</c> from the row that the reader is at: its text, in UTF-8.</summary>
    public ReadOnlyMemory<byte> Read(NpgsqlDataReader reader, int column)
    {
        var length = (int)reader.GetBytes(column, 0, null, 0, 0);
        if (_rest.Count < length)
            Begin(length);
        reader.GetBytes(column, 0, _rest.Array, _rest.Offset, length);
        if (_rest[0] != FormatVersion)
            throw new NotSupportedException($"Version {_rest[0]} of the format of jsonb isn't known here.");
        ReadOnlyMemory<byte> payload = _rest[1..length];
        _rest = _rest[length..];
        return payload;
    }

    /// <summary>Gives the memory back: nothing that was read may be looked at any more.</summary>
    public void Release()
    {
        foreach (var piece in _pieces)
            ArrayPool<byte>.Shared.Return(piece);
        _pieces.Clear();
        _rest = ArraySegment<byte>.Empty;
    }

    private void Begin(int length)
    {
        var piece = ArrayPool<byte>.Shared.Rent(Math.Max(length, Piece));
        _pieces.Add(piece);
        _rest = piece;
    }
}
