using LeadLedger.Domain.Agreements.Rules;
using LeadLedger.Domain.Calculators;

namespace LeadLedger.Domain.Learning;

/// <summary>
/// A share that was counted, with the interval in which the true one lies at 95 %: Wilson's score interval, which stays
/// within 0 to 1 and says something of few, and of none, too. All rounded to 8 decimals.
/// </summary>
public sealed record RateEstimate(decimal Observed, decimal Low, decimal High)
{
    public const string Formula =
        "observed = hits ÷ n; low, high = (hits + z²/2 ± z·√(hits·(n − hits)/n + z²/4)) ÷ (n + z²), z = 1.959964";

    internal const decimal Z = 1.959964m;
    private const int RootDecimals = 24;

    /// <summary>Null: nothing was counted.</summary>
    /// <param name="hits">How many of them it was so with.</param>
    /// <param name="all">How many there are.</param>
    public static RateEstimate? Of(long hits, long all)
    {
        if (all <= 0)
            return null;
        var (won, n) = ((Exact)hits, (Exact)all);
        Exact z = Z;
        var square = z * z;
        var spread = z * ((won * (n - won) / n) + (square / 4m)).SquareRoot(RootDecimals);
        var middle = won + (square / 2m);
        return new(
            (won / n).Shown(Figures.RateDecimals),
            Math.Max(0, ((middle - spread) / (n + square)).Shown(Figures.RateDecimals)),
            Math.Min(1, ((middle + spread) / (n + square)).Shown(Figures.RateDecimals)));
    }
}
