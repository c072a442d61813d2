namespace LeadLedger.Domain.Calculators;

/// <summary>How many leads a sales team can work (001).</summary>
/// <param name="Reps">2.5: two, and one who works half of the time.</param>
/// <param name="LeadsPerRep">What one of them can work in the time that the answer is for.</param>
public sealed record LeadsFromCapacity(decimal Reps, decimal LeadsPerRep)
{
    public const string Formula = "leads = reps × leadsPerRep, rounded down";

    /// <summary>Whole leads, rounded down: what is left of a rep's time isn't enough for another lead.</summary>
    public Calculation<long> Reckon()
    {
        var rules = new FigureRules().Amount("reps", Reps).Amount("leadsPerRep", LeadsPerRep);
        if (rules.AreBroken)
            return Calculation<long>.Flawed(rules.Flaws);
        var leads = (Exact)Reps * LeadsPerRep;
        return leads.IsBeyond(FigureRules.MostAnswer)
            ? Flaw.AnswerIsTooLarge("reps", "leads")
            : leads.RoundedDown();
    }
}
