using System.Buffers;
using System.Text;

namespace LeadLedger.Server.Exports;

/// <summary>
/// Lines of JSON made of the rows that COPY writes as text: the very text that <c>row_to_json</c> gives. Made in
/// PostgreSQL they cost it three times what the rows cost; here they are made while it reads on.
/// </summary>
/// <param name="columns">In the lines' order. NDJSON is made of the types below, and of others as text.</param>
internal sealed class JsonLines(IReadOnlyList<ExportedColumn> columns)
{
    // COPY's and JSON's escapes make one byte into six at most.
    private const int MostOfAByte = 6;

    private const int MostAroundAValue = 16;

    private static readonly SearchValues<byte> Special =
        SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, ' ').Select(control => (byte)control)]);

    private readonly (byte[] Name, Kind Kind)[] _columns =
        [.. columns.Select((column, i) => (Name(column, isFirst: i == 0), KindOf(column.Type)))];

    private readonly int _around =
        columns.Sum(column => Encoding.UTF8.GetByteCount(column.Name) + MostAroundAValue) + MostAroundAValue;

    private enum Kind
    {
        Number,
        Truth,
        Instant,
        Document,
        Text,
    }

    /// <summary>Makes lines of whole rows.</summary>
    /// <param name="rows">As COPY writes them, each with its line feed.</param>
    public void Write(ReadOnlySpan<byte> rows, IBufferWriter<byte> lines)
    {
        while (rows.Length > 0)
        {
            var end = rows.IndexOf((byte)'\n');
            var line = new Line(lines.GetSpan(_around + (end * MostOfAByte)));
            Write(rows[..end], ref line);
            lines.Advance(line.Length);
            rows = rows[(end + 1)..];
        }
    }

    private void Write(ReadOnlySpan<byte> row, ref Line line)
    {
        foreach (var (name, kind) in _columns)
        {
            var end = row.IndexOf((byte)'\t');
            var value = end < 0 ? row : row[..end];
            row = row[(end + 1)..];
            line.Put(name);
            if (value is [(byte)'\\', (byte)'N'])
                line.Put("null"u8);
            else
                Write(value, kind, ref line);
        }
        line.Put("}\n"u8);
    }

    private static void Write(ReadOnlySpan<byte> value, Kind kind, ref Line line)
    {
        switch (kind)
        {
            case Kind.Number when char.IsAsciiDigit((char)value[^1]):
                line.Put(value);
                break;
            case Kind.Truth:
                line.Put(value is [(byte)'t'] ? "true"u8 : "false"u8);
                break;
            case Kind.Document:
                Unescape(value, ref line);
                break;
            case Kind.Instant:
                line.Put((byte)'"');
                Instant(value, ref line);
                line.Put((byte)'"');
                break;
            default:
                line.Put((byte)'"');
                Escape(value, ref line);
                line.Put((byte)'"');
                break;
        }
    }

    // JSON has a T between day and time, and minutes in the zone; without end there is neither.
    private static void Instant(ReadOnlySpan<byte> value, ref Line line)
    {
        var time = value.IndexOf((byte)' ');
        if (time < 0)
        {
            line.Put(value);
            return;
        }
        line.Put(value[..time]);
        line.Put((byte)'T');
        line.Put(value[(time + 1)..]);
        if (value.EndsWith("+00"u8))
            line.Put(":00"u8);
    }

    private static void Unescape(ReadOnlySpan<byte> value, ref Line line)
    {
        for (var escape = value.IndexOf((byte)'\\'); escape >= 0; escape = value.IndexOf((byte)'\\'))
        {
            line.Put(value[..escape]);
            line.Put(Unescaped(value[escape + 1]));
            value = value[(escape + 2)..];
        }
        line.Put(value);
    }

    private static void Escape(ReadOnlySpan<byte> value, ref Line line)
    {
        for (var special = value.IndexOfAny(Special); special >= 0; special = value.IndexOfAny(Special))
        {
            line.Put(value[..special]);
            var isEscape = value[special] == '\\';
            line.PutEscaped(isEscape ? Unescaped(value[special + 1]) : value[special]);
            value = value[(special + (isEscape ? 2 : 1))..];
        }
        line.Put(value);
    }

    /// <summary>What stands behind a backslash in COPY's text.</summary>
    private static byte Unescaped(byte letter) => letter switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        (byte)'v' => (byte)'\v',
        _ => letter,
    };

    private static byte[] Name(ExportedColumn column, bool isFirst) =>
        Encoding.UTF8.GetBytes($"{(isFirst ? '{' : ',')}\"{column.Name}\":");

    private static Kind KindOf(string type) => type.Split('(')[0] switch
    {
        "bigint" or "integer" or "smallint" or "numeric" => Kind.Number,
        "boolean" => Kind.Truth,
        "jsonb" => Kind.Document,
        "timestamp with time zone" or "timestamp without time zone" => Kind.Instant,
        _ => Kind.Text,
    };

    /// <summary>A line as it comes into being, in room that is enough for it.</summary>
    private ref struct Line(Span<byte> room)
    {
        private readonly Span<byte> _room = room;

        public int Length { get; private set; }

        public void Put(byte one) => _room[Length++] = one;

        public void Put(ReadOnlySpan<byte> some)
        {
            some.CopyTo(_room[Length..]);
            Length += some.Length;
        }

        public void PutEscaped(byte special)
        {
            Put((byte)'\\');
            switch (special)
            {
                case (byte)'\b':
                    Put((byte)'b');
                    break;
                case (byte)'\f':
                    Put((byte)'f');
                    break;
                case (byte)'\n':
                    Put((byte)'n');
                    break;
                case (byte)'\r':
                    Put((byte)'r');
                    break;
                case (byte)'\t':
                    Put((byte)'t');
                    break;
                case < (byte)' ':
                    Put("u00"u8);
                    Put((byte)(special < 16 ? '0' : '1'));
                    Put((byte)"0123456789abcdef"[special & 15]);
                    break;
                default:
                    Put(special);
                    break;
            }
        }
    }
}
