using Npgsql;

namespace LeadLedger.Server.Http;

/// <summary>Runs a query's SQL and reads its rows; the SQL stands beside the endpoint that it serves.</summary>
internal static class Rows
{
    /// <summary>The rows, in the query's order.</summary>
    /// <param name="database">The read models' database.</param>
    /// <param name="sql">With <c>$1</c>, <c>$2</c> … and a cast at each, so that a null has a type.</param>
    /// <param name="row">Reads one row.</param>
    /// <param name="cancellation">The caller has gone.</param>
    /// <param name="values">The parameters in order; null is SQL's null.</param>
    public static Task<List<TRow>> Read<TRow>(
        this NpgsqlDataSource database,
        string sql,
        Func<NpgsqlDataReader, TRow> row,
        CancellationToken cancellation,
        params object?[] values) => Read(database, sql, row, isPrepared: false, values, cancellation);

    /// <summary>
    /// The same for a statement that is asked so often that planning it each time would cost more than running it. Its
    /// text must be one of few.
    /// </summary>
    /// <inheritdoc cref="Read{TRow}(NpgsqlDataSource, string, Func{NpgsqlDataReader, TRow}, CancellationToken, object?[])"/>
    public static Task<List<TRow>> ReadPrepared<TRow>(
        this NpgsqlDataSource database,
        string sql,
        Func<NpgsqlDataReader, TRow> row,
        CancellationToken cancellation,
        params object?[] values) => Read(database, sql, row, isPrepared: true, values, cancellation);

    private static async Task<List<TRow>> Read<TRow>(
        NpgsqlDataSource database,
        string sql,
        Func<NpgsqlDataReader, TRow> row,
        bool isPrepared,
        object?[] values,
        CancellationToken cancellation)
    {
        try
        {
            return await ReadOnce(database, sql, row, isPrepared, values, cancellation);
        }
        catch (NpgsqlException cut) when (cut.InnerException is IOException
            || cut is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown })
        {
            // The server may have gone, and come again, while the connection lay idle, and others of the pool with it.
            // Reading changes nothing, so it can be asked once more.
            database.Clear();
            return await ReadOnce(database, sql, row, isPrepared, values, cancellation);
        }
    }

    private static async Task<List<TRow>> ReadOnce<TRow>(
        NpgsqlDataSource database,
        string sql,
        Func<NpgsqlDataReader, TRow> row,
        bool isPrepared,
        object?[] values,
        CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        // Once a connection: it keeps what was prepared on it.
        if (isPrepared)
            await command.PrepareAsync(cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<TRow>();
        while (await reader.ReadAsync(cancellation))
            rows.Add(row(reader));
        return rows;
    }

    /// <summary>Null where the column is SQL's null.</summary>
    public static T? Maybe<T>(this NpgsqlDataReader reader, int column)
        where T : struct => reader.IsDBNull(column) ? null : reader.GetFieldValue<T>(column);

    /// <summary>Null where the column is SQL's null.</summary>
    public static string? MaybeText(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>An instant; the driver gives UTC.</summary>
    public static DateTimeOffset Instant(this NpgsqlDataReader reader, int column) =>
        reader.GetFieldValue<DateTimeOffset>(column);

    /// <summary>A code of the read models, which write enums as bodies do.</summary>
    public static TEnum Code<TEnum>(this NpgsqlDataReader reader, int column)
        where TEnum : struct, Enum => Enum.Parse<TEnum>(reader.GetString(column), ignoreCase: true);

    /// <summary>Null where the column is SQL's null.</summary>
    public static TEnum? MaybeCode<TEnum>(this NpgsqlDataReader reader, int column)
        where TEnum : struct, Enum => reader.IsDBNull(column) ? null : reader.Code<TEnum>(column);
}
