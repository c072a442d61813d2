using System.Buffers.Binary;
using System.Text;

namespace LeadLedger.EventStore.Sealing;

/// <summary>
/// An event as the seal sees it: every column of its row but <c>is_archived</c>, in the table's order. Each is a length
/// of four bytes, most significant first, and that many bytes; null is the length <c>FFFFFFFF</c> and nothing after it.
/// Numbers are eight bytes, most significant first; ids their sixteen; JSON is PostgreSQL's own text of it; text is
/// UTF-8; the time is signed microseconds since 1970 UTC. This is the one home of that encoding, and it never changes:
/// every seal rests on it (ADR-0018).
/// </summary>
/// <param name="Position">The column <c>seq_id</c>.</param>
/// <param name="Data">The payload as stored, personal text as ciphertext.</param>
/// <param name="Binary">The column <c>bdata</c>.</param>
/// <param name="RecordedAt">
/// Microseconds since 1970 UTC; PostgreSQL's infinities are the largest and the smallest number.
/// </param>
/// <param name="Headers">As stored.</param>
public sealed record EventLeaf(
    long Position,
    Guid Id,
    Guid? StreamId,
    long Version,
    string Data,
    byte[]? Binary,
    string Type,
    long RecordedAt,
    string? TenantId,
    string? DotnetType,
    string? CorrelationId,
    string? CausationId,
    string? Headers,
    string? UserName)
{
    /// <summary>
    /// The columns as PostgreSQL's binary format sends them: the same lengths and bytes as a leaf has, but for the
    /// time, which it counts from 2000.
    /// </summary>
    internal const string Columns =
        """
        seq_id, id, stream_id, version, data::text, bdata, type, timestamp, tenant_id, mt_dotnet_type,
        correlation_id, causation_id, headers::text, user_name
        """;

    /// <summary>How many columns there are.</summary>
    internal const int ColumnCount = 14;

    internal const int TimeColumn = 7;

    private const int Null = -1;

    /// <summary>From 1970 to 2000, in microseconds.</summary>
    private const long ToEpochOf2000 = 946_684_800_000_000;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Its hash in the tree.</summary>
    public TreeHash Hash => TreeHash.OfLeaf(Encode());

    /// <summary>Its bytes.</summary>
    public byte[] Encode()
    {
        using var leaf = new MemoryStream();
        Write(leaf, Position);
        Write(leaf, Id.ToByteArray(bigEndian: true));
        Write(leaf, StreamId?.ToByteArray(bigEndian: true));
        Write(leaf, Version);
        Write(leaf, Data);
        Write(leaf, Binary);
        Write(leaf, Type);
        Write(leaf, RecordedAt);
        foreach (var text in (string?[])[TenantId, DotnetType, CorrelationId, CausationId, Headers, UserName])
            Write(leaf, text);
        return leaf.ToArray();
    }

    /// <summary>Reads a leaf back; null if the bytes aren't one.</summary>
    public static EventLeaf? Decode(ReadOnlySpan<byte> leaf)
    {
        var columns = new byte[]?[ColumnCount];
        for (var i = 0; i < ColumnCount; i++)
        {
            if (!TryTake(ref leaf, out columns[i]))
                return null;
        }
        return leaf.IsEmpty ? Of(columns) : null;
    }

    /// <summary>The position in a leaf's bytes, which begin with it.</summary>
    /// <exception cref="InvalidDataException">They don't.</exception>
    public static long PositionIn(ReadOnlySpan<byte> leaf) =>
        leaf.Length >= sizeof(int) + sizeof(long) && BinaryPrimitives.ReadInt32BigEndian(leaf) == sizeof(long)
            ? BinaryPrimitives.ReadInt64BigEndian(leaf[sizeof(int)..])
            : throw new InvalidDataException("An event has no position.");

    /// <summary>Makes PostgreSQL's time the leaf's, in place.</summary>
    internal static void CountFrom1970(Span<byte> time)
    {
        var given = BinaryPrimitives.ReadInt64BigEndian(time);
        if (given is not (long.MaxValue or long.MinValue))
            BinaryPrimitives.WriteInt64BigEndian(time, given + ToEpochOf2000);
    }

    private static EventLeaf? Of(byte[]?[] columns)
    {
        try
        {
            return new EventLeaf(
                BinaryPrimitives.ReadInt64BigEndian(Fixed(columns[0], sizeof(long))),
                new Guid(Fixed(columns[1], 16), bigEndian: true),
                columns[2] is { } stream ? new Guid(Fixed(stream, 16), bigEndian: true) : null,
                BinaryPrimitives.ReadInt64BigEndian(Fixed(columns[3], sizeof(long))),
                Text(columns[4] ?? throw new FormatException()),
                columns[5],
                Text(columns[6] ?? throw new FormatException()),
                BinaryPrimitives.ReadInt64BigEndian(Fixed(columns[TimeColumn], sizeof(long))),
                Text(columns[8]),
                Text(columns[9]),
                Text(columns[10]),
                Text(columns[11]),
                Text(columns[12]),
                Text(columns[13]));
        }
        catch (Exception malformed) when (malformed is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }

    private static byte[] Fixed(byte[]? column, int length) =>
        column?.Length == length ? column : throw new FormatException();

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(column))]
    private static string? Text(byte[]? column) => column is null ? null : Utf8.GetString(column);

    private static bool TryTake(ref ReadOnlySpan<byte> leaf, out byte[]? column)
    {
        column = null;
        if (leaf.Length < sizeof(int))
            return false;
        var length = BinaryPrimitives.ReadInt32BigEndian(leaf);
        leaf = leaf[sizeof(int)..];
        if (length == Null)
            return true;
        if (length < 0 || length > leaf.Length)
            return false;
        column = leaf[..length].ToArray();
        leaf = leaf[length..];
        return true;
    }

    private static void Write(MemoryStream leaf, long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        WriteLength(leaf, sizeof(long));
        leaf.Write(bytes);
    }

    private static void Write(MemoryStream leaf, string? value) =>
        Write(leaf, value is null ? null : Utf8.GetBytes(value));

    private static void Write(MemoryStream leaf, byte[]? value)
    {
        WriteLength(leaf, value?.Length ?? Null);
        leaf.Write(value ?? []);
    }

    private static void WriteLength(MemoryStream leaf, int length)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        leaf.Write(bytes);
    }
}
