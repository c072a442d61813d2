using System.Globalization;
using System.Text;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Importing;

/// <summary>An export larger than the memory that the program is given.</summary>
public sealed class LargeFileTests
{
    private const int Rows = 15_000;
    private const int WidthOfARow = 6_000;
    private const int HeapLimitBytes = 80 << 20;

    [Fact]
    public async Task A_file_larger_than_the_heap_is_imported()
    {
        await using var database = await (await TestServer.Get()).MakeMigrated();
        using var export = new ExportFolder();
        await WriteDeals(export.PathOf("deals.csv"));
        Assert.True(new FileInfo(export.PathOf("deals.csv")).Length > HeapLimitBytes);

        var limit = HeapLimitBytes.ToString("X", CultureInfo.InvariantCulture);
        var run = await ProgramRun.Of(database, export, new() { ["DOTNET_GCHeapHardLimit"] = limit });

        Assert.Equal("", run.Errors);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("15,000 rows: 15,000 taken", run.Output, StringComparison.Ordinal);
    }

    private static async Task WriteDeals(string path)
    {
        var wide = new string('x', WidthOfARow);
        await using var text = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 16);
        await text.WriteLineAsync("id,team,contact,opened,stage,closed,amount,remarks");
        for (var row = 0; row < Rows; row++)
            await text.WriteLineAsync($"L-{row},North,Person {row},2025-03-03,open,,,{wide}");
    }
}
