using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Leads;

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
