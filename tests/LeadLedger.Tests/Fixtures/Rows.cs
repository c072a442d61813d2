using Npgsql;

namespace LeadLedger.Tests.Fixtures;

/// <summary>What a query gives, each row as its columns joined by <c>|</c>.</summary>
internal static class Rows
{
    public static async Task<List<string>> Of(NpgsqlDataSource database, string sql)
    {
        var rows = new List<string>();
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var columns = Enumerable.Range(0, reader.FieldCount);
            rows.Add(string.Join('|', columns.Select(column => Text(reader.GetValue(column)))));
        }
        return rows;
    }

    private static string? Text(object value) => value switch
    {
        DBNull => "",
        DateTime at => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null),
        DateOnly day => day.ToString("yyyy-MM-dd", null),
        bool truth => truth ? "true" : "false",
        _ => value.ToString(),
    };
}
