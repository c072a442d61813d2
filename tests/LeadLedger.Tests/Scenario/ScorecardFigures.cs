using System.Text.Json;

namespace LeadLedger.Tests.Scenario;

/// <summary>What a month's scorecard says, against what was reckoned by hand.</summary>
internal static class ScorecardFigures
{
    public static void Marketing(
        JsonElement scorecard, decimal goal, decimal carriedIn, decimal gross, decimal net, decimal shortfall,
        decimal carriedOut, int? days, int missed)
    {
        var marketing = scorecard.GetProperty("marketing");
        Assert.Equal(
            (goal, carriedIn, goal + carriedIn, gross, net, net >= goal, shortfall, carriedOut, days, missed),
            (Amount("goal"), Amount("carriedIn"), Amount("due"), Amount("gross"), Amount("net"),
                marketing.GetProperty("goalReached").GetBoolean(), Amount("shortfall"), Amount("carriedOut"),
                marketing.TryGetProperty("daysOutOfBand", out var outside) ? outside.GetInt32() : null,
                marketing.GetProperty("missedRunning").GetInt32()));

        decimal Amount(string name) => marketing.GetProperty(name).GetDecimal();
    }

    public static void Promises(JsonElement promises, int promised, int kept, int missed) => Assert.Equal(
        (promised, kept, missed),
        (promises.GetProperty("promised").GetInt32(), promises.GetProperty("kept").GetInt32(),
            promises.GetProperty("missed").GetInt32()));

    public static List<string> Strikes(JsonElement card) =>
    [
        .. card.GetProperty("strikes").EnumerateArray().Select(strike => string.Join(' ', new[]
        {
            strike.GetProperty("cause").GetString(),
            strike.GetProperty("party").GetString(),
            strike.TryGetProperty("person", out var person) ? person.GetString() : null,
            strike.GetProperty("promised").GetRawText(),
            strike.GetProperty("kept").GetRawText(),
        }.Where(word => word is not null))),
    ];
}
