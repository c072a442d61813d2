namespace LeadLedger.Domain.Agreements.Rules;

/// <summary>
/// Bounds of the figures in terms. They leave a close rate times an average sale within the 28 digits of a decimal,
/// so that a lead's value is exact.
/// </summary>
internal static class Figures
{
    public const int MoneyDecimals = 4;
    public const int RateDecimals = 8;
    public const decimal MostMoney = 1_000_000_000_000m;

    public static bool IsRate(decimal figure) => figure is >= 0 and <= 1 && HasAtMost(RateDecimals, figure);

    public static bool IsMoney(decimal figure) => figure is >= 0 and <= MostMoney && HasAtMost(MoneyDecimals, figure);

    /// <summary>Decimals that are zero don't count: 1.50000 has one.</summary>
    public static bool HasAtMost(int decimals, decimal figure) => decimal.Round(figure, decimals) == figure;
}
