namespace LeadLedger.Domain.Learning;

/// <summary>Why a value of terms is proposed as it is.</summary>
public enum ProposalReason
{
    /// <summary>What is assumed lies outside of what was observed: the observed value is proposed.</summary>
    Differs,

    /// <summary>What is assumed may well be true: it stays.</summary>
    Agrees,

    /// <summary>Too few leads or deals to say anything: what is assumed stays.</summary>
    TooFew,

    /// <summary>Sales said so.</summary>
    Declared,

    /// <summary>Follows from the other values.</summary>
    Follows,

    /// <summary>Nobody measures it: it is for the parties to agree on.</summary>
    Given,
}

/// <summary>A value of next month's terms, with its evidence.</summary>
/// <param name="Field">Where it stands in the draft.</param>
/// <param name="Assumed">What the terms say now; null: nothing.</param>
/// <param name="Observed">What the cohort shows; null: nothing.</param>
/// <param name="Low">Lower end of the 95 % interval around what is observed; null: too few to tell.</param>
/// <param name="Count">What the observation rests on, in <paramref name="Unit"/>.</param>
/// <param name="Unit">What is counted: leads, opportunities, deals or declarations.</param>
/// <param name="Proposed">What the draft says; null: nothing.</param>
/// <param name="Why">One sentence for a person.</param>
public sealed record ProposedValue(
    string Field,
    decimal? Assumed,
    decimal? Observed,
    decimal? Low,
    decimal? High,
    long Count,
    string Unit,
    decimal? Proposed,
    ProposalReason Reason,
    string Why);
