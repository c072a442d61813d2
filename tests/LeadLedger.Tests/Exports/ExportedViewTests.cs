using LeadLedger.Server.Exports;

namespace LeadLedger.Tests.Exports;

/// <summary>What the list of exported views says of each is so.</summary>
public sealed class ExportedViewTests
{
    [Fact]
    public async Task Every_view_is_exported_or_left_out_on_purpose()
    {
        await using var rows = await ExportedRows.Make(seed: 81, events: 20);
        var views = await rows.Database.Query("""
            select viewname from pg_views
            where schemaname = 'bi_v1' and right(viewname, 8) <> '_changes' order by viewname
            """);
        var neither = views.Where(view => ExportedViews.Find(view) is null && !ExportedViews.LeftOut.ContainsKey(view));
        Assert.Empty(neither);
        Assert.Empty(ExportedViews.All.Select(view => view.Name).Except(views));
        Assert.Empty(ExportedViews.All.Select(view => view.Name).Intersect(ExportedViews.LeftOut.Keys));
    }

    [Fact]
    public async Task Keys_name_one_row_each_and_every_column_that_is_named_is_there_with_its_meaning()
    {
        await using var rows = await ExportedRows.Make(seed: 82, events: 900);
        foreach (var view in ExportedViews.All)
        {
            var schema = await rows.Schema(view);
            Assert.NotNull(schema);
            Assert.NotEmpty(schema.Meaning);
            Assert.All(schema.Columns, column => Assert.NotEmpty(column.Meaning));
            var columns = schema.Columns.Select(column => column.Name).ToArray();
            string?[] named = [.. view.Key, view.Day, view.Month, view.IsIncremental ? "position" : null];
            Assert.Empty(named.OfType<string>().Except(columns));
            Assert.Equal(view.RowsOf == RowsOf.Agreements, columns.Contains("agreement_id"));
            if (view.Day is { } day)
                Assert.Equal("date", schema.Columns.Single(column => column.Name == day).Type);
            Assert.Equal("0", await rows.Ask($"""
                select count(*) from (
                  select 1 from bi_v1.{view.Name} group by {string.Join(", ", view.Key)} having count(*) > 1) twice
                """));
        }
    }

    [Fact]
    public async Task Every_view_can_be_exported_in_every_way_that_it_says()
    {
        await using var rows = await ExportedRows.Make(seed: 83, events: 300);
        var agreement = Guid.Parse(await rows.Ask("select agreement_id from bi_v1.dim_agreement order by 1 limit 1"));
        foreach (var view in ExportedViews.All)
        {
            var header = string.Join(',', (await rows.Schema(view))!.Columns.Select(column => column.Name));
            var month = view.HasMonths ? new Domain.Month(2026, 3) : (Domain.Month?)null;
            (DateOnly From, DateOnly Until)? week = view.Day is null ? null : (new(2026, 3, 2), new(2026, 3, 9));
            ExportSelection[] ways =
            [
                new(view) { Month = view.NeedsDays ? month : null },
                new(view) { Month = month },
                new(view) { Month = month, From = week?.From, Until = week?.Until },
                new(view) { Month = month, Agreement = view.RowsOf == RowsOf.Agreements ? agreement : null },
                new(view) { Month = month, After = view.IsIncremental ? 7 : null },
                new(view) { Month = month, Theirs = [agreement] },
            ];
            foreach (var way in ways)
            {
                Assert.Null(way.Contradiction());
                var (csv, _) = await rows.Export(way);
                Assert.Equal(header, csv.Split('\n')[0]);
                var (lines, _) = await rows.Export(way with { Format = ExportFormat.Ndjson });
                Assert.Equal(csv == header + "\n", lines.Length == 0);
            }
        }
    }
}
