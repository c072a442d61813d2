using System.Globalization;
using CsvHelper;
using LeadLedger.Server.Importing.Rows;

namespace LeadLedger.Server.Importing;

/// <summary>
/// The rows that weren't taken: as they were, with where and why before them, so that they can be mended and imported
/// from this file by the same mapping. It is made with the first of them, and readable by its owner alone, because it
/// holds what the export held.
/// </summary>
internal sealed class RejectsFile : IAsyncDisposable
{
    private static readonly string[] Why = ["rejected_line", "rejected_command", "rejected_reason", "rejected_detail"];

    private readonly IReadOnlyList<string> wanted;
    private readonly IReadOnlyList<int> columns;
    private readonly IReadOnlyList<string> header;
    private CsvWriter? writer;

    /// <param name="paths">Where it may be, best first: the first that can be written to is taken.</param>
    /// <param name="header">Of the main file. What an earlier rejection added to it is left out.</param>
    public RejectsFile(IReadOnlyList<string> paths, IReadOnlyList<string> header)
    {
        wanted = paths;
        columns = [.. Enumerable.Range(0, header.Count).Where(index => !Why.Contains(header[index]))];
        this.header = [.. Why, .. columns.Select(index => header[index])];
    }

    /// <summary>Where it is; null while there is none.</summary>
    public string? Path { get; private set; }

    /// <summary>Removes what an earlier run left: what it says isn't true any more.</summary>
    public void Forget()
    {
        foreach (var path in wanted.Where(IsOurs))
            File.Delete(path);
    }

    public async ValueTask Add(Row row, RowProblem problem, CancellationToken cancellation)
    {
        if (writer is null)
        {
            writer = Open();
            await writer.WriteRecordAsync([.. header], cancellation);
        }

        string[] why =
        [
            row.Line.ToString(CultureInfo.InvariantCulture), problem.Command ?? "", problem.Code, problem.Detail,
        ];
        await writer.WriteRecordAsync([.. why, .. columns.Select(index => row.MainFields[index])], cancellation);
    }

    public ValueTask DisposeAsync() => writer?.DisposeAsync() ?? ValueTask.CompletedTask;

    private CsvWriter Open()
    {
        foreach (var path in wanted)
        {
            try
            {
                var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
                if (!OperatingSystem.IsWindows())
                    options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                var stream = new FileStream(path, options);
                Path = path;
                return CsvWriter.Create(stream, CsvWriterOptions.Default with { NewLine = "\n" }, leaveOpen: false);
            }
            catch (Exception e) when (e is UnauthorizedAccessException or IOException && path != wanted[^1])
            {
                // A folder of exports is often read-only: on to the next place.
            }
        }

        throw new InvalidOperationException("There is no place for the rejected rows.");
    }

    /// <summary>Somebody's own file of that name is theirs; it is only overwritten when it comes to it.</summary>
    private static bool IsOurs(string path)
    {
        try
        {
            return File.Exists(path)
                && File.ReadLines(path).FirstOrDefault()?.StartsWith(Why[0], StringComparison.Ordinal) == true;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }
}
