using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Agreements.Rules;

namespace LeadLedger.Domain.Learning;

/// <summary>
/// A month's terms as the data would have them: what is in force, with each value that the cohort speaks against
/// replaced (000: start with guesses, then measure).
/// </summary>
/// <param name="Draft">In full, to be proposed; its version is whichever comes next.</param>
/// <param name="Values">Each value that was looked at, changed or not.</param>
public sealed record ProposedTerms(Terms Draft, IReadOnlyList<ProposedValue> Values)
{
    private const decimal DaysInAMonth = 30.4375m;

    /// <param name="basis">The terms in force in the month as things stand.</param>
    /// <param name="month">From when the draft is to apply.</param>
    /// <param name="cohort">What was learned; null: there is no cohort yet.</param>
    /// <param name="declared">What sales can take by its own word; null: it said nothing.</param>
    public static ProposedTerms For(Terms basis, Month month, LearnedCohort? cohort, DeclaredCapacity? declared)
    {
        var (valuation, rows) = LearnedValuation.Of(basis, cohort);
        var (cadences, efforts) = LearnedCadences.Of(basis, cohort);
        var (capacity, reps) = LearnedCapacity.Of(basis, declared);
        var (goal, derivation) = LearnedGoal.Of(basis, cohort, capacity);
        var (cycle, cycles) = Cycle(basis, cohort);
        var draft = basis with
        {
            EffectiveFrom = month,
            Valuation = valuation,
            Cadences = cadences,
            SalesCapacity = capacity,
            Goal = goal,
            SalesCycleMonths = cycle,
        };
        return new(draft, [.. rows, .. derivation, .. reps, .. cycles, .. efforts]);
    }

    // The cohort's leads had twice the cycle at most: sales that take longer than that are longer in truth.
    private static (int?, IReadOnlyList<ProposedValue>) Cycle(Terms basis, LearnedCohort? cohort)
    {
        const int Longest = 60;
        var all = SumOf(cohort);
        var days = AverageEstimate.Of(all.Won, all.CycleDays, all.CycleDaySquares);
        // Whole months are agreed on, so that what lies within a whole month of the truth is right.
        var months = days is null ? null : new AverageEstimate(
            Shown(days.Observed / DaysInAMonth),
            days.Low is { } low ? Shown(low / DaysInAMonth) : null,
            days.High is { } high ? Math.Ceiling(high / DaysInAMonth) : null);
        var value = Evidence.Average("salesCycleMonths", basis.SalesCycleMonths, months, all.Won, Whole);
        return ((int?)value.Proposed, [value]);

        static decimal Whole(decimal months) => Math.Clamp(Math.Ceiling(months), 1, Longest);

        static decimal Shown(decimal months) =>
            Math.Round(months, Figures.MoneyDecimals, MidpointRounding.AwayFromZero);
    }

    internal static LearnedFigures SumOf(LearnedCohort? cohort) =>
        (cohort?.Kinds ?? []).Aggregate(LearnedFigures.None, (sum, kind) => sum + kind.Figures);
}

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

/// <summary>How often sales keeps trying, row by row of the cadences.</summary>
internal static class LearnedCadences
{
    private const decimal MostDeals = 0.95m;

    public static (IReadOnlyList<Cadence>, List<ProposedValue>) Of(Terms basis, LearnedCohort? cohort)
    {
        var rows = new List<Cadence>();
        var values = new List<ProposedValue>();
        foreach (var (i, row) in basis.Cadences.Index())
        {
            var deals = (cohort?.Efforts ?? []).Where(effort => RowOf(basis, effort.Segment) == row).ToList();
            var value = Weighed($"cadences[{i}].attempts", row, deals);
            rows.Add(row with { Attempts = (int)value.Proposed!.Value });
            values.Add(value);
        }
        return (rows, values);
    }

    private static Cadence? RowOf(Terms basis, string segment) =>
        basis.Cadences.FirstOrDefault(row => row.Segment == segment)
        ?? basis.Cadences.FirstOrDefault(row => row.Segment is null);

    private static ProposedValue Weighed(string field, Cadence row, List<LearnedEffort> deals)
    {
        var won = deals.Sum(effort => effort.Won);
        if (won < Evidence.LeastForAnAverage)
        {
            return new(field, row.Attempts, null, null, null, won, "deals", row.Attempts, ProposalReason.TooFew,
                Evidence.Said($"{won} deals are too few: it takes {Evidence.LeastForAnAverage}."));
        }
        var needed = deals.Select(effort => effort.Attempts).Order()
            .First(tries => deals.Where(effort => effort.Attempts <= tries).Sum(effort => effort.Won) >= MostDeals * won);
        // Deals that took more tries than promised would have been missed by who stops there. That fewer would do can't
        // be told from leads that were tried more often.
        return needed > row.Attempts
            ? new(field, row.Attempts, needed, null, null, won, "deals", needed, ProposalReason.Differs,
                Evidence.Said($"Of {won} deals 95 % took up to {needed} attempts: {row.Attempts} are under-called."))
            : new(field, row.Attempts, needed, null, null, won, "deals", row.Attempts, ProposalReason.Agrees,
                Evidence.Said($"Of {won} deals 95 % took up to {needed} attempts; fewer are never proposed."));
    }
}

/// <summary>What sales can take, by its own word.</summary>
internal static class LearnedCapacity
{
    public static (SalesCapacity?, List<ProposedValue>) Of(Terms basis, DeclaredCapacity? declared)
    {
        var assumed = basis.SalesCapacity;
        if (declared is not { Reps: > 0 } || declared.Leads < declared.Reps)
            return (assumed, []);
        var each = declared.Leads / declared.Reps;
        var said = new SalesCapacity((int)declared.Reps, (int)each);
        if (AccountRules.Capacity(said, "salesCapacity").Any())
            return (assumed, []);
        return (said,
        [
            Value("salesCapacity.reps", assumed?.Reps, said.Reps, declared),
            Value("salesCapacity.leadsPerRep", assumed?.LeadsPerRep, said.LeadsPerRep, declared),
        ]);
    }

    private static ProposedValue Value(string field, int? assumed, int said, DeclaredCapacity declared) => new(
        field, assumed, said, null, null, 1, "declarations", said,
        assumed == said ? ProposalReason.Agrees : ProposalReason.Declared,
        Evidence.Said($"Sales declared {declared.Leads} leads for {declared.Reps} reps in {declared.Month}."));
}
