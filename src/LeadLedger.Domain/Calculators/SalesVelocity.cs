using LeadLedger.Domain.Agreements.Rules;

namespace LeadLedger.Domain.Calculators;

/// <summary>How much revenue sales is able to make in a month (003): a rep, a team, or all of sales.</summary>
/// <param name="Opportunities">Worked at the same time.</param>
/// <param name="WinRate">The share of them that is won.</param>
/// <param name="AverageDeal">Money.</param>
/// <param name="CycleMonths">From opportunity to customer; 1.5 is a month and a half.</param>
/// <param name="GoalPerMonth">Revenue, in the deals' currency; null: no goal to set the velocity against.</param>
public sealed record SalesVelocity(
    decimal Opportunities, decimal WinRate, decimal AverageDeal, decimal CycleMonths, decimal? GoalPerMonth)
{
    public const string Formula =
        "velocityPerMonth = opportunities × winRate × averageDeal ÷ cycleMonths; gap = goalPerMonth − velocityPerMonth";

    public Calculation<VelocityAgainstGoal> Reckon()
    {
        var rules = new FigureRules()
            .Amount("opportunities", Opportunities)
            .Rate("winRate", WinRate)
            .Amount("averageDeal", AverageDeal)
            .CycleMonths("cycleMonths", CycleMonths);
        if (GoalPerMonth is { } given)
            rules.Amount("goalPerMonth", given);
        if (rules.AreBroken)
            return Calculation<VelocityAgainstGoal>.Flawed(rules.Flaws);
        var velocity = (Exact)Opportunities * WinRate * AverageDeal / CycleMonths;
        if (velocity.IsBeyond(FigureRules.MostAnswer))
            return Flaw.AnswerIsTooLarge("opportunities", "velocityPerMonth");
        return new VelocityAgainstGoal(
            velocity.Shown(Figures.MoneyDecimals),
            GoalPerMonth is { } goal ? ((Exact)goal - velocity).Shown(Figures.MoneyDecimals) : null);
    }
}

/// <summary>Both rounded to 4 decimals from the exact figure.</summary>
/// <param name="Gap">What is short of the goal; below 0: velocity is beyond it; null without a goal.</param>
public sealed record VelocityAgainstGoal(decimal VelocityPerMonth, decimal? Gap)
{
    public bool IsShortOfGoal => Gap > 0;
}
