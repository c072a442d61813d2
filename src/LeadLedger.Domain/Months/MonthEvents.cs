using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Pacing;

namespace LeadLedger.Domain.Months;

// The stored names of these events (sales_capacity_declared …) and of their fields are the storage format and a public
// contract: a shipped one never changes; a new shape is a new event with an upcaster.

/// <summary>What happened in the account of an agreement's month: one stream for each.</summary>
public abstract record MonthEvent
{
    /// <summary>Whose month it is, and which.</summary>
    public (AgreementId AgreementId, Month Month) About() => this switch
    {
        SalesCapacityDeclared it => (it.AgreementId, it.Month),
        MarketingEffortLogged it => (it.AgreementId, it.Month),
        PacingLeftBand it => (it.AgreementId, it.Month),
        PacingReturnedToBand it => (it.AgreementId, it.Month),
        MonthClosed it => (it.AgreementId, it.Month),
        ScorecardIssued it => (it.AgreementId, it.Month),
        AdjustmentBooked it => (it.AgreementId, it.Month),
        StrikeGiven it => (it.AgreementId, it.Month),
        TerminationTriggered it => (it.AgreementId, it.Month),
        _ => throw new InvalidOperationException($"{GetType().Name} is about no month that is known here."),
    };
}

/// <summary>
/// Sales said how many leads a team can take in the month; what the team said before no longer counts.
/// </summary>
/// <param name="Team">Any name; the agreement's own team where it has no parts.</param>
public sealed record SalesCapacityDeclared(
    AgreementId AgreementId,
    Month Month,
    string Team,
    SalesCapacity Capacity,
    string DeclaredBy,
    DateTimeOffset DeclaredAt) : MonthEvent;

/// <summary>Marketing said what it put into one kind of asset; entries of a kind add up (003).</summary>
/// <param name="AssetKind">Such as blog post, e-book or webinar.</param>
/// <param name="Made">How many assets.</param>
/// <param name="Hours">For all of them.</param>
/// <param name="Leads">That all of them brought.</param>
public sealed record MarketingEffortLogged(
    AgreementId AgreementId,
    Month Month,
    string AssetKind,
    int Made,
    decimal Hours,
    int Leads,
    string LoggedBy,
    DateTimeOffset LoggedAt) : MonthEvent;

/// <summary>
/// At the end of a local day the month's net curve stood outside of its band, where it hadn't been the day before (or
/// had been on the other side).
/// </summary>
/// <param name="Day">The local day that ended.</param>
/// <param name="Actual">
/// Net and cumulative, as it was known at that day's end; leads or lead value, as the goal is.
/// </param>
public sealed record PacingLeftBand(
    AgreementId AgreementId,
    Month Month,
    DateOnly Day,
    BandStanding Standing,
    decimal Actual,
    decimal Planned,
    decimal BandLow,
    decimal BandHigh,
    DateTimeOffset DecidedAt) : MonthEvent;

/// <summary>At the end of a local day the month's net curve stood within its band again.</summary>
/// <inheritdoc cref="PacingLeftBand"/>
public sealed record PacingReturnedToBand(
    AgreementId AgreementId,
    Month Month,
    DateOnly Day,
    decimal Actual,
    decimal Planned,
    decimal BandLow,
    decimal BandHigh,
    DateTimeOffset DecidedAt) : MonthEvent;

/// <summary>
/// The month's books are closed: what is recorded from here on is booked in a later month (rule 10). Its scorecard
/// follows once everything up to here is in the read models.
/// </summary>
public sealed record MonthClosed(AgreementId AgreementId, Month Month, string ClosedBy, DateTimeOffset ClosedAt)
    : MonthEvent;

/// <summary>The closed month's account as both sides have it for good; what changes later shows beside it.</summary>
/// <param name="Position">The ledger's position that the read models had when it was reckoned.</param>
public sealed record ScorecardIssued(
    AgreementId AgreementId,
    Month Month,
    Scorecard Scorecard,
    long Position,
    DateTimeOffset IssuedAt) : MonthEvent;

/// <summary>A fact of a closed month came to be known after the closing, and is booked on a later day.</summary>
/// <param name="Entry">The position of the event that made the entry.</param>
/// <param name="Count">1 for a credit, -1 for a debit.</param>
/// <param name="Amount">Its lead value, negative for a debit.</param>
public sealed record AdjustmentBooked(
    AgreementId AgreementId,
    Month Month,
    long Entry,
    LeadId LeadId,
    int Handoff,
    int Count,
    decimal Amount,
    string Currency,
    DateOnly FactDay,
    DateOnly BookedDay,
    DateTimeOffset BookedAt) : MonthEvent;

public enum StrikeCause
{
    GoalMissed,
    OutOfBand,
    FirstResponsesMissed,
    CadencesMissed,
}

/// <summary>A side, or one of its people, kept less in the month than the terms ask for (004).</summary>
/// <param name="Person">Null: the party as a whole.</param>
/// <param name="Promised">
/// What the terms ask for: the goal, the most days out of band, or the least share (0 to 1).
/// </param>
/// <param name="Kept">What it came to, in the same unit.</param>
public sealed record StrikeGiven(
    AgreementId AgreementId,
    Month Month,
    Party Party,
    string? Person,
    StrikeCause Cause,
    decimal Promised,
    decimal Kept,
    DateTimeOffset GivenAt) : MonthEvent;

/// <summary>The goal was missed as many months running as the terms allow no more: either party may end it.</summary>
/// <param name="MissedMonths">In order; the last is this month.</param>
public sealed record TerminationTriggered(
    AgreementId AgreementId,
    Month Month,
    IReadOnlyList<Month> MissedMonths,
    DateTimeOffset TriggeredAt) : MonthEvent;
