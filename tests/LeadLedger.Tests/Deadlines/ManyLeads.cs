using LeadLedger.Server.Deadlines;
using Npgsql;

namespace LeadLedger.Tests.Deadlines;

/// <summary>Read models of many open leads, as a year of handoffs would leave them.</summary>
internal static class ManyLeads
{
    /// <summary>Makes many of a lead with sales and of one under review; one in so many has something due.</summary>
    public static async Task Fill(this NpgsqlDataSource database, int leads, int dueEach)
    {
        await using var fill = database.CreateCommand($"""
            set search_path to readmodel_1;
            insert into handoff select r.* from handoff h, generate_series(1, {leads}) n,
              jsonb_populate_record(h, jsonb_build_object(
                'lead_id', gen_random_uuid(),
                'first_response_due_at', now() + case when n % {dueEach} = 0 then -n else n end * interval '1 minute',
                'watch_at', now() + case when n % {dueEach} = 0 then -n else n end * interval '1 minute')) r
            where h.watch_at is not null;
            insert into rejection select r.* from rejection h, generate_series(1, {leads / 10}) n,
              jsonb_populate_record(h, jsonb_build_object(
                'lead_id', gen_random_uuid(),
                'ruling_due_at', now() + n * interval '1 minute',
                'watch_at', now() + n * interval '1 minute')) r;
            analyze handoff; analyze rejection;
            """);
        await fill.ExecuteNonQueryAsync();
    }

    /// <summary>How PostgreSQL does what the watch asks.</summary>
    public static async Task<List<string>> Plan(NpgsqlConnection connection, DateTimeOffset now)
    {
        await using var explain = new NpgsqlCommand($"explain (analyze, timing off) {DueClocks.Sql}", connection)
        {
            Parameters =
            {
                new NpgsqlParameter<DateTimeOffset> { TypedValue = now },
                new NpgsqlParameter<Guid[]> { TypedValue = [] },
                new NpgsqlParameter<int> { TypedValue = DeadlineWatch.Most },
            },
        };
        await using var reader = await explain.ExecuteReaderAsync();
        var plan = new List<string>();
        while (await reader.ReadAsync())
            plan.Add(reader.GetString(0));
        return plan;
    }
}
