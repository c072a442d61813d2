using System.Collections.Immutable;

namespace LeadLedger.Domain.Leads;

/// <summary>What is known of a lead wherever it is.</summary>
/// <param name="Handoff">The newest handoff; its number says how many there were.</param>
/// <param name="Assignee">The sales person it is or was last assigned to in this handoff; null: the team's.</param>
/// <param name="Periods">
/// Every period with sales in order; the last is the present one while the lead is with sales.
/// </param>
/// <param name="Milestones">Every milestone of every handoff, in the order of recording.</param>
/// <param name="ClosedCases">Rejections that were ruled on or withdrawn, in order.</param>
/// <param name="Involved">Who had a hand in it in a way that bars from judging it (rule 6).</param>
public sealed record LeadFacts(
    LeadId Id,
    Person Person,
    Handoff Handoff,
    string? Assignee,
    ImmutableList<SalesPeriod> Periods,
    ImmutableList<LeadProgressed> Milestones,
    ImmutableList<ReviewCase> ClosedCases,
    ImmutableDictionary<string, Involvement> Involved)
{
    /// <summary>Set once the person is erased: a mark, and no place; the lead goes on without them.</summary>
    public PersonalDataErased? Erased { get; init; }

    /// <summary>The newest period with sales; it has ended if the lead is elsewhere.</summary>
    public SalesPeriod Period => Periods[^1];

    /// <summary>
    /// The period with sales in which an instant lies; null: it wasn't with sales then. Where two meet it is the newer
    /// one's.
    /// </summary>
    public SalesPeriod? PeriodAt(DateTimeOffset at) =>
        Periods.FindLast(period => period.From <= at) is { } newest && newest.Holds(at) ? newest : null;

    /// <summary>When a handoff reached a milestone; null: it hasn't yet.</summary>
    public LeadProgressed? MilestoneOf(int handoff, Milestone milestone) =>
        Milestones.Find(reached => reached.Handoff == handoff && reached.Milestone == milestone);

    public Involvement InvolvementOf(string person) => Involved.GetValueOrDefault(person);
}

/// <summary>What somebody did with a lead that bars them from judging it (rule 6).</summary>
[Flags]
public enum Involvement
{
    None = 0,
    HandedItOff = 1,
    WasAssignedIt = 2,
    AttemptedContact = 4,
    RejectedIt = 8,
}

/// <summary>What an attempt's outcome means for the promises.</summary>
public static class AttemptMeaning
{
    /// <summary>A bounced message or a wrong number can't have reached anybody, so it is no first response.</summary>
    public static bool CouldReachThePerson(this ContactAttempted attempt) =>
        attempt.Outcome is not (AttemptOutcome.Bounced or AttemptOutcome.WrongNumber);
}
