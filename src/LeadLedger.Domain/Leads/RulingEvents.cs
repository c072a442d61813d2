using LeadLedger.Domain.Panels;

namespace LeadLedger.Domain.Leads;

public enum RootCause
{
    Qualification,
    FollowUp,
    Messaging,
    DataQuality,
    CriteriaUnclear,
}

/// <summary>The panel's final word on a case.</summary>
/// <param name="ReasonAgainstVotes">Why the chair rules against the majority; null where it doesn't.</param>
/// <param name="Votes">As they were cast.</param>
/// <param name="Recused">Who stood aside, by their own word or by what they had done with the lead.</param>
/// <param name="NewClocks">Set if overturned: the clocks that start at the ruling and who must act.</param>
/// <param name="InPlaceOf">
/// Who would have presided, and couldn't because of what they had done with the lead or said of it; null: nobody else.
/// </param>
public sealed record RulingIssued(
    LeadId LeadId,
    int Handoff,
    int Case,
    Verdict Verdict,
    RootCause RootCause,
    PersonalText Rationale,
    PersonalText? ReasonAgainstVotes,
    NextStep NextStep,
    string Chair,
    MemberFunction ChairFunction,
    IReadOnlyList<MemberVote> Votes,
    IReadOnlyList<string> Recused,
    DateTimeOffset RuledAt,
    DateOnly LocalDay,
    NewClocks? NewClocks,
    string? InPlaceOf = null) : LeadEvent;

public sealed record MemberVote(string Member, Verdict Verdict);

/// <summary>What follows from a ruling, who owes it and by when.</summary>
public sealed record NextStep(PersonalText What, string Owner, DateTimeOffset DueAt);

/// <summary>What sales owes after its rejection was overturned.</summary>
/// <param name="ActBy">The sales person who must act; null: the team.</param>
public sealed record NewClocks(
    string? ActBy,
    FirstResponsePromise? FirstResponse,
    CadencePromise? Cadence,
    ReckonedWith ReckonedWith);

/// <summary>The ruling's next step is done.</summary>
public sealed record RulingFollowedUp(
    LeadId LeadId,
    int Case,
    PersonalText? Note,
    string DoneBy,
    DateTimeOffset DoneAt) : LeadEvent;
