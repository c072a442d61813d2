using LeadLedger.Domain.Agreements.Rules;

namespace LeadLedger.Domain.Calculators;

/// <summary>Looks at a calculator's inputs, one after the other. The bounds are those of figures in terms.</summary>
internal sealed class FigureRules
{
    /// <summary>What an answer may come to, above or below 0: JSON's readers can count so far.</summary>
    public const decimal MostAnswer = 1_000_000_000_000_000m;

    public const string MostAnswerShown = "1,000,000,000,000,000";

    private readonly List<Flaw> _flaws = [];

    public IReadOnlyList<Flaw> Flaws => _flaws;

    public bool AreBroken => _flaws.Count > 0;

    /// <summary>A share of a whole.</summary>
    /// <param name="divides">The formula divides by it, so that it can't be 0.</param>
    public FigureRules Rate(string field, decimal rate, bool divides = false)
    {
        if (rate is < 0 or > 1)
            return Broken(field, "rate-out-of-range", "is a rate: 0 to 1");
        if (!Figures.HasAtMost(Figures.RateDecimals, rate))
            return Broken(field, "too-many-decimals", $"has at most {Figures.RateDecimals} decimals");
        return NotZero(field, rate, divides);
    }

    /// <summary>
    /// An amount of money, hours or things; fractions are averages, or reps who work part of their time.
    /// </summary>
    /// <param name="divides">The formula divides by it, so that it can't be 0.</param>
    public FigureRules Amount(string field, decimal amount, bool divides = false)
    {
        if (amount < 0)
            return Broken(field, "negative", "is 0 or more");
        if (amount > Figures.MostMoney)
            return Broken(field, "too-large", "is at most 1,000,000,000,000");
        if (!Figures.HasAtMost(Figures.MoneyDecimals, amount))
            return Broken(field, "too-many-decimals", $"has at most {Figures.MoneyDecimals} decimals");
        return NotZero(field, amount, divides);
    }

    /// <summary>How long a sale takes; the formula divides by it.</summary>
    public FigureRules CycleMonths(string field, decimal months)
    {
        if (months > LookBack.MostCycleMonths)
            return Broken(field, "too-large", $"is at most {LookBack.MostCycleMonths}");
        return Amount(field, months, divides: true);
    }

    private FigureRules NotZero(string field, decimal figure, bool divides) => divides && figure == 0
        ? Broken(field, "zero-divisor", "is divided by, so it is more than 0")
        : this;

    private FigureRules Broken(string field, string rule, string should)
    {
        _flaws.Add(new(field, rule, $"'{field}' {should}."));
        return this;
    }
}
