using LeadLedger.Domain.Agreements.Rules;

namespace LeadLedger.Domain.Calculators;

/// <summary>What a lead is worth on average (001); terms value a real one by the same formula.</summary>
/// <param name="CloseRate">The share of such leads that become customers.</param>
/// <param name="AverageSale">Money; the value is in its currency.</param>
public sealed record ExpectedLeadValue(decimal CloseRate, decimal AverageSale)
{
    public const string Formula = "leadValue = closeRate × averageSale";

    /// <summary>Exact: the product has no more decimals than both factors together.</summary>
    public Calculation<decimal> Reckon()
    {
        var rules = new FigureRules().Rate("closeRate", CloseRate).Amount("averageSale", AverageSale);
        if (rules.AreBroken)
            return Calculation<decimal>.Flawed(rules.Flaws);
        return ((Exact)CloseRate * AverageSale).Shown(Figures.RateDecimals + Figures.MoneyDecimals);
    }
}
