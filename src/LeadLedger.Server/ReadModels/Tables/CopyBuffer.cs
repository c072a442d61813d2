using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace LeadLedger.Server.ReadModels.Tables;

/// <summary>
/// Rows in the binary format of COPY, in memory: what a page adds to a table is put together here and sent in one go.
/// The driver's own importer does the same value by value, and takes several times as long.
/// </summary>
internal sealed class CopyBuffer
{
    // Few rows are a few kilobytes; many are megabytes, for which small pieces would be handed over one by one.
    private const int FirstPiece = 16 * 1024;
    private const int LargestPiece = 1024 * 1024;

    // Days and microseconds are counted from 2000-01-01.
    private static readonly long EpochTicks = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
    private static readonly int EpochDay = new DateOnly(2000, 1, 1).DayNumber;

    // PGCOPY, then bytes that a transfer as text would spoil.
    private static ReadOnlySpan<byte> Signature => [0x50, 0x47, 0x43, 0x4f, 0x50, 0x59, 0x0a, 0xff, 0x0d, 0x0a, 0x00];

    private List<(byte[] Bytes, int Length)> _full = [];
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstPiece);
    private int _length;

    public CopyBuffer()
    {
        var header = Take(Signature.Length + (2 * sizeof(int)));
        Signature.CopyTo(header);
        // No flags, and nothing that extends the header.
        header[Signature.Length..].Clear();
    }

    public void BeginRow(int columns) => BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), (short)columns);

    /// <summary>Sends all of it. It is empty afterwards, and of no more use.</summary>
    public async Task SendTo(NpgsqlRawCopyStream stream, CancellationToken cancellation)
    {
        BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), -1);
        _full.Add((_bytes, _length));
        foreach (var (bytes, length) in _full)
        {
            await stream.WriteAsync(bytes.AsMemory(0, length), cancellation);
            // Large arrays are costly garbage. Where sending fails they are collected all the same.
            ArrayPool<byte>.Shared.Return(bytes);
        }
        (_full, _bytes, _length) = ([], [], 0);
    }

    public void Null() => BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), -1);

    public void Write(Guid value) => value.TryWriteBytes(Field(16), bigEndian: true, out _);

    public void Write(int value) => BinaryPrimitives.WriteInt32BigEndian(Field(sizeof(int)), value);

    public void Write(long value) => BinaryPrimitives.WriteInt64BigEndian(Field(sizeof(long)), value);

    public void Write(bool value) => Field(1)[0] = value ? (byte)1 : (byte)0;

    public void Write(DateTimeOffset value) =>
        Write((value.UtcTicks - EpochTicks) / TimeSpan.TicksPerMicrosecond);

    /// <summary>A day; the calendar's first and last are without end, as the driver has it.</summary>
    public void Write(DateOnly value) => Write(
        value == DateOnly.MaxValue ? int.MaxValue
        : value == DateOnly.MinValue ? int.MinValue
        : value.DayNumber - EpochDay);

    public void Write(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Encoding.UTF8.GetBytes(value, Field(length));
    }

    /// <summary>A document of <c>jsonb</c>: its format's version, then its text.</summary>
    public void WriteJson(string value)
    {
        var field = Field(1 + Encoding.UTF8.GetByteCount(value));
        field[0] = 1;
        Encoding.UTF8.GetBytes(value, field[1..]);
    }

    /// <summary>
    /// A <c>numeric</c>: its digits to the base 10,000, counted from the decimal point, and how many decimals it shows.
    /// </summary>
    public void Write(decimal value)
    {
        const int DigitsInGroup = 4;
        const uint Base = 10_000;
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        int scale = (bits[3] >> 16) & 0xff;
        var rest = ((UInt128)(uint)bits[2] << 64) | ((ulong)(uint)bits[1] << 32) | (uint)bits[0];
        // Groups begin at the decimal point: what is missing in the last one is filled up with noughts.
        var missing = (DigitsInGroup - (scale % DigitsInGroup)) % DigitsInGroup;
        for (var i = 0; i < missing; i++)
            rest *= 10;
        var decimals = (scale + missing) / DigitsInGroup;
        Span<short> groups = stackalloc short[11];
        var count = 0;
        for (; rest > ulong.MaxValue; rest /= Base)
            groups[count++] = (short)(uint)(rest % Base);
        for (var small = (ulong)rest; small > 0; small /= Base)
            groups[count++] = (short)(small % Base);
        var field = Field(8 + (2 * count));
        BinaryPrimitives.WriteInt16BigEndian(field, (short)count);
        BinaryPrimitives.WriteInt16BigEndian(field[2..], (short)(count == 0 ? 0 : count - decimals - 1));
        BinaryPrimitives.WriteInt16BigEndian(field[4..], bits[3] < 0 && count > 0 ? (short)0x4000 : (short)0);
        BinaryPrimitives.WriteInt16BigEndian(field[6..], (short)scale);
        for (var i = 0; i < count; i++)
            BinaryPrimitives.WriteInt16BigEndian(field[(8 + (2 * i))..], groups[count - 1 - i]);
    }

    private Span<byte> Field(int length)
    {
        var taken = Take(sizeof(int) + length);
        BinaryPrimitives.WriteInt32BigEndian(taken, length);
        return taken[sizeof(int)..];
    }

    private Span<byte> Take(int length)
    {
        if (_bytes.Length - _length < length)
            Begin(length);
        _length += length;
        return _bytes.AsSpan(_length - length, length);
    }

    private void Begin(int length)
    {
        _full.Add((_bytes, _length));
        _bytes = ArrayPool<byte>.Shared.Rent(Math.Max(length, Math.Min(2 * _bytes.Length, LargestPiece)));
        _length = 0;
    }
}
