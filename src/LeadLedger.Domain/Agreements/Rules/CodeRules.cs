namespace LeadLedger.Domain.Agreements.Rules;

/// <summary>The codes and texts that terms declare: segments, actions, labels, criteria and reasons.</summary>
internal static class CodeRules
{
    private const int LongestCode = 100;
    private const int LongestText = 2_000;

    public static IEnumerable<Refusal> Broken(Terms terms)
    {
        if (terms.Segments.Count == 0)
            yield return new CodesAreMissing("segments");
        if (terms.ConversionActions.Count == 0)
            yield return new CodesAreMissing("conversionActions");
        foreach (var refusal in Declared(terms.Segments, i => $"segments[{i}]")
            .Concat(Declared(terms.ConversionActions, i => $"conversionActions[{i}]"))
            .Concat(Labels(terms.MatrixLabels))
            .Concat(Criteria(terms.Criteria))
            .Concat(ReasonCodes(terms)))
            yield return refusal;
    }

    /// <summary>A code: not empty, not too long, and nothing around it that no one can see.</summary>
    public static bool IsCode(string? code) => Subject.IsTrimmed(code, LongestCode);

    public static bool IsText(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= LongestText;

    private static IEnumerable<Refusal> Declared(IEnumerable<string> codes, Func<int, string> field)
    {
        var declared = new HashSet<string>();
        foreach (var (i, code) in codes.Index())
        {
            if (!IsCode(code))
                yield return new CodeIsMalformed(field(i));
            if (!declared.Add(code))
                yield return new CodeIsDeclaredTwice(field(i));
        }
    }

    private static IEnumerable<Refusal> Labels(MatrixLabels? labels)
    {
        if (labels is null)
            yield break;
        foreach (var (field, text) in new[]
        {
            ("handRaiser", labels.HandRaiser),
            ("other", labels.Other),
            ("highFit", labels.HighFit),
            ("mediumFit", labels.MediumFit),
            ("lowFit", labels.LowFit),
        })
        {
            if (!IsText(text))
                yield return new TextIsMissing($"matrixLabels.{field}");
        }
    }

    private static IEnumerable<Refusal> Criteria(IReadOnlyList<Criterion> criteria)
    {
        foreach (var refusal in Declared(criteria.Select(c => c.Code), i => $"criteria[{i}].code"))
            yield return refusal;
        foreach (var (i, criterion) in criteria.Index())
        {
            if (!IsText(criterion.Text))
                yield return new TextIsMissing($"criteria[{i}].text");
            foreach (var refusal in Declared(criterion.Values, v => $"criteria[{i}].values[{v}]"))
                yield return refusal;
        }
    }

    private static IEnumerable<Refusal> ReasonCodes(Terms terms)
    {
        foreach (var refusal in Declared(terms.ReasonCodes.Select(r => r.Code), i => $"reasonCodes[{i}].code"))
            yield return refusal;
        var criteria = terms.Criteria.Select(c => c.Code).ToHashSet();
        foreach (var (i, reason) in terms.ReasonCodes.Index())
        {
            if (!IsText(reason.Text))
                yield return new TextIsMissing($"reasonCodes[{i}].text");
            if (!criteria.Contains(reason.Criterion))
                yield return new ReasonCodeNamesAnUndeclaredCriterion($"reasonCodes[{i}].criterion");
        }
    }
}
