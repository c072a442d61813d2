using Npgsql;

namespace LeadLedger.Tests.Fixtures;

/// <summary>One value from one statement over a connection of its own.</summary>
internal static class Scalar
{
    public static async Task<object?> Of(string connectionString, string sql)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, Timeout = 5 };
        await using var connection = new NpgsqlConnection(unpooled.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
