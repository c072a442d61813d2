namespace LeadLedger.Tests.ReadModels.Star;

/// <summary>The page says what the database says, and its queries run.</summary>
public sealed class BiPageTests
{
    [Fact]
    public async Task The_reference_is_what_the_comments_say()
    {
        await using var database = await ReadModelDatabase.Make();
        await database.Builds.EnsureActive();
        var wanted = await BiPage.Wanted(database);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
            await File.WriteAllTextAsync(BiQueries.Page, wanted);
        Assert.True(
            wanted == (await File.ReadAllTextAsync(BiQueries.Page)).ReplaceLineEndings("\n"),
            "docs/bi.md isn't what the comments say. If they are right: "
                + "UPDATE_SNAPSHOTS=1 dotnet test --filter BiPageTests");

        await database.Execute("comment on column bi_v1.lead.place is 'Somewhere.'");
        Assert.NotEqual(wanted, await BiPage.Wanted(database));
    }

    [Fact]
    public async Task Every_view_of_the_star_is_introduced_by_hand()
    {
        await using var database = await ReadModelDatabase.Make();
        await database.Builds.EnsureActive();
        var star = await database.Query("""
            select viewname from pg_views where schemaname = 'bi_v1' and viewname ~ '^(dim|fact)_'
            """);
        Assert.Contains("fact_handoff", star);
        Assert.All(star, view => Assert.Contains(view, BiPage.ByHand(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_query_on_it_runs_as_the_role_that_analysts_have()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 91, events: 600);
        await database.Project();
        Assert.True(BiQueries.All.Count > 15);
        var silent = new List<string>();
        foreach (var query in BiQueries.All)
        {
            if ((await database.Query(BiQueries.With(query, 0))).Count == 0)
                silent.Add(query);
        }
        Assert.Empty(silent);
    }
}
