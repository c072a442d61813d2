using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Panels;

namespace LeadLedger.Domain.Leads;

// The stored names of these events (lead_handed_off …) and of their fields are the storage format and a public
// contract: a shipped one never changes; a new shape is a new event with an upcaster.

/// <summary>What happened to a lead, its reviews included: one stream replays its whole life.</summary>
public abstract record LeadEvent;

/// <summary>
/// Marketing passed a lead to sales: valued, and every clock started, under the terms then in force.
/// </summary>
/// <param name="Person">The person's data, encrypted where it is stored.</param>
/// <param name="Handoff">What is the same for a first handoff and a later one.</param>
public sealed record LeadHandedOff(LeadId LeadId, Person Person, Handoff Handoff) : LeadEvent;

/// <summary>Marketing passed a nurtured lead on anew: valued anew, with new clocks.</summary>
public sealed record LeadHandedOffAgain(LeadId LeadId, Handoff Handoff) : LeadEvent;

/// <summary>The person behind the lead. Only the source system's name isn't personal.</summary>
/// <param name="SourceSystem">The system that <paramref name="ExternalReference"/> belongs to.</param>
public sealed record Person(
    PersonalText? Name,
    PersonalText? Email,
    PersonalText? Phone,
    PersonalText? Company,
    string? SourceSystem,
    PersonalText? ExternalReference);

/// <summary>One passing of a lead to sales.</summary>
/// <param name="Number">1 for the first handoff of this lead, 2 for the next …</param>
/// <param name="TermsVersion">In force at handoff; applies to this handoff for good (rule 3).</param>
/// <param name="Qualification">By criterion code: what the lead was passed on, and what the panel will judge.</param>
/// <param name="Assignee">The sales person; null: the team's.</param>
/// <param name="HandedOffAt">When it happened.</param>
/// <param name="LocalDay">Its day in the agreement's time zone, by the time-zone data named.</param>
/// <param name="Late">Reported later than the terms' grace allows.</param>
/// <param name="FirstResponse">Null: no first response is promised.</param>
/// <param name="Cadence">Null: no cadence is promised.</param>
/// <param name="ReportedDay">
/// The local day on which it was reported, where that is a later one; null: the same, or it was imported. It is booked
/// on it where the month of <paramref name="LocalDay"/> is closed (rule 10).
/// </param>
public sealed record Handoff(
    int Number,
    AgreementId AgreementId,
    int TermsVersion,
    string Segment,
    Bucket Bucket,
    string ConversionAction,
    string Source,
    string? Campaign,
    IReadOnlyDictionary<string, QualificationAnswer> Qualification,
    string? Assignee,
    string HandedOffBy,
    DateTimeOffset HandedOffAt,
    DateOnly LocalDay,
    bool Late,
    LeadValue Value,
    FirstResponsePromise? FirstResponse,
    CadencePromise? Cadence,
    ReckonedWith ReckonedWith,
    DateOnly? ReportedDay = null);

/// <summary>A code of the criterion's own, or free text where it has none.</summary>
public sealed record QualificationAnswer(string? Code, PersonalText? Text);

/// <summary>Close rate × average sale (001), exact and unrounded, with what it rests on.</summary>
/// <param name="Row">The row of the valuation table, counted from 1.</param>
public sealed record LeadValue(decimal Amount, string Currency, decimal CloseRate, decimal AverageSale, int Row);

/// <summary>When the first response is due, and the promise that it follows from.</summary>
/// <param name="From">When its clock started.</param>
/// <param name="RemindAt">When sales is to be reminded of it; null: it isn't.</param>
public sealed record FirstResponsePromise(
    DateTimeOffset From,
    DateTimeOffset DueAt,
    int WithinMinutes,
    ClockKind Clock,
    DateTimeOffset? RemindAt = null);

/// <summary>
/// How many attempts are due in the window from <paramref name="From"/> to <paramref name="EndsAt"/>.
/// </summary>
/// <param name="RemindAt">When sales is to be reminded of it; null: it isn't.</param>
public sealed record CadencePromise(
    DateTimeOffset From,
    DateTimeOffset EndsAt,
    int Attempts,
    int WindowDays,
    ClockKind Clock,
    DateTimeOffset? RemindAt = null);

/// <summary>
/// By which calendar and time-zone data days and deadlines were reckoned, so that they can be again.
/// </summary>
public sealed record ReckonedWith(string CalendarVersion, string TimeZoneDataVersion);

/// <summary>The lead is somebody's now.</summary>
public sealed record LeadAssigned(LeadId LeadId, string Assignee, string AssignedBy, DateTimeOffset AssignedAt)
    : LeadEvent;

public enum Channel
{
    Phone,
    Email,
    Meeting,
    Social,
    Sms,
}

public enum AttemptOutcome
{
    Connected,
    Voicemail,
    NoAnswer,
    WrongNumber,
    Bounced,
    Replied,
}

/// <summary>One try by a person at one channel.</summary>
/// <param name="Handoff">The number of the handoff that it belongs to.</param>
/// <param name="JudgedAt">
/// The instant by which promises are judged (rule 13): when it happened if it was reported within the grace or
/// imported, else when it was reported.
/// </param>
public sealed record ContactAttempted(
    LeadId LeadId,
    int Handoff,
    Channel Channel,
    AttemptOutcome Outcome,
    string AttemptedBy,
    DateTimeOffset AttemptedAt,
    DateOnly LocalDay,
    DateTimeOffset JudgedAt,
    bool Late,
    PersonalText? Note) : LeadEvent;

public enum Milestone
{
    DiscoveryHeld,
    DemoHeld,
    OpportunityOpened,
}

/// <summary>A step of the sale was reached.</summary>
/// <param name="Amount">
/// What the opportunity is expected to bring, in the agreement's currency; null where unknown.
/// </param>
public sealed record LeadProgressed(
    LeadId LeadId,
    int Handoff,
    Milestone Milestone,
    decimal? Amount,
    string ReportedBy,
    DateTimeOffset ReachedAt,
    DateOnly LocalDay,
    bool Late) : LeadEvent;

/// <summary>The sale was made.</summary>
/// <param name="JudgedAt">
/// The instant by which promises are judged (rule 13), where it was reported too late to count from when it happened;
/// null: <paramref name="WonAt"/>.
/// </param>
public sealed record DealWon(
    LeadId LeadId,
    int Handoff,
    decimal Amount,
    string Currency,
    string ReportedBy,
    DateTimeOffset WonAt,
    DateOnly LocalDay,
    bool Late,
    DateTimeOffset? JudgedAt = null) : LeadEvent;

/// <summary>The sale came to nothing.</summary>
/// <param name="Reason">A code.</param>
/// <param name="JudgedAt">
/// The instant by which promises are judged (rule 13), where it was reported too late to count from when it happened;
/// null: <paramref name="LostAt"/>.
/// </param>
public sealed record DealLost(
    LeadId LeadId,
    int Handoff,
    string Reason,
    PersonalText? Note,
    string ReportedBy,
    DateTimeOffset LostAt,
    DateOnly LocalDay,
    bool Late,
    DateTimeOffset? JudgedAt = null) : LeadEvent;

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

/// <summary>Sales took it back before a ruling; the old deadlines run on as if it had never been (rule 9).</summary>
public sealed record RejectionWithdrawn(LeadId LeadId, int Case, string WithdrawnBy, DateTimeOffset WithdrawnAt)
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

public enum ReturnCause
{
    /// <summary>The panel upheld the rejection.</summary>
    RejectionUpheld,

    /// <summary>The whole cadence was worked without a connection.</summary>
    Unresponsive,
}

/// <summary>The lead is marketing's again, until marketing hands it off anew.</summary>
/// <param name="Case">The case that was upheld; null where it was unresponsive.</param>
public sealed record LeadReturnedToMarketing(
    LeadId LeadId,
    int Handoff,
    ReturnCause Cause,
    int? Case,
    string ReturnedBy,
    DateTimeOffset ReturnedAt,
    DateOnly LocalDay) : LeadEvent;

/// <summary>What can be owed for a lead, and be broken.</summary>
public enum OwedPromise
{
    FirstResponse,
    Cadence,
    Ruling,
}

/// <summary>
/// The deadline of the first response passed without one. Recorded once by the deadline watch; what comes late doesn't
/// undo it.
/// </summary>
/// <param name="SentBackBy">The case whose ruling started the clock; null: the handoff did.</param>
/// <param name="OwedBy">The sales person; null: the whole team.</param>
/// <param name="DueAt">The deadline that was missed, not when it was noticed.</param>
/// <param name="LocalDay">The deadline's.</param>
public sealed record FirstResponseMissed(
    LeadId LeadId,
    int Handoff,
    int? SentBackBy,
    string? OwedBy,
    DateTimeOffset DueAt,
    DateOnly LocalDay) : LeadEvent;

/// <summary>The cadence's window ended with fewer attempts than promised. Recorded once by the deadline watch.</summary>
/// <param name="SentBackBy">The case whose ruling started the clock; null: the handoff did.</param>
/// <param name="OwedBy">The sales person; null: the whole team.</param>
/// <param name="DueAt">The window's end, not when it was noticed.</param>
/// <param name="LocalDay">The window's end's.</param>
/// <param name="AttemptsMade">Within the window.</param>
public sealed record CadenceMissed(
    LeadId LeadId,
    int Handoff,
    int? SentBackBy,
    string? OwedBy,
    DateTimeOffset DueAt,
    DateOnly LocalDay,
    int AttemptsPromised,
    int AttemptsMade) : LeadEvent;

/// <summary>The panel's own promise passed without a ruling. Recorded once by the deadline watch.</summary>
/// <param name="DueAt">The deadline that was missed, not when it was noticed.</param>
/// <param name="LocalDay">The deadline's.</param>
public sealed record RulingOverdue(LeadId LeadId, int Case, PanelId PanelId, DateTimeOffset DueAt, DateOnly LocalDay)
    : LeadEvent;

/// <summary>
/// A fact that was reported within the grace shows that there was no breach (rule 13): it is recorded with that fact.
/// </summary>
/// <param name="Promise">A first response or a cadence: the panel's decisions are never reported late.</param>
/// <param name="SentBackBy">As in the breach.</param>
/// <param name="DueAt">As in the breach.</param>
/// <param name="OwedBy">As in the breach.</param>
/// <param name="LocalDay">As in the breach.</param>
/// <param name="ExcusedAt">When the fact was reported.</param>
public sealed record BreachExcused(
    LeadId LeadId,
    OwedPromise Promise,
    int Handoff,
    int? SentBackBy,
    string? OwedBy,
    DateTimeOffset DueAt,
    DateOnly LocalDay,
    DateTimeOffset ExcusedAt) : LeadEvent;

/// <summary>
/// Who owes something was reminded of it ahead of its deadline, as the terms say. Recorded once by the deadline watch.
/// </summary>
/// <param name="Handoff">The handoff that it is about.</param>
/// <param name="SentBackBy">The case whose ruling started the clock; null: the handoff did, or a ruling is owed.</param>
/// <param name="Case">The case that a ruling is owed on; null: sales owes something.</param>
/// <param name="OwedBy">The sales person; null: the whole team, or the panel.</param>
/// <param name="RemindedAt">When the terms say to remind, not when the watch got to it.</param>
public sealed record ReminderGiven(
    LeadId LeadId,
    OwedPromise Promise,
    int Handoff,
    int? SentBackBy,
    int? Case,
    string? OwedBy,
    DateTimeOffset DueAt,
    DateTimeOffset RemindedAt) : LeadEvent;

/// <summary>Why a person was erased.</summary>
public enum ErasureGround
{
    /// <summary>The person asked for it.</summary>
    SubjectsRequest,

    /// <summary>The person no longer agrees to being kept.</summary>
    ConsentWithdrawn,

    /// <summary>The time has passed for which they might be kept.</summary>
    RetentionEnded,

    Other,
}

/// <summary>
/// The key under which everything about the person was encrypted is destroyed, in the same transaction: what the
/// lead's events say of them can't be read any more, before this event or after it. The lead itself goes on.
/// </summary>
/// <param name="ErasedAt">When it was decided.</param>
/// <param name="MasterKeyId">
/// The master key under which the destroyed key was wrapped; null: there was no key to destroy any more.
/// </param>
public sealed record PersonalDataErased(
    LeadId LeadId,
    ErasureGround Ground,
    string ErasedBy,
    DateTimeOffset ErasedAt,
    string? MasterKeyId = null) : LeadEvent;
