using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Learning;

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
        var needed = deals.Select(effort => effort.Attempts).Order().First(tries =>
            deals.Where(effort => effort.Attempts <= tries).Sum(effort => effort.Won) >= MostDeals * won);
        // Deals that took more tries than promised would have been missed by who stops there. That fewer would do can't
        // be told from leads that were tried more often.
        return needed > row.Attempts
            ? new(field, row.Attempts, needed, null, null, won, "deals", needed, ProposalReason.Differs,
                Evidence.Said($"Of {won} deals 95 % took up to {needed} attempts: {row.Attempts} are under-called."))
            : new(field, row.Attempts, needed, null, null, won, "deals", row.Attempts, ProposalReason.Agrees,
                Evidence.Said($"Of {won} deals 95 % took up to {needed} attempts; fewer are never proposed."));
    }
}
