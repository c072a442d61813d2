using System.Globalization;

namespace LeadLedger.Domain.Learning;

/// <summary>Weighs what is assumed against what was observed.</summary>
internal static class Evidence
{
    /// <summary>Fewer leads or opportunities say nothing of a rate.</summary>
    public const int LeastForARate = 30;

    /// <summary>Fewer deals say nothing of an average.</summary>
    public const int LeastForAnAverage = 10;

    // What people sign; a rate that would be rounded away keeps all its decimals.
    private const int SignedRateDecimals = 4;

    public static ProposedValue Rate(string field, decimal assumed, long hits, long all, string unit)
    {
        var seen = RateEstimate.Of(hits, all);
        var signed = seen is null ? assumed : Signed(seen.Observed);
        return Weighed(field, assumed, seen?.Observed, seen?.Low, seen?.High, all, LeastForARate, unit, signed);
    }

    /// <param name="shown">How the average is signed: to the currency's minor unit, in whole months.</param>
    public static ProposedValue Average(
        string field, decimal? assumed, AverageEstimate? seen, long count, Func<decimal, decimal> shown) =>
        Weighed(
            field, assumed, seen?.Observed, seen?.Low, seen?.High, count, LeastForAnAverage, "deals",
            seen is null ? assumed : shown(seen.Observed));

    private static ProposedValue Weighed(
        string field,
        decimal? assumed,
        decimal? observed,
        decimal? low,
        decimal? high,
        long count,
        int least,
        string unit,
        decimal? signed)
    {
        var (reason, proposed, why) = count < least || low is null
            ? (ProposalReason.TooFew, assumed, Said($"{count} {unit} are too few: it takes {least}."))
            : assumed >= low && assumed <= high
                ? (ProposalReason.Agrees, assumed, Said($"It lies within what {count} {unit} show: {low} to {high}."))
                : (ProposalReason.Differs, signed, Said(
                    $"{assumed ?? (object)"Nothing"} is assumed; {count} {unit} show {low} to {high}."));
        return new(field, assumed, observed, low, high, count, unit, proposed, reason, why);
    }

    private static decimal Signed(decimal rate)
    {
        var rounded = Math.Round(rate, SignedRateDecimals, MidpointRounding.AwayFromZero);
        return rounded == 0 ? rate : rounded;
    }

    public static string Said(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
