namespace LeadLedger.Domain.Calculators;

/// <summary>How many leads a revenue goal takes (001, 004).</summary>
/// <param name="RevenueGoal">Money, for the time that the leads are for.</param>
/// <param name="LeadToOpportunity">The share of leads that become opportunities.</param>
/// <param name="OpportunityToSale">The share of opportunities that are won.</param>
/// <param name="AverageSale">Money, in the goal's currency.</param>
public sealed record LeadsNeeded(
    decimal RevenueGoal, decimal LeadToOpportunity, decimal OpportunityToSale, decimal AverageSale)
{
    public const string Formula =
        "leads = revenueGoal ÷ (leadToOpportunity × opportunityToSale × averageSale), rounded up";

    /// <summary>Whole leads, rounded up from the exact quotient.</summary>
    public Calculation<long> Reckon()
    {
        var rules = new FigureRules()
            .Amount("revenueGoal", RevenueGoal)
            .Rate("leadToOpportunity", LeadToOpportunity, divides: true)
            .Rate("opportunityToSale", OpportunityToSale, divides: true)
            .Amount("averageSale", AverageSale, divides: true);
        if (rules.AreBroken)
            return Calculation<long>.Flawed(rules.Flaws);
        var leads = (Exact)RevenueGoal / ((Exact)LeadToOpportunity * OpportunityToSale * AverageSale);
        return leads.IsBeyond(FigureRules.MostAnswer)
            ? Flaw.AnswerIsTooLarge("revenueGoal", "leads")
            : leads.RoundedUp();
    }
}
