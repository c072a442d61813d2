using LeadLedger.Domain.Calculators;

namespace LeadLedger.Domain.Agreements.Rules;

/// <summary>A goal that can be reached, and that follows from what it is said to be derived from.</summary>
internal static class GoalRules
{
    public static IEnumerable<Refusal> Broken(Terms terms)
    {
        if (terms.Goal is not { } goal)
            return [];
        return Amount(goal).Concat(Derivation(goal));
    }

    private static IEnumerable<Refusal> Amount(Goal goal)
    {
        if (goal.Amount <= 0 || !Figures.IsMoney(goal.Amount) || (goal.Kind == GoalKind.Count && !IsWhole(goal.Amount)))
            yield return new GoalIsOutOfRange();
    }

    private static IEnumerable<Refusal> Derivation(Goal goal) => goal.DerivedFrom switch
    {
        null => [],
        { Revenue: { } revenue, Capacity: null } => FromRevenue(goal, revenue),
        { Revenue: null, Capacity: { } capacity } => FromCapacity(goal, capacity),
        _ => [new GoalIsDerivedFromOneThing()],
    };

    private static IEnumerable<Refusal> FromRevenue(Goal goal, RevenueDerivation revenue)
    {
        const string Field = "goal.derivedFrom.revenue";
        if (!IsAboveZero(revenue.RevenueGoal))
            yield return new DerivationAmountIsOutOfRange($"{Field}.revenueGoal");
        if (!IsRateAboveZero(revenue.LeadToOpportunity))
            yield return new DerivationRateIsOutOfRange($"{Field}.leadToOpportunity");
        if (!IsRateAboveZero(revenue.OpportunityToSale))
            yield return new DerivationRateIsOutOfRange($"{Field}.opportunityToSale");
        if (!IsAboveZero(revenue.AverageSale))
            yield return new DerivationAmountIsOutOfRange($"{Field}.averageSale");
        var needed = new LeadsNeeded(
            revenue.RevenueGoal, revenue.LeadToOpportunity, revenue.OpportunityToSale, revenue.AverageSale);
        foreach (var refusal in goal.Kind == GoalKind.LeadValue
            ? Follows(goal, revenue.RevenueGoal)
            : LeadsFollow(goal, needed.Reckon()))
            yield return refusal;
    }

    private static IEnumerable<Refusal> FromCapacity(Goal goal, SalesCapacity capacity)
    {
        const string Field = "goal.derivedFrom.capacity";
        if (goal.Kind != GoalKind.Count)
            yield return new GoalFromCapacityCountsLeads();
        foreach (var refusal in AccountRules.Capacity(capacity, Field)
            .Concat(LeadsFollow(goal, new LeadsFromCapacity(capacity.Reps, capacity.LeadsPerRep).Reckon())))
            yield return refusal;
    }

    private static IEnumerable<Refusal> LeadsFollow(Goal goal, Calculation<long> leads) =>
        leads.Flaws.Count == 0 ? Follows(goal, leads.Result) : [new GoalIsOutOfRange()];

    // More leads than a goal may be can't be given as the amount, so that is what is wrong.
    private static IEnumerable<Refusal> Follows(Goal goal, decimal amount)
    {
        if (amount > Figures.MostMoney)
            yield return new GoalIsOutOfRange();
        if (amount != goal.Amount)
            yield return new GoalDoesNotFollow(amount);
    }

    private static bool IsAboveZero(decimal money) => money > 0 && Figures.IsMoney(money);

    private static bool IsRateAboveZero(decimal rate) => rate > 0 && Figures.IsRate(rate);

    private static bool IsWhole(decimal amount) => Figures.HasAtMost(0, amount);
}
