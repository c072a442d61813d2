namespace LeadLedger.Domain.Agreements.Rules;

/// <summary>
/// Who answers for what, what sales can take, and what follows from a promise that isn't kept: each only where the
/// promise that it rests on is made.
/// </summary>
internal static class AccountRules
{
    private const int LongestDuty = 200;
    private const int MostReps = 10_000;
    private const int MostLeadsPerRep = 100_000;
    private const int MostDays = 31;
    private const decimal MostGoalsCarriedOver = 100;
    private const int MostTerminationMonths = 24;
    private const int LongestSalesCycleMonths = 60;

    public static IEnumerable<Refusal> Broken(Terms terms) =>
        Responsibilities(terms)
            .Concat(Capacity(terms.SalesCapacity, "salesCapacity"))
            .Concat(Strikes(terms))
            .Concat(Compensation(terms))
            .Concat(Termination(terms))
            .Concat(SalesCycle(terms));

    /// <param name="field">Where the capacity is: a goal can be derived from one too.</param>
    public static IEnumerable<Refusal> Capacity(SalesCapacity? capacity, string field)
    {
        if (capacity?.Reps is < 1 or > MostReps)
            yield return new SalesCapacityIsOutOfRange($"{field}.reps");
        if (capacity?.LeadsPerRep is < 1 or > MostLeadsPerRep)
            yield return new SalesCapacityIsOutOfRange($"{field}.leadsPerRep");
    }

    private static IEnumerable<Refusal> Responsibilities(Terms terms)
    {
        var given = new HashSet<Responsibility>();
        foreach (var (i, responsibility) in (terms.Responsibilities ?? []).Index())
        {
            if (string.IsNullOrWhiteSpace(responsibility.Duty) || responsibility.Duty.Length > LongestDuty)
                yield return new ResponsibilityNeedsADuty($"responsibilities[{i}].duty");
            if (responsibility.Person is { } person && !IsOf(terms.Parties, responsibility.Party, person))
                yield return new ResponsibleIsNotOfTheParty($"responsibilities[{i}].person", responsibility.Party);
            if (!given.Add(responsibility))
                yield return new ResponsibilityIsGivenTwice($"responsibilities[{i}]");
        }
    }

    private static bool IsOf(Parties parties, Party party, string person) =>
        party == Party.Marketing ? parties.IsMarketing(person) : parties.IsSales(person);

    private static IEnumerable<Refusal> Strikes(Terms terms)
    {
        if (terms.Strikes is not { } strikes)
            yield break;
        if (strikes is { GoalMissed: false, DaysOutOfBand: null, FirstResponseShare: null, CadenceShare: null })
            yield return new StrikesNeedACause();
        if (strikes.DaysOutOfBand is < 0 or > MostDays)
            yield return new DaysOutOfBandAreOutOfRange();
        if (strikes.FirstResponseShare is { } responses && !Figures.IsRate(responses))
            yield return new StrikeShareIsOutOfRange("strikes.firstResponseShare");
        if (strikes.CadenceShare is { } cadences && !Figures.IsRate(cadences))
            yield return new StrikeShareIsOutOfRange("strikes.cadenceShare");
        if (strikes is { PerPerson: true, FirstResponseShare: null, CadenceShare: null })
            yield return new StrikesPerPersonNeedAShare();
        if (strikes.GoalMissed && terms.Goal is null)
            yield return new StrikeNeedsItsPromise("strikes.goalMissed");
        if (strikes.DaysOutOfBand is not null && terms.Curve is null)
            yield return new StrikeNeedsItsPromise("strikes.daysOutOfBand");
        if (strikes.FirstResponseShare is not null && terms.ResponseTimes.Count == 0)
            yield return new StrikeNeedsItsPromise("strikes.firstResponseShare");
        if (strikes.CadenceShare is not null && terms.Cadences.Count == 0)
            yield return new StrikeNeedsItsPromise("strikes.cadenceShare");
    }

    private static IEnumerable<Refusal> Compensation(Terms terms)
    {
        if (terms.Compensation is not { } compensation)
            yield break;
        if (compensation.CarryOverShare <= 0 || !Figures.IsRate(compensation.CarryOverShare))
            yield return new CarryOverShareIsOutOfRange();
        if (compensation.MostShareOfGoal is { } most
            && (most is <= 0 or > MostGoalsCarriedOver || !Figures.HasAtMost(Figures.RateDecimals, most)))
            yield return new MostShareOfGoalIsOutOfRange();
        if (terms.Goal is null)
            yield return new CompensationNeedsAGoal();
    }

    private static IEnumerable<Refusal> Termination(Terms terms)
    {
        if (terms.Termination is not { } termination)
            yield break;
        if (termination.NoticeMonths is < 0 or > MostTerminationMonths)
            yield return new NoticeIsOutOfRange();
        if (termination.GoalMissedMonths is < 1 or > MostTerminationMonths)
            yield return new TriggerIsOutOfRange();
        if (termination.GoalMissedMonths is not null && terms.Goal is null)
            yield return new TriggerNeedsAGoal();
    }

    private static IEnumerable<Refusal> SalesCycle(Terms terms)
    {
        if (terms.SalesCycleMonths is < 1 or > LongestSalesCycleMonths)
            yield return new SalesCycleIsOutOfRange();
    }
}
