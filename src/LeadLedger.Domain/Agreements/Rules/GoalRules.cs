namespace LeadLedger.Domain.Agreements.Rules;

internal static class GoalRules
{
    public static IEnumerable<Refusal> Broken(Terms terms)
    {
        if (terms.Goal is not { } goal)
            yield break;
        if (goal.Amount <= 0 || !Figures.IsMoney(goal.Amount) || (goal.Kind == GoalKind.Count && !IsWhole(goal.Amount)))
            yield return new GoalIsOutOfRange();
    }

    private static bool IsWhole(decimal amount) => Figures.HasAtMost(0, amount);
}
