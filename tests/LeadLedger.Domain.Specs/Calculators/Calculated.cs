using LeadLedger.Domain.Calculators;

namespace LeadLedger.Domain.Specs.Calculators;

/// <summary>What a calculation should have come to.</summary>
internal static class Calculated
{
    public static void ThenFlawed<TResult>(this Calculation<TResult> calculation, params string[] fieldsAndRules)
        where TResult : notnull
    {
        Assert.Equal(fieldsAndRules, calculation.Flaws.Select(flaw => $"{flaw.Field} {flaw.Rule}"));
        Assert.Throws<InvalidOperationException>(() => calculation.Result);
    }
}
