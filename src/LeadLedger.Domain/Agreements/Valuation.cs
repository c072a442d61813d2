using LeadLedger.Domain.Leads;

namespace LeadLedger.Domain.Agreements;

/// <summary>What a lead is worth under some terms: close rate × average sale (001).</summary>
public static class Valuation
{
    /// <summary>
    /// The value by the most specific row that matches: one that names the segment before one that doesn't, then the
    /// conversion action, then the bucket. Exact and unrounded. Null if no row matches, which signed terms exclude for
    /// the codes that they declare.
    /// </summary>
    public static LeadValue? ValueOf(Terms terms, string segment, string conversionAction, Bucket bucket)
    {
        var (best, bestRank) = (-1, -1);
        for (var i = 0; i < terms.Valuation.Count; i++)
        {
            var row = terms.Valuation[i];
            if (Matches(row, segment, conversionAction, bucket) && Rank(row) > bestRank)
                (best, bestRank) = (i, Rank(row));
        }
        if (best < 0)
            return null;
        var (rate, sale) = (terms.Valuation[best].CloseRate, terms.Valuation[best].AverageSale);
        return new LeadValue(rate * sale, terms.Currency, rate, sale, best + 1);
    }

    internal static bool Matches(ValuationRow row, string segment, string conversionAction, Bucket bucket) =>
        (row.Segment is null || row.Segment == segment)
        && (row.ConversionAction is null || row.ConversionAction == conversionAction)
        && (row.Bucket is null || row.Bucket == bucket);

    // Two rows of one rank never match the same lead: terms with two rows of one pattern are refused.
    private static int Rank(ValuationRow row) =>
        (row.Segment is null ? 0 : 4) + (row.ConversionAction is null ? 0 : 2) + (row.Bucket is null ? 0 : 1);
}
