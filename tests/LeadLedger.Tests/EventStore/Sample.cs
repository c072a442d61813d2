using System.Text;
using LeadLedger.EventStore;
using Npgsql;

namespace LeadLedger.Tests.EventStore;

/// <summary>Appends and events to try the store with; what they say doesn't matter to it.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset OccurredAt = new(2026, 3, 2, 9, 30, 0, 123, 456, TimeSpan.Zero);

    public static NewEvent Event(string type = "lead_noted", string data = """{"n":1}""", Guid? id = null) =>
        new(id ?? Guid.NewGuid(), type, Encoding.UTF8.GetBytes(data), new EventMetadata("anna", "sales", OccurredAt));

    public static StreamAppend Append(
        Guid stream, long expected, int events = 1, params StreamGuard[] guards) =>
        new(stream, "lead", expected, [.. Enumerable.Range(0, events).Select(_ => Event())], guards);

    public static StreamAppend Append(Guid stream, long expected, NewEvent e) =>
        new(stream, "lead", expected, [e], []);

    public static string Json(RecordedEvent e) => Encoding.UTF8.GetString(e.Data.Span);

    /// <summary>All that the feed has after a position, in pages of a size that makes several of them.</summary>
    public static async Task<List<RecordedEvent>> Feed(IEventStore store, long after = 0)
    {
        var events = new List<RecordedEvent>();
        while (true)
        {
            var page = await store.ReadFeed(after, 100);
            if (page.Events.Count == 0)
                return events;
            events.AddRange(page.Events);
            after = page.NextPosition;
        }
    }

    public static async Task<T> Scalar<T>(NpgsqlDataSource database, string sql, params object[] parameters)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var value in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public static async Task<int> Execute(NpgsqlDataSource database, string sql, params object[] parameters)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var value in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteNonQueryAsync();
    }

    public static async Task<List<string>> Rows(NpgsqlDataSource database, string sql)
    {
        var rows = new List<string>();
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add(string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(i => $"{reader.GetValue(i)}")));
        return rows;
    }
}
