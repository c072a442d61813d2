using System.Text.Json;

namespace LeadLedger.Tests.Months;

/// <summary>Whether a month's curve is in its band is decided when a local day ends, once for each day.</summary>
public sealed class BandTests
{
    [Fact]
    public async Task The_curve_leaves_its_band_and_comes_back_at_the_ends_of_local_days()
    {
        await using var scene = await MonthScene.Signed();
        // Nothing came: at the end of 4 March one lead was to be there at least. It ends at 23:00 UTC.
        scene.MoveTo("2027-03-04T23:03Z");
        var left = await scene.Until("2027-03", it => Changes(it).Length == 1);
        Assert.Equal(["2027-03-04 below 0 of 4"], Changes(left));

        // Three days on which nobody looked are decided in order.
        scene.MoveTo("2027-03-06T10:00Z");
        await scene.HandOffMany(6);
        scene.MoveTo("2027-03-13T12:00Z");
        var account = await scene.Until("2027-03", it => Changes(it).Length == 3);
        Assert.Equal(
            ["2027-03-04 below 0 of 4", "2027-03-06 inBand 6 of 6", "2027-03-10 below 6 of 10"], Changes(account));
    }

    [Fact]
    public async Task A_day_is_decided_by_what_was_known_at_its_end_however_often_and_by_however_many()
    {
        await using var scene = await MonthScene.Signed();
        scene.MoveTo("2027-03-04T23:03Z");
        await scene.Until("2027-03", it => Changes(it).Length == 1);
        // Reported on the 6th, of the 3rd: it would have been in its band on the 4th, had that been known.
        scene.MoveTo("2027-03-06T10:00Z");
        for (var lead = 0; lead < 5; lead++)
            await scene.HandOff(occurredAt: "2027-03-03T10:00Z");
        scene.MoveTo("2027-03-07T00:00Z");
        await scene.Until("2027-03", it => Changes(it).Length == 2);

        var before = await scene.LastOfMonths();
        var (one, other) = (scene.AnotherWatch(), scene.AnotherWatch());
        await Task.WhenAll(one.Turn(CancellationToken.None), other.Turn(CancellationToken.None));
        await one.Turn(CancellationToken.None);
        Assert.Equal(before, await scene.LastOfMonths());
        Assert.Equal(
            ["2027-03-04 below 0 of 4", "2027-03-06 inBand 5 of 6"], Changes(await scene.Read("2027-03")));

        Assert.Equal((0m, false), await NetOn(scene, "2027-03-04", asOf: "2027-03-04"));
        Assert.Equal((5m, true), await NetOn(scene, "2027-03-04", asOf: "2027-03-06"));
        Assert.Equal((5m, true), await NetOn(scene, "2027-03-04", asOf: null));
    }

    [Fact]
    public async Task Days_that_two_watches_decide_at_once_are_in_the_ledger_once()
    {
        await using var scene = await MonthScene.Signed();
        scene.MoveTo("2027-03-08T12:00Z");
        var watches = Enumerable.Range(0, 6).Select(_ => scene.AnotherWatch()).ToList();
        await Task.WhenAll(watches.Select(watch => Task.Run(() => watch.Turn(CancellationToken.None))));
        var account = await scene.Until("2027-03", it => Changes(it).Length > 0);
        Assert.Equal(["2027-03-04 below 0 of 4"], Changes(account));
    }

    private static async Task<(decimal Net, bool InBand)> NetOn(MonthScene scene, string day, string? asOf)
    {
        var pacing = await scene.Read("2027-03", "/pacing" + (asOf is null ? "" : $"?asOf={asOf}"));
        var asked = pacing.GetProperty("days").EnumerateArray()
            .Single(it => it.GetProperty("day").GetString() == day);
        return (asked.GetProperty("actualNet").GetDecimal(), asked.GetProperty("inBandNet").GetBoolean());
    }

    private static string[] Changes(JsonElement account) =>
    [
        .. account.GetProperty("bandChanges").EnumerateArray().Select(it =>
            $"{it.GetProperty("day")} {it.GetProperty("standing")} {it.GetProperty("actual")} of "
            + $"{it.GetProperty("planned")}"),
    ];
}
