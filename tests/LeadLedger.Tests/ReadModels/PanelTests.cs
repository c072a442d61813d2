using LeadLedger.Domain.Panels;

namespace LeadLedger.Tests.ReadModels;

/// <summary>Who judges, as the ledger leaves it.</summary>
public sealed class PanelTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly Rota ChrisThenNora = new(
        new DateOnly(2026, 3, 2), 2, ["chris", "nora"], "Europe/Berlin", [new(new DateOnly(2026, 3, 9), "nora")]);

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task Members_come_and_go_and_come_back_in_another_function_and_the_rota_ends(int pageSize)
    {
        await using var database = await ReadModelDatabase.Make();
        await database.Ledger.Append(
            Company.Panel.Value,
            [
                .. Company.Seated(),
                new MemberSeated(Company.Panel, "nora", MemberFunction.Neither, "ann", At),
                new RotaChanged(Company.Panel, ChrisThenNora, "ann", At),
                new MemberLeft(Company.Panel, "mo", "ann", At),
            ]);
        await database.Project(pageSize);

        Assert.Equal(["chris|neither|true", "nora|neither|false"], await Members(database));
        Assert.Equal(
            ["2026-03-02|2|chris|nora|Europe/Berlin|2026-03-09"],
            await database.Query("""
                select rota ->> 'from', rota ->> 'weeksEach', rota -> 'members' ->> 0, rota -> 'members' ->> 1,
                  rota ->> 'timeZone', rota -> 'swaps' -> 0 ->> 'week'
                from bi_v1.panel
                """));

        await database.Ledger.Append(
            Company.Panel.Value,
            new MemberLeft(Company.Panel, "chris", "ann", At),
            new ChairAppointed(Company.Panel, "nora", "ann", At),
            new RotaChanged(Company.Panel, null, "ann", At),
            new MemberSeated(Company.Panel, "mo", MemberFunction.Sales, "ann", At));
        await database.Project(pageSize);

        Assert.Equal(["mo|sales|false", "nora|neither|true"], await Members(database));
        Assert.Equal(["nora|true"], await database.Query("select chair, rota is null from bi_v1.panel"));
    }

    private static Task<List<string>> Members(ReadModelDatabase database) =>
        database.Query("select member, function, chair from bi_v1.panel_member order by member");
}
