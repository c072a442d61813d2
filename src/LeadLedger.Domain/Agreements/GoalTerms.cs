namespace LeadLedger.Domain.Agreements;

public enum GoalKind
{
    /// <summary>A number of leads.</summary>
    Count,

    /// <summary>Lead value, in the terms' currency.</summary>
    LeadValue,
}

/// <summary>What marketing promises a month.</summary>
/// <param name="DerivedFrom">What the amount was reckoned from; null: it was simply given.</param>
public sealed record Goal(GoalKind Kind, decimal Amount, GoalDerivation? DerivedFrom = null);

/// <summary>What a goal was reckoned from: exactly one of the two.</summary>
public sealed record GoalDerivation(RevenueDerivation? Revenue = null, SalesCapacity? Capacity = null);

/// <summary>
/// Leads needed = revenue goal ÷ (lead→opportunity rate × opportunity→sale rate × average sale), rounded up (001, 004).
/// A goal in lead value is the revenue goal itself.
/// </summary>
public sealed record RevenueDerivation(
    decimal RevenueGoal,
    decimal LeadToOpportunity,
    decimal OpportunityToSale,
    decimal AverageSale);

/// <summary>Leads that sales can take a month = reps × leads that a rep can work (001).</summary>
public sealed record SalesCapacity(int Reps, int LeadsPerRep);

public enum CurveShape
{
    /// <summary>Every day of the month weighs the same (004).</summary>
    Straight,

    /// <summary>Days with open hours that aren't holidays weigh 1, others 0.</summary>
    BusinessDays,

    /// <summary>Weights by weekday and by date.</summary>
    Weighted,
}

/// <summary>The line that marketing hugs (000).</summary>
/// <param name="WeekdayWeights">Monday to Sunday, for <see cref="CurveShape.Weighted"/>; else empty.</param>
/// <param name="DateWeights">Seasons and events: multiply the days' own weights, for any shape.</param>
/// <param name="BandBelowShare">How far below the line is still on it, as a share of the month's goal (0 to 1).</param>
/// <param name="BandAboveShare">How far above.</param>
public sealed record Curve(
    CurveShape Shape,
    IReadOnlyList<decimal> WeekdayWeights,
    IReadOnlyList<DateWeight> DateWeights,
    decimal BandBelowShare,
    decimal BandAboveShare);

/// <summary>A season or event: its days' weights are multiplied by <paramref name="Weight"/>.</summary>
public sealed record DateWeight(string Name, DateOnly From, DateOnly To, decimal Weight);
