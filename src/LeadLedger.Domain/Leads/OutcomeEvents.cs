namespace LeadLedger.Domain.Leads;

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
