using System.Text.Json;
using LeadLedger.Server.Exports;
using LeadLedger.Server.ReadModels.Building;
using LeadLedger.Tests.ReadModels;
using Npgsql;

namespace LeadLedger.Tests.Exports;

/// <summary>What an export has in it, and what it does to others.</summary>
public sealed class ExportRunTests
{
    private static readonly ExportedView Handoffs = ExportedViews.Find("fact_handoff")!;

    [Fact]
    public async Task Csv_is_copys_own_to_the_byte()
    {
        await using var rows = await ExportedRows.Make(seed: 84, events: 600);
        await using var connection = await rows.Database.Service.OpenConnectionAsync();
        await using (var utc = new NpgsqlCommand("set timezone to 'UTC'", connection))
            await utc.ExecuteNonQueryAsync();
        using var copy = await connection.BeginTextExportAsync(
            "copy (select * from bi_v1.fact_handoff_changes where position > 20 order by position) "
            + "to stdout (format csv, header)");
        var (text, _) = await rows.Export(new(Handoffs) { After = 20 });
        Assert.Equal(await copy.ReadToEndAsync(), text);
    }

    [Theory]
    [InlineData("fact_handoff")]
    [InlineData("dim_terms")]
    [InlineData("review_trend")]
    public async Task A_line_of_ndjson_is_what_row_to_json_gives(string name)
    {
        await using var rows = await ExportedRows.Make(seed: 92, events: 500);
        await using var ask = rows.Database.Service.CreateCommand(
            $"select string_agg(row_to_json(v)::text || E'\\n', '') "
            + $"from bi_v1.{name} v");
        var (text, _) = await rows.Export(new(ExportedViews.Find(name)!) { Format = ExportFormat.Ndjson });
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);
        var expected = ((string)(await ask.ExecuteScalarAsync())!).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected.Order(StringComparer.Ordinal), lines);
    }

    [Fact]
    public async Task Each_line_of_ndjson_is_json_with_every_column_whatever_is_in_it()
    {
        await using var rows = await ExportedRows.Make(seed: 85, events: 60);
        await rows.Database.Execute("""
            insert into directory.person (subject, team, office)
            values ('odd', E'a"b\\c\n\td', E'\\N \b\f\r\x0b\x01\x1f ü ,') on conflict (subject) do update
            set team = excluded.team, office = excluded.office
            """);
        var people = ExportedViews.Find("dim_person")!;
        var (text, _) = await rows.Export(new(people) { Format = ExportFormat.Ndjson });
        var lines = text.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        var columns = (await rows.Schema(people))!.Columns.Select(column => column.Name).ToArray();
        Assert.All(lines, line => Assert.Equal(columns, line.EnumerateObject().Select(property => property.Name)));
        var odd = lines.Single(line => line.GetProperty("subject").GetString() == "odd");
        Assert.Equal("a\"b\\c\n\td", odd.GetProperty("team").GetString());
        await using var ask = rows.Database.Service.CreateCommand(
            "select row_to_json(p)::text from bi_v1.dim_person p where subject = 'odd'");
        Assert.Contains((string)(await ask.ExecuteScalarAsync())!, text.Split('\n'));
        Assert.Equal("\\N \b\f\r\v\u0001\u001f ü ,", odd.GetProperty("office").GetString());
    }

    [Fact]
    public async Task A_row_that_is_longer_than_any_buffer_is_a_line_too()
    {
        await using var rows = await ExportedRows.Make(seed: 93, events: 20);
        await rows.Database.Execute("""
            insert into directory.person (subject, team) values ('long', repeat(E'"\n', 150000))
            on conflict (subject) do update set team = excluded.team
            """);
        var people = ExportedViews.Find("dim_person")!;
        var (text, _) = await rows.Export(new(people) { Columns = ["subject", "team"], Format = ExportFormat.Ndjson });
        var teams = text.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(
                line => line.GetProperty("subject").GetString()!, line => line.GetProperty("team").GetString());
        Assert.Equal(string.Concat(Enumerable.Repeat("\"\n", 150_000)), teams["long"]);
        Assert.Equal(await rows.Ask("select count(*) from bi_v1.dim_person"), $"{teams.Count}");
    }

    [Theory]
    [InlineData("fact_handoff")]
    [InlineData("lead_history")]
    [InlineData("fact_contact_attempt")]
    [InlineData("fact_pacing_day")]
    public async Task Read_on_in_parts_every_row_comes_once_and_none_is_left_out(string name)
    {
        await using var rows = await ExportedRows.Make(seed: 86, events: 500);
        var view = ExportedViews.Find(name)!;
        var read = new List<string>();
        var (after, hasMore) = (0L, true);
        for (var parts = 0; hasMore; parts++)
        {
            Assert.True(parts < 1000, "It doesn't come to an end.");
            var (text, cut) = await rows.Export(
                new(view) { After = after, Limit = 7, Columns = [.. view.Key], Format = ExportFormat.Ndjson });
            var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.True(!cut.HasMore || lines.Length >= 7);
            read.AddRange(lines);
            (after, hasMore) = (cut.NextAfter, cut.HasMore);
        }
        var (whole, _) = await rows.Export(new(view) { Columns = [.. view.Key], Format = ExportFormat.Ndjson });
        Assert.NotEmpty(read);
        Assert.Equal(
            whole.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal),
            read.Order(StringComparer.Ordinal));
        Assert.Equal(await rows.Ask("select position from bi_v1.freshness"), $"{after}");
    }

    [Fact]
    public async Task Loaded_by_position_and_replaced_by_key_a_copy_is_what_the_view_is()
    {
        await using var rows = await ExportedRows.Make(seed: 87, events: 150);
        var copy = new Dictionary<string, string>();
        var after = 0L;
        for (var events = 250; events <= 650; events += 100)
        {
            var (text, cut) = await rows.Export(new(Handoffs) { After = after, Format = ExportFormat.Ndjson });
            foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                copy[JsonDocument.Parse(line).RootElement.GetProperty("handoff_key").GetString()!] = line;
            after = cut.NextAfter;
            if (events == 650)
                break;
            await RandomHistory.Continue(rows.Database.Ledger, events);
            await rows.Database.Project();
        }
        var (whole, _) = await rows.Export(new(Handoffs) { Format = ExportFormat.Ndjson });
        Assert.Equal(
            whole.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal),
            copy.Values.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_happens_meanwhile_is_in_the_next_one()
    {
        await using var rows = await ExportedRows.Make(seed: 88, events: 200);
        await using var run = await rows.Begin(new(Handoffs) { Columns = ["handoff_key"] });
        var before = await rows.Ask("select count(*) from bi_v1.fact_handoff");
        await RandomHistory.Continue(rows.Database.Ledger, events: 500);
        await rows.Database.Project();
        using var output = new MemoryStream();
        await run.CopyTo(output);
        var lines = System.Text.Encoding.UTF8.GetString(output.ToArray()).Split('\n').Length - 2;
        Assert.Equal(before, $"{lines}");
        Assert.NotEqual(before, await rows.Ask("select count(*) from bi_v1.fact_handoff"));
        var (next, _) = await rows.Export(new(Handoffs) { After = run.Cut.NextAfter, Columns = ["handoff_key"] });
        Assert.Contains(next.Split('\n')[1], await rows.Database.Query("select handoff_key from bi_v1.fact_handoff"));
    }

    [Fact]
    public async Task A_rebuild_that_shows_its_views_meanwhile_changes_nothing_in_it()
    {
        await using var rows = await ExportedRows.Make(seed: 89, events: 300);
        var (expected, _) = await rows.Export(new(Handoffs) { After = 0 });
        var run = await rows.Begin(new(Handoffs) { After = 0 });
        var builds = rows.Database.Builds;
        var rebuild = new Rebuild(rows.Database.Service, rows.Database.Store, builds).Run();
        using var output = new MemoryStream();
        await run.CopyTo(output);
        Assert.Equal(expected, System.Text.Encoding.UTF8.GetString(output.ToArray()));
        Assert.False(rebuild.IsCompleted);
        await run.DisposeAsync();
        Assert.Equal(2, (await rebuild).Number);
        Assert.Equal(expected, (await rows.Export(new(Handoffs) { After = 0 })).Text);
    }

    [Fact]
    public async Task The_cut_is_taken_once_whoever_changes_the_views_is_done()
    {
        await using var rows = await ExportedRows.Make(seed: 91, events: 20);
        await using var other = await rows.Database.Admin.OpenConnectionAsync();
        await using var changing = await other.BeginTransactionAsync();
        await using (var change = new NpgsqlCommand(
            "lock table bi_v1.dim_person; insert into directory.person (subject) values ('late')", other))
        {
            await change.ExecuteNonQueryAsync();
        }
        var begun = rows.Begin(new(ExportedViews.Find("dim_person")!) { Columns = ["subject"] });
        await rows.Database.UntilSomebodyWaitsForALock();
        Assert.False(begun.IsCompleted);
        await changing.CommitAsync();
        await using var run = await begun;
        using var output = new MemoryStream();
        await run.CopyTo(output);
        Assert.Contains("late", System.Text.Encoding.UTF8.GetString(output.ToArray()).Split('\n'));
    }

    [Fact]
    public async Task A_reader_who_goes_away_leaves_nothing_running()
    {
        await using var rows = await ExportedRows.Make(seed: 90, events: 60);
        var run = await rows.Begin(new(ExportedViews.Find("dim_date")!));
        await using (var gone = new Gone())
            await Assert.ThrowsAsync<IOException>(() => run.CopyTo(gone));
        await run.DisposeAsync();
        await rows.Database.Until("""
            select not exists (select from pg_stat_activity
              where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'
                and backend_type = 'client backend')
            """);
    }

    /// <summary>Takes nothing more.</summary>
    private sealed class Gone : MemoryStream
    {
        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("The reader has gone.");
    }
}
