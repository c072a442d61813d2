using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Months;

// A scorecard is stored inside its event: the fields are part of the storage format. What follows from them is asked
// by methods, which aren't stored.

/// <summary>
/// What marketing promised and delivered in a month, and what sales and the panel promised and kept. Deliveries are
/// booked ones; promises are a cohort: those whose clocks started in the month (rule 10).
/// </summary>
/// <param name="TermsVersion">Whose goal it is; null: no terms were in force.</param>
/// <param name="Marketing">Null: no goal was promised.</param>
/// <param name="Sales">
/// Each sales person who owed something, the team's own (null) last; the team as a whole first.
/// </param>
/// <param name="Rulings">The panel's promise.</param>
public sealed record Scorecard(
    int? TermsVersion,
    MarketingScore? Marketing,
    SalesScore Sales,
    IReadOnlyList<PersonScore> People,
    KeptPromises Rulings)
{
    /// <summary>The scorecard of a month's figures.</summary>
    /// <param name="terms">Those in force in it; null: none.</param>
    /// <param name="figures">What it came to.</param>
    /// <param name="previous">How marketing stood in the month before; null: it had no goal, or no scorecard.</param>
    public static Scorecard Of(Terms? terms, MonthFigures figures, MarketingScore? previous) => new(
        terms?.Version,
        terms?.Goal is { } goal ? MarketingScore.Of(goal, terms.Compensation, figures, previous) : null,
        figures.Sales,
        figures.People,
        figures.Rulings);
}

/// <summary>Amounts are leads or lead value (in the terms' currency), as the goal is; exact, not rounded.</summary>
/// <param name="CarriedIn">Of earlier months' shortfalls, by the terms' compensation.</param>
/// <param name="Gross">Credits booked in the month.</param>
/// <param name="Net">Credits less debits booked in the month.</param>
/// <param name="DaysOutOfBand">Days at whose end the curve was outside of its band; null: there is no curve.</param>
/// <param name="MissedRunning">
/// How many months running the goal was missed, this one included; 0: it was reached.
/// </param>
public sealed record MarketingScore(
    GoalKind GoalKind,
    decimal Goal,
    decimal CarriedIn,
    decimal Gross,
    decimal Net,
    decimal Shortfall,
    decimal CarriedOut,
    int? DaysOutOfBand,
    int MissedRunning)
{
    /// <summary>What the month owed in all: its goal and what was carried in.</summary>
    public decimal Due() => Goal + CarriedIn;

    /// <summary>The month's own goal, without what was carried in.</summary>
    public bool IsGoalReached() => Net >= Goal;

    /// <summary>How marketing stands after a month.</summary>
    internal static MarketingScore Of(
        Goal goal, CompensationTerms? compensation, MonthFigures figures, MarketingScore? previous)
    {
        // Leads can't be made good in money, nor money in leads: what was owed in the old kind ends with the old goal.
        var carriedIn = previous?.GoalKind == goal.Kind ? previous.CarriedOut : 0;
        var net = figures.Credit.Net(goal.Kind);
        var shortfall = Math.Max(0, goal.Amount + carriedIn - net);
        return new MarketingScore(
            goal.Kind,
            goal.Amount,
            carriedIn,
            figures.Credit.Gross(goal.Kind),
            net,
            shortfall,
            CarriedOver(shortfall, goal, compensation),
            figures.DaysOutOfBand,
            net < goal.Amount ? (previous?.MissedRunning ?? 0) + 1 : 0);
    }

    private static decimal CarriedOver(decimal shortfall, Goal goal, CompensationTerms? compensation)
    {
        if (compensation is null)
            return 0;
        var carried = shortfall * compensation.CarryOverShare;
        return compensation.MostShareOfGoal is { } most ? Math.Min(carried, most * goal.Amount) : carried;
    }
}

/// <summary>What sales promised and kept.</summary>
public sealed record SalesScore(KeptPromises FirstResponses, KeptPromises Cadences);

/// <summary>What one sales person owed and kept.</summary>
/// <param name="Person">Null: leads that were nobody's in person.</param>
public sealed record PersonScore(string? Person, KeptPromises FirstResponses, KeptPromises Cadences);

/// <summary>Promised = kept + missed + lapsed + open.</summary>
/// <param name="Kept">By the deadline.</param>
/// <param name="Missed">Not by the deadline, and not excused.</param>
/// <param name="Lapsed">
/// The lead was rejected, closed or given back before the deadline: nothing was owed any more.
/// </param>
/// <param name="Open">Neither kept nor missed yet.</param>
public sealed record KeptPromises(int Promised, int Kept, int Missed, int Lapsed, int Open)
{
    /// <summary>Kept, of those that were kept or missed; null: none was.</summary>
    public decimal? KeptShare() => Kept + Missed == 0 ? null : (decimal)Kept / (Kept + Missed);
}
