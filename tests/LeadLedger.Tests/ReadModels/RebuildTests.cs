namespace LeadLedger.Tests.ReadModels;

/// <summary>Read models are a function of the events alone.</summary>
public sealed class RebuildTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task However_the_feed_is_cut_into_pages_the_tables_are_the_same_to_the_byte(int seed)
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed, 600);

        var oneByOne = await database.MakeBuild();
        await database.Project(oneByOne, () => 1);
        var expected = await database.Contents(oneByOne);

        var random = new Random(seed);
        foreach (var pages in (Func<int>[])[() => 7, () => 100_000, () => random.Next(1, 200)])
        {
            var build = await database.MakeBuild();
            await database.Project(build, pages);
            foreach (var (table, rows) in await database.Contents(build))
                Assert.Equal(expected[table], rows);
        }
        Assert.All(expected, table => Assert.NotEmpty(table.Value));
    }
}
