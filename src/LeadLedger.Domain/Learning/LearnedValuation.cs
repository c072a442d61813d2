using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Learning;

/// <summary>Close rates and average sales, row by row of the valuation.</summary>
internal static class LearnedValuation
{
    public static (IReadOnlyList<ValuationRow>, List<ProposedValue>) Of(Terms basis, LearnedCohort? cohort)
    {
        var figures = new LearnedFigures[basis.Valuation.Count];
        Array.Fill(figures, LearnedFigures.None);
        foreach (var kind in cohort?.Kinds ?? [])
        {
            // By the row that would value such a lead now; codes that the terms don't know any more have none.
            if (Valuation.ValueOf(basis, kind.Segment, kind.ConversionAction, kind.Bucket) is { } value)
                figures[value.Row - 1] += kind.Figures;
        }
        var rows = new List<ValuationRow>();
        var values = new List<ProposedValue>();
        foreach (var (i, row) in basis.Valuation.Index())
        {
            var (seen, field) = (figures[i], $"valuation[{i}]");
            var rate = Evidence.Rate($"{field}.closeRate", row.CloseRate, seen.Won, seen.Decided, "leads");
            var sale = Evidence.Average(
                $"{field}.averageSale",
                row.AverageSale,
                AverageEstimate.Of(seen.Won, seen.Revenue, seen.AmountSquares),
                seen.Won,
                amount => Money.Shown(amount, basis.Currency));
            rows.Add(row with { CloseRate = rate.Proposed!.Value, AverageSale = sale.Proposed!.Value });
            values.AddRange([rate, sale]);
        }
        return (rows, values);
    }
}
