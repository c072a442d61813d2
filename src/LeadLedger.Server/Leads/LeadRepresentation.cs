using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;

namespace LeadLedger.Server.Leads;

/// <summary>
/// A lead as a command leaves it. Made of the state and the version alone, so that a repeat gets the first answer;
/// the person behind it is in no command's answer.
/// </summary>
/// <param name="Version">Of the lead's stream: the ETag.</param>
/// <param name="TermsVersion">Those of the newest handoff, which apply to it for good.</param>
/// <param name="Handoff">The newest handoff's number.</param>
/// <param name="Stage">How far sales has come; only while it is with sales.</param>
/// <param name="Since">Since when it is where it is.</param>
/// <param name="Deadlines">Those that run now; null: none does.</param>
/// <param name="ReviewId">The open case; only while it is under review.</param>
public record LeadRepresentation(
    LeadId Id,
    long Version,
    AgreementId AgreementId,
    int TermsVersion,
    int Handoff,
    LeadPlace Place,
    SalesStage? Stage,
    OwnerRepresentation Owner,
    DateTimeOffset Since,
    string Segment,
    Bucket Bucket,
    string ConversionAction,
    string Source,
    string? Campaign,
    ValueRepresentation Value,
    DeadlinesRepresentation? Deadlines,
    string? ReviewId);

/// <summary>Whose it is: exactly one.</summary>
/// <param name="Id">The person's subject, the agreement's or the panel's id; null for a closed lead.</param>
public sealed record OwnerRepresentation(OwnerKind Kind, string? Id);

public enum OwnerKind
{
    SalesPerson,
    SalesTeam,
    Panel,
    Marketing,
    Closed,
}

/// <summary>What it is worth, rounded as money is shown (rule 11), and the exact numbers whose product it is.</summary>
public sealed record ValueRepresentation(decimal Amount, string Currency, decimal CloseRate, decimal AverageSale);

/// <summary>What is owed next, and when.</summary>
/// <param name="FirstResponseDueAt">Null: none is promised, or it was made.</param>
/// <param name="CadenceEndsAt">Null: no cadence is promised.</param>
/// <param name="AttemptsDue">How many attempts are still to be made until then.</param>
/// <param name="RulingDueAt">While it is under review.</param>
public sealed record DeadlinesRepresentation(
    DateTimeOffset? FirstResponseDueAt,
    DateTimeOffset? CadenceEndsAt,
    int? AttemptsDue,
    DateTimeOffset? RulingDueAt);
