using System.Text;
using LeadLedger.EventStore.Verifying;

namespace LeadLedger.Server.Verifying;

/// <summary>The head of a table's data in a dump: <c>COPY schema.table (columns) FROM stdin;</c>.</summary>
internal sealed record CopyHead(string Table, string Columns);

/// <summary>
/// Finds the tables' data in a dump's text. No SQL of a dump is ever run: it may come from somebody who would like us
/// to; its data is data.
/// </summary>
internal sealed class CopyBlocks(Stream dump)
{
    private const int FirstBuffer = 1 << 20;
    private const string Complete = "-- PostgreSQL database dump complete";

    private byte[] _buffer = new byte[FirstBuffer];
    private int _start;
    private int _end;

    /// <summary>Whether the dump's last words have been read: one that was cut short hasn't any.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Goes on to the next table's data.</summary>
    /// <returns>Null at the end of the dump.</returns>
    /// <exception cref="CannotVerifyException">It isn't a dump that can be read.</exception>
    public async ValueTask<CopyHead?> Next(CancellationToken cancellation)
    {
        while (await Line(cancellation) is { } line)
        {
            if (line.Length > 4096)
                continue;
            var text = Encoding.UTF8.GetString(line.Span).TrimEnd('\r');
            if (text.StartsWith("COPY ", StringComparison.Ordinal) && Head(text) is { } head)
                return head;
            if (text.StartsWith("INSERT INTO ledger.", StringComparison.Ordinal))
                throw new CannotVerifyException("The dump holds its data as INSERTs. Make it without --inserts.");
            if (text.StartsWith("SET client_encoding", StringComparison.Ordinal)
                && !text.Contains("'UTF8'", StringComparison.Ordinal))
                throw new CannotVerifyException("The dump isn't in UTF-8. Make it with --encoding=UTF8.");
            IsComplete |= text == Complete;
        }
        return null;
    }

    /// <summary>Copies the data of the table whose head was read, in PostgreSQL's text form.</summary>
    /// <param name="target">Null passes over it.</param>
    /// <exception cref="CannotVerifyException">The dump ends within it.</exception>
    public async Task Copy(Stream? target, CancellationToken cancellation)
    {
        while (await Line(cancellation) is { } line)
        {
            if (line.Span.SequenceEqual("\\."u8) || line.Span.SequenceEqual("\\.\r"u8))
                return;
            if (target is not null)
            {
                // With the line's end, which lies behind it in the buffer.
                await target.WriteAsync(_buffer.AsMemory(_start - line.Length - 1, line.Length + 1), cancellation);
            }
        }
        throw new CannotVerifyException("The dump ends in the middle of a table: it is not complete.");
    }

    private static CopyHead? Head(string line)
    {
        const string end = ") FROM stdin;";
        var columns = line.IndexOf(" (", StringComparison.Ordinal);
        return columns > 0 && line.EndsWith(end, StringComparison.Ordinal)
            ? new CopyHead(line["COPY ".Length..columns], line[(columns + 2)..^end.Length])
            : null;
    }

    /// <summary>The next line without its end; null at the end. Good until the next is read.</summary>
    private async ValueTask<ReadOnlyMemory<byte>?> Line(CancellationToken cancellation)
    {
        var searched = 0;
        while (true)
        {
            var at = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                var line = _buffer.AsMemory(_start, searched + at);
                _start += line.Length + 1;
                return line;
            }
            searched = _end - _start;
            if (!await Fill(cancellation))
                return null;
        }
    }

    private async ValueTask<bool> Fill(CancellationToken cancellation)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _buffer.Length)
        {
            // PostgreSQL has no value beyond a gigabyte.
            if (_buffer.Length >= 1 << 30)
                throw new CannotVerifyException("The dump has a line that no table can have.");
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
        var read = await dump.ReadAsync(_buffer.AsMemory(_end), cancellation);
        _end += read;
        return read > 0;
    }
}
