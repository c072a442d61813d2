using System.Text;
using CsvHelper;

namespace LeadLedger.Server.Importing.Csv;

/// <summary>How a CSV file is written.</summary>
/// <param name="Separator">Between the fields of a record.</param>
/// <param name="Encoding">Of its characters; a byte order mark in the file is stronger. Null: UTF-8.</param>
internal readonly record struct CsvForm(char Separator, Encoding? Encoding)
{
    public static CsvForm Usual { get; } = new(',', null);
}

/// <summary>One record of a file: where it starts and what is in it, or why it can't be used.</summary>
/// <param name="Line">Counted from 1, the header's line included.</param>
/// <param name="Fields">Trimmed, in the header's order; a missing one is empty.</param>
/// <param name="Fault">Why the record can't be used; null if it can.</param>
internal readonly record struct CsvRecord(long Line, string[] Fields, string? Fault);

/// <summary>The file isn't there, or is no CSV file that can be read on.</summary>
internal sealed class UnreadableCsvException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A CSV file with a header, read a record at a time, so that its size doesn't matter.</summary>
internal sealed class CsvFile : IDisposable
{
    // A quote that is never closed would otherwise make one record of the rest of the file.
    private const int MaxRecordBytes = 1 << 20;
    private const char NotInTheEncoding = '\uFFFD';

    private readonly string name;
    private readonly CsvReader reader;
    private CsvMalformedReason? malformed;

    private CsvFile(string path, CsvForm form)
    {
        name = Path.GetFileName(path);
        reader = CsvReader.FromFile(path, CsvReaderOptions.Default with
        {
            Separator = form.Separator,
            Encoding = form.Encoding,
            TrimWhitespace = true,
            TrimInsideQuotes = true,
            TrackLineNumbers = true,
            IncludeValuesInExceptions = false,
            MaxRecordSize = MaxRecordBytes,
            OnMalformedRecord = record => malformed ??= record.Reason,
        });
    }

    /// <summary>The names of the columns, in order; no two alike, none empty.</summary>
    public IReadOnlyList<string> Header { get; private set; } = [];

    /// <exception cref="UnreadableCsvException">It isn't there, or has no usable header.</exception>
    public static CsvFile Open(string path, CsvForm form)
    {
        CsvFile? file = null;
        try
        {
            file = new CsvFile(path, form);
            file.Header = [.. file.reader.Headers.Select(column => column.Trim())];
            file.CheckHeader();
            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CsvFormatException)
        {
            file?.Dispose();
            throw new UnreadableCsvException($"{Path.GetFileName(path)} can't be read: {e.Message}", e);
        }
        catch (UnreadableCsvException)
        {
            file?.Dispose();
            throw;
        }
    }

    /// <summary>The next record; null at the end of the file.</summary>
    /// <exception cref="UnreadableCsvException">It can't be read on from here.</exception>
    public async ValueTask<CsvRecord?> Read(CancellationToken cancellation = default)
    {
        malformed = null;
        try
        {
            if (!await reader.ReadAsync(cancellation))
                return null;
        }
        catch (Exception e) when (e is IOException or CsvFormatException)
        {
            throw new UnreadableCsvException(
                $"{name} can't be read on after line {reader.LineNumber}: is a quote left open? ({e.Message})", e);
        }

        var fields = new string[Math.Max(Header.Count, reader.FieldCount)];
        for (var index = 0; index < fields.Length; index++)
        {
            fields[index] = index < reader.FieldCount ? reader.GetString(index) : "";
        }

        return new CsvRecord(reader.LineNumber, fields, Fault(fields));
    }

    public void Dispose() => reader.Dispose();

    private string? Fault(string[] fields) => malformed switch
    {
        CsvMalformedReason.UnterminatedQuote => "a quote is opened and never closed",
        CsvMalformedReason.TextAfterClosingQuote => "there is text after a closing quote",
        CsvMalformedReason.StrayQuote => "there is a quote inside a field that isn't quoted",
        not null => "its quoting is broken",
        null when reader.FieldCount != Header.Count =>
            $"it has {reader.FieldCount} fields, the header has {Header.Count}",
        null when Array.Exists(fields, field => field.Contains(NotInTheEncoding, StringComparison.Ordinal)) =>
            "it has characters that aren't in the file's encoding",
        null => null,
    };

    private void CheckHeader()
    {
        if (Header.Count == 0)
            throw new UnreadableCsvException($"{name} is empty; a header with the names of the columns is needed.");
        if (Header.Any(column => column.Length == 0))
            throw new UnreadableCsvException($"{name} has a column without a name in its header.");
        var twice = Header.GroupBy(column => column, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            throw new UnreadableCsvException($"{name} has two columns named '{twice.Key}' in its header.");
    }
}
