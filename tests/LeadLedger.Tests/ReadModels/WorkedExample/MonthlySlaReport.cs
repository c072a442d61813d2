using System.Globalization;
using LeadLedger.Domain;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.Running;
using Npgsql;

namespace LeadLedger.Tests.ReadModels.WorkedExample;

/// <summary>The worked example of docs/bi, run as it stands there by the role that its readers have.</summary>
internal sealed class MonthlySlaReport
{
    public static readonly string Sql = Path.Combine(Checkout.Folder, "docs", "bi", "monthly-sla-report.sql");
    public static readonly string Page = Path.Combine(Checkout.Folder, "docs", "bi", "monthly-sla-report.md");

    private const int Tables = 8;

    private readonly List<List<ReportRow>> _tables;

    private MonthlySlaReport(List<List<ReportRow>> tables) => _tables = tables;

    /// <summary>The position of the ledger that all of it is from.</summary>
    public long Position => (long)About["position"]!;

    public ReportRow About => Assert.Single(_tables[0]);

    public IReadOnlyList<ReportRow> Marketing => _tables[1];

    public IReadOnlyList<ReportRow> Promises => _tables[2];

    public IReadOnlyList<ReportRow> Weeks => _tables[3];

    public IReadOnlyList<ReportRow> Days => _tables[4];

    public ReportRow Totals => Assert.Single(_tables[5]);

    public IReadOnlyList<ReportRow> Rejections => _tables[6];

    public IReadOnlyList<ReportRow> Strikes => _tables[7];

    /// <summary>
    /// Runs it with values in the places of psql's variables, and the story's time in the place of the server's: that
    /// may be before the story or long after it.
    /// </summary>
    public static async Task<MonthlySlaReport> Run(
        NpgsqlDataSource database, Guid agreement, Month month, DateTimeOffset now)
    {
        var sql = (await File.ReadAllTextAsync(Sql))
            .Replace(":'agreement'", $"'{agreement}'", StringComparison.Ordinal)
            .Replace(":'month'", $"'{month}-01'", StringComparison.Ordinal)
            .Replace("now()", $"timestamptz '{Instants.Format(now)}'", StringComparison.Ordinal);
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var tables = new List<List<ReportRow>>();
        do
        {
            var rows = new List<ReportRow>();
            while (await reader.ReadAsync())
                rows.Add(ReportRow.Of(reader));
            tables.Add(rows);
        }
        while (await reader.NextResultAsync());
        Assert.Equal(Tables, tables.Count);
        return new MonthlySlaReport(tables);
    }
}

/// <summary>A row by the names of its columns; empty ones are null.</summary>
internal sealed class ReportRow
{
    private readonly Dictionary<string, object?> _values;

    private ReportRow(Dictionary<string, object?> values) => _values = values;

    public object? this[string column] => _values[column];

    public static ReportRow Of(NpgsqlDataReader reader) => new(Enumerable.Range(0, reader.FieldCount).ToDictionary(
        reader.GetName, column => reader.IsDBNull(column) ? null : reader.GetValue(column)));

    /// <summary>
    /// As it is written in JSON, so that it can be held against an answer; numbers without idle zeros.
    /// </summary>
    public string? Text(string column) => _values[column] switch
    {
        null => null,
        bool truth => truth ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        string text => text,
        IConvertible number => Plain(number.ToDecimal(CultureInfo.InvariantCulture)),
        var other => other.ToString(),
    };

    public static string Plain(decimal number) =>
        number.ToString("0.############", CultureInfo.InvariantCulture);
}
