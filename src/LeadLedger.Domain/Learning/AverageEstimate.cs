using LeadLedger.Domain.Agreements.Rules;
using LeadLedger.Domain.Calculators;

namespace LeadLedger.Domain.Learning;

/// <summary>
/// An average that was measured, with the interval in which the true one lies at 95 % by Student's t. All rounded to 4
/// decimals, and the interval never below 0: what is measured here is money or days.
/// </summary>
/// <param name="Low">Null with the other: one alone says nothing of how far others are from it.</param>
public sealed record AverageEstimate(decimal Observed, decimal? Low, decimal? High)
{
    public const string Formula =
        "observed = sum ÷ n; low, high = observed ± t(n − 1)·√((squares·n − sum²) ÷ (n·(n − 1)) ÷ n)";

    private const int RootDecimals = 16;

    // Two-sided, 95 %; for more degrees of freedom the expansion in 1/df (Abramowitz and Stegun 26.7.5) is within
    // 0.02 %.
    private static readonly decimal[] FirstQuantiles = [12.706205m, 4.302653m, 3.182446m, 2.776445m];
    private static readonly decimal[] Expansion = [1.589534m, 2.555850m, 2.822499m, 2.372271m, RateEstimate.Z];

    /// <summary>Null: nothing was measured.</summary>
    /// <param name="count">How many.</param>
    /// <param name="sum">Of what was measured.</param>
    /// <param name="squares">The sum of its squares.</param>
    public static AverageEstimate? Of(long count, decimal sum, decimal squares)
    {
        if (count <= 0)
            return null;
        Exact n = count;
        var average = (Exact)sum / n;
        var observed = average.Shown(Figures.MoneyDecimals);
        if (count == 1)
            return new(observed, null, null);
        Exact free = count - 1;
        var variance = (((Exact)squares * n) - ((Exact)sum * sum)) / (n * free);
        // Rounded squares can come out below the sum's.
        var half = variance.Sign <= 0 ? 0m : Quantile(count - 1) * (variance / n).SquareRoot(RootDecimals);
        return new(
            observed,
            Math.Max(0, (average - half).Shown(Figures.MoneyDecimals)),
            (average + half).Shown(Figures.MoneyDecimals));
    }

    private static Exact Quantile(long free)
    {
        if (free <= FirstQuantiles.Length)
            return FirstQuantiles[free - 1];
        Exact quantile = 0m;
        foreach (var factor in Expansion)
            quantile = (quantile / free) + factor;
        return quantile;
    }
}
