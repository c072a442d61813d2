using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Calculators;

namespace LeadLedger.Domain.Learning;

/// <summary>What came of the leads whose averages a month is reckoned with (004).</summary>
/// <param name="Months">When they were handed off.</param>
/// <param name="CycleMonths">The sales cycle by which these months follow from the one that is planned.</param>
/// <param name="Kinds">By what valuation tells apart.</param>
/// <param name="Efforts">The same leads by how often they were tried.</param>
public sealed record LearnedCohort(
    Cohort Months,
    int CycleMonths,
    IReadOnlyList<LearnedKind> Kinds,
    IReadOnlyList<LearnedEffort> Efforts);

/// <summary>Leads that one row of a valuation values.</summary>
public sealed record LearnedKind(string Segment, Bucket Bucket, string ConversionAction, LearnedFigures Figures);

/// <summary>
/// What came of some leads. Those that are too young to tell, and those that were none (their rejection was upheld),
/// are in no figure.
/// </summary>
/// <param name="Decided">Leads that had their whole cycle, or came to an end before.</param>
/// <param name="Opened">Those that became opportunities.</param>
/// <param name="Won">Those whose deal was won.</param>
/// <param name="Revenue">What these brought, in the terms' currency.</param>
/// <param name="AmountSquares">Sum of the squares of what each of these brought.</param>
/// <param name="CycleDays">Local days from handoff to deal won, summed over these.</param>
/// <param name="CycleDaySquares">Sum of their squares.</param>
public sealed record LearnedFigures(
    long Decided,
    long Opened,
    long Won,
    decimal Revenue,
    decimal AmountSquares,
    long CycleDays,
    long CycleDaySquares)
{
    public static LearnedFigures None { get; } = new(0, 0, 0, 0, 0, 0, 0);

    public static LearnedFigures operator +(LearnedFigures one, LearnedFigures other) => new(
        one.Decided + other.Decided,
        one.Opened + other.Opened,
        one.Won + other.Won,
        one.Revenue + other.Revenue,
        one.AmountSquares + other.AmountSquares,
        one.CycleDays + other.CycleDays,
        one.CycleDaySquares + other.CycleDaySquares);
}

/// <summary>Deals won of a segment's leads that were tried so often.</summary>
/// <param name="Attempts">The most that is counted stands for more, too.</param>
public sealed record LearnedEffort(string Segment, int Attempts, long Won);

/// <summary>What sales said last that it can take a month, its teams together.</summary>
public sealed record DeclaredCapacity(Month Month, long Reps, long Leads);
