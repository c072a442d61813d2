using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Agreements.Rules;
using LeadLedger.Domain.Calculators;
using LeadLedger.Domain.Months;

namespace LeadLedger.Domain.Learning;

/// <summary>The goal, where it is derived from what can be measured.</summary>
internal static class LearnedGoal
{
    public static (Goal?, List<ProposedValue>) Of(Terms basis, LearnedCohort? cohort, SalesCapacity? capacity) =>
        basis.Goal switch
        {
            null => (null, []),
            { DerivedFrom.Revenue: { } revenue } goal => FromRevenue(basis, goal, revenue, cohort),
            { DerivedFrom.Capacity: { } assumed } goal => FromCapacity(goal, assumed, capacity),
            { } goal => (
                goal, [Amount(goal, goal.Amount, ProposalReason.Given, "A goal is for the parties to agree on.")]),
        };

    private static (Goal?, List<ProposedValue>) FromRevenue(
        Terms basis, Goal goal, RevenueDerivation assumed, LearnedCohort? cohort)
    {
        const string Field = "goal.derivedFrom.revenue";
        var all = ProposedTerms.SumOf(cohort);
        var opened = Evidence.Rate(
            $"{Field}.leadToOpportunity", assumed.LeadToOpportunity, all.Opened, all.Decided, "leads");
        var sold = Evidence.Rate(
            $"{Field}.opportunityToSale", assumed.OpportunityToSale, all.Won, all.Opened, "opportunities");
        var sale = Evidence.Average(
            $"{Field}.averageSale",
            assumed.AverageSale,
            AverageEstimate.Of(all.Won, all.Revenue, all.AmountSquares),
            all.Won,
            amount => Money.Shown(amount, basis.Currency));
        List<ProposedValue> values = [AboveZero(opened), AboveZero(sold), AboveZero(sale)];
        var learned = assumed with
        {
            LeadToOpportunity = values[0].Proposed!.Value,
            OpportunityToSale = values[1].Proposed!.Value,
            AverageSale = values[2].Proposed!.Value,
        };
        if (AmountOf(goal, learned) is not { } amount)
            return (goal, values);
        values.Add(Followed(goal, amount, "It is reckoned from the revenue goal and these."));
        return (goal with { Amount = amount, DerivedFrom = new(learned) }, values);
    }

    private static (Goal?, List<ProposedValue>) FromCapacity(
        Goal goal, SalesCapacity assumed, SalesCapacity? capacity)
    {
        var (learned, amount) = (capacity ?? assumed, (capacity ?? assumed).Leads());
        return (
            goal with { Amount = amount, DerivedFrom = new(null, learned) },
            [Followed(goal, amount, "It is what sales can take.")]);
    }

    // A rate of nothing can't be divided by: then nothing is won, and no number of leads makes the goal.
    private static ProposedValue AboveZero(ProposedValue value) => value.Proposed > 0
        ? value
        : value with { Proposed = value.Assumed, Why = $"{value.Why} A goal can't be derived from nothing." };

    private static decimal? AmountOf(Goal goal, RevenueDerivation revenue)
    {
        if (goal.Kind == GoalKind.LeadValue)
            return revenue.RevenueGoal;
        var leads = new LeadsNeeded(
            revenue.RevenueGoal, revenue.LeadToOpportunity, revenue.OpportunityToSale, revenue.AverageSale).Reckon();
        return leads.Flaws.Count == 0 && leads.Result is > 0 and <= (long)Figures.MostMoney ? leads.Result : null;
    }

    private static ProposedValue Followed(Goal goal, decimal amount, string why) => Amount(
        goal, amount, amount == goal.Amount ? ProposalReason.Agrees : ProposalReason.Follows, why);

    private static ProposedValue Amount(Goal goal, decimal amount, ProposalReason reason, string why) => new(
        "goal.amount", goal.Amount, null, null, null, 0, "leads", amount, reason, why);
}
