namespace LeadLedger.Domain.Leads;

/// <summary>Sales says that it isn't a lead: a case is opened, the sales clocks stop.</summary>
/// <param name="Case">1 for the first rejection of this lead, 2 for the next …</param>
/// <param name="RulingDueAt">By when the panel promised to rule.</param>
/// <param name="RulingRemindAt">When the panel is to be reminded of it; null: it isn't.</param>
public sealed record LeadRejected(
    LeadId LeadId,
    int Handoff,
    int Case,
    PanelId PanelId,
    string ReasonCode,
    string Criterion,
    PersonalText Explanation,
    string RejectedBy,
    DateTimeOffset RejectedAt,
    DateOnly LocalDay,
    EffortInvested Effort,
    DateTimeOffset RulingDueAt,
    DateTimeOffset? RulingRemindAt = null) : LeadEvent;

/// <summary>What sales had done until it rejected.</summary>
/// <param name="Attempts">Made since the clocks started.</param>
/// <param name="AttemptsPromised">Null: no cadence was promised.</param>
/// <param name="FirstResponseSeconds">
/// Wall seconds from the clock's start to the first response; null: none was made.
/// </param>
public sealed record EffortInvested(int Attempts, int? AttemptsPromised, long? FirstResponseSeconds);

/// <summary>Sales took it back before a ruling; the old deadlines run on as if it had never been (rule 9).</summary>
public sealed record RejectionWithdrawn(LeadId LeadId, int Case, string WithdrawnBy, DateTimeOffset WithdrawnAt)
    : LeadEvent;

/// <summary>A panel member works the case until the lease ends.</summary>
/// <param name="Fence">Grows by one with every claim on this case: an older one is worth nothing.</param>
public sealed record ReviewClaimed(
    LeadId LeadId,
    int Case,
    string Member,
    int Fence,
    DateTimeOffset ClaimedAt,
    DateTimeOffset ExpiresAt) : LeadEvent;

/// <summary>The member gave the case back.</summary>
public sealed record ReviewReleased(LeadId LeadId, int Case, string Member, int Fence, DateTimeOffset ReleasedAt)
    : LeadEvent;

public enum Verdict
{
    /// <summary>Sales was right.</summary>
    Upheld,

    /// <summary>Sales must work it.</summary>
    Overturned,
}

/// <summary>A member's verdict; withheld from all but the voter until the ruling (rule 6).</summary>
public sealed record VoteCast(
    LeadId LeadId,
    int Case,
    string Member,
    Verdict Verdict,
    PersonalText Rationale,
    DateTimeOffset VotedAt) : LeadEvent;

/// <summary>A member stands aside.</summary>
public sealed record MemberRecused(LeadId LeadId, int Case, string Member, PersonalText Why, DateTimeOffset RecusedAt)
    : LeadEvent;
