namespace LeadLedger.Domain.Agreements.Rules;

/// <summary>Every lead that the terms know of has exactly one value.</summary>
internal static class ValuationRules
{
    public static IEnumerable<Refusal> Broken(Terms terms)
    {
        var segments = terms.Segments.ToHashSet();
        var actions = terms.ConversionActions.ToHashSet();
        var rowByPattern = new Dictionary<(string?, string?, Bucket?), int>();
        foreach (var (i, row) in terms.Valuation.Index())
        {
            if (row.Segment is not null && !segments.Contains(row.Segment))
                yield return new ValuationNamesAnUndeclaredSegment($"valuation[{i}].segment");
            if (row.ConversionAction is not null && !actions.Contains(row.ConversionAction))
                yield return new ValuationNamesAnUndeclaredConversionAction($"valuation[{i}].conversionAction");
            if (!Figures.IsRate(row.CloseRate))
                yield return new CloseRateIsOutOfRange($"valuation[{i}].closeRate");
            if (!Figures.IsMoney(row.AverageSale))
                yield return new AverageSaleIsOutOfRange($"valuation[{i}].averageSale");
            var pattern = (row.Segment, row.ConversionAction, row.Bucket);
            if (!rowByPattern.TryAdd(pattern, i))
                yield return new ValuationRowsOverlap($"valuation[{i}]", rowByPattern[pattern]);
        }
        if (FirstMissing(terms, rowByPattern) is { } missing)
            yield return missing;
    }

    private static ValuationMissesACombination? FirstMissing(
        Terms terms,
        Dictionary<(string?, string?, Bucket?), int> rowByPattern)
    {
        foreach (var segment in terms.Segments)
        {
            foreach (var action in terms.ConversionActions)
            {
                foreach (var bucket in Enum.GetValues<Bucket>())
                {
                    if (!PatternsOf(segment, action, bucket).Any(rowByPattern.ContainsKey))
                        return new ValuationMissesACombination(segment, action, bucket);
                }
            }
        }
        return null;
    }

    private static IEnumerable<(string?, string?, Bucket?)> PatternsOf(string segment, string action, Bucket bucket) =>
        from s in new[] { segment, null }
        from a in new[] { action, null }
        from b in new Bucket?[] { bucket, null }
        select (s, a, b);
}
