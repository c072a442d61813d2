using LeadLedger.Domain.Agreements;

namespace LeadLedger.Tests.ReadModels.Star;

/// <summary>What holds of the star whoever asks, however the session is set, and whatever is in the ledger.</summary>
public sealed class AnySessionTests
{
    [Fact]
    public async Task Every_view_answers_while_nothing_is_in_the_ledger()
    {
        await using var database = await ReadModelDatabase.Make();
        await database.Project();
        var views = await database.Query("""
            select relname from pg_class
            where relnamespace = 'bi_v1'::regnamespace and relkind = 'v' and has_table_privilege(oid, 'select')
            order by 1
            """);
        Assert.True(views.Count > 50);
        var filled = new List<string>();
        foreach (var view in views)
        {
            // OFFSET 0: or no column would be reckoned.
            var rows = await database.Query($"select count(x) from (select * from bi_v1.{view} offset 0) x");
            if (rows[0] != "0")
                filled.Add(view);
        }
        Assert.Equal(["dim_date", "freshness"], filled);
        Assert.Equal(["0"], await database.Query("select bi_v1.wait_for(0)"));
    }

    [Fact]
    public async Task Keys_and_holidays_are_the_same_however_the_session_writes_its_dates()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 95, events: 300);
        var terms = Company.Terms(7, 2026, 8) with
        {
            Calendar = new BusinessCalendar(
                "shop",
                [new OpenHours(DayOfWeek.Monday, new TimeOnly(9, 0), new TimeOnly(17, 0))],
                [new Holiday(new DateOnly(2026, 8, 10), "Lawrence")]),
        };
        await database.Ledger.Append(Company.Enterprise.Value, [.. Company.Signed(Company.Enterprise, terms)]);
        await database.Project();

        const string Asked = """
            select pacing_day_key, '' from bi_v1.fact_pacing_day
            union all
            select terms_key, holiday || open_seconds || is_business_day from bi_v1.dim_calendar_day
            where holiday is not null
            order by 1, 2
            """;
        var usual = await Under("set datestyle to 'ISO'");
        Assert.Contains($"{Company.Enterprise}/7|Lawrence0false", usual);
        foreach (var set in (string[])["set datestyle to 'German'", "set datestyle to 'SQL, DMY'"])
            Assert.Equal(usual, await Under(set));
        Assert.Equal(usual, await Under("set timezone to 'Pacific/Apia'"));

        async Task<List<string>> Under(string set)
        {
            await using var connection = await database.Bi.OpenConnectionAsync();
            await using var setting = new Npgsql.NpgsqlCommand(set, connection);
            await setting.ExecuteNonQueryAsync();
            await using var asking = new Npgsql.NpgsqlCommand(Asked, connection);
            await using var reader = await asking.ExecuteReaderAsync();
            var rows = new List<string>();
            while (await reader.ReadAsync())
                rows.Add($"{reader.GetString(0)}|{reader.GetString(1)}");
            return rows;
        }
    }

    [Fact]
    public async Task No_key_of_a_fact_lacks_its_row_whichever_column_it_is_in()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 96, events: 700);
        await database.Project();
        var columns = await database.Query("""
            select c.relname, a.attname, format_type(a.atttypid, null)
            from pg_attribute a join pg_class c on c.oid = a.attrelid
            where c.relnamespace = 'bi_v1'::regnamespace and a.attnum > 0 and not a.attisdropped
              and (c.relname ~ '^fact_' or c.relname in ('lead', 'lead_history', 'dim_terms', 'dim_agreement',
                'funnel_cohort', 'source_quality', 'speed_to_lead', 'loss_reasons', 'sales_velocity'))
            order by 1, 2
            """);
        var (orphans, joined) = (new List<string>(), 0);
        foreach (var column in columns.Select(row => row.Split('|')))
        {
            if (Dimension(column[1], column[2]) is not var (dimension, key) || dimension == column[0])
                continue;
            joined++;
            var missing = await database.Query($"""
                select count(*) from bi_v1.{column[0]} f where f.{column[1]} is not null
                  and not exists (select from bi_v1.{dimension} d where d.{key} = f.{column[1]})
                """);
            if (missing[0] != "0")
                orphans.Add($"{column[0]}.{column[1]}: {missing[0]}");
        }
        Assert.Empty(orphans);
        Assert.True(joined > 100, $"{joined} keys");
    }

    private static (string View, string Key)? Dimension(string column, string type) => (column, type) switch
    {
        (_, "date") => ("dim_date", "day"),
        ("agreement_id", _) => ("dim_agreement", "agreement_id"),
        ("terms_key", _) => ("dim_terms", "terms_key"),
        ("source_key", _) => ("dim_source", "source_key"),
        ("handoff_key", _) => ("fact_handoff", "handoff_key"),
        ("case_key", _) => ("fact_rejection", "case_key"),
        ("lead_id", _) => ("lead", "lead_id"),
        ("assignee" or "chair" or "in_place_of" or "next_step_owner" or "act_by" or "person", "text") =>
            ("dim_person", "subject"),
        (_, "text") when column.EndsWith("_by", StringComparison.Ordinal)
            || column.EndsWith("_person", StringComparison.Ordinal) => ("dim_person", "subject"),
        _ => null,
    };
}
