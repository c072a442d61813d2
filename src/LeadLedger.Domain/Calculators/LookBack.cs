namespace LeadLedger.Domain.Calculators;

/// <summary>Whose averages a month is reckoned with (004): leads that had their whole sales cycle by then.</summary>
/// <param name="Month">The month that is planned.</param>
/// <param name="CycleMonths">How long a sale takes, in whole months.</param>
public sealed record LookBack(Month Month, int CycleMonths)
{
    public const string Formula = "from = month − 2 × cycleMonths; to = month − cycleMonths, inclusive";

    /// <summary>Half a century: as long as any sale may take.</summary>
    public const int MostCycleMonths = 600;

    public Calculation<Cohort> Reckon()
    {
        if (CycleMonths is < 1 or > MostCycleMonths)
        {
            var should = $"'cycleMonths' is a whole number from 1 to {MostCycleMonths}.";
            return new Flaw("cycleMonths", "number", should);
        }
        var monthsSinceTheFirst = (12 * (Month.Year - 1)) + Month.Number - 1;
        if (2 * CycleMonths > monthsSinceTheFirst)
            return new Flaw("cycleMonths", "before-the-calendar", "'cycleMonths' goes back before the year 1.");
        return new Cohort(Month.AddMonths(-2 * CycleMonths), Month.AddMonths(-CycleMonths));
    }
}

/// <summary>Leads by the month of their handoff, both months included.</summary>
/// <param name="To">Leads of this month that are still open are censored, not lost.</param>
public sealed record Cohort(Month From, Month To);
