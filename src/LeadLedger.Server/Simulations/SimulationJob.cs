using LeadLedger.Domain;

namespace LeadLedger.Server.Simulations;

public enum SimulationState
{
    /// <summary>It waits for a node to take it.</summary>
    Queued,
    Running,
    Done,

    /// <summary>It couldn't be done; the failure says why.</summary>
    Failed,

    /// <summary>Somebody didn't want it any more.</summary>
    Cancelled,
}

/// <summary>A simulation of a month: a job, kept for a week.</summary>
/// <param name="Terms">The other terms, as they were asked for.</param>
/// <param name="AsOf">As it was asked for; null: as of when it is run.</param>
/// <param name="RequestedBy">Who asked, by the subject of their token.</param>
/// <param name="Result">Null: it isn't done.</param>
/// <param name="Failure">Null: it hasn't failed.</param>
public sealed record SimulationJob(
    Guid Id,
    SimulationState State,
    AgreementId AgreementId,
    Month Month,
    TermsTried Terms,
    DateTimeOffset? AsOf,
    string RequestedBy,
    DateTimeOffset RequestedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    SimulationProgress Progress,
    MonthSimulated? Result,
    string? Failure);

/// <summary>How far it has come.</summary>
/// <param name="Leads">That were looked at.</param>
/// <param name="Of">How many there are; null: that isn't known yet.</param>
public sealed record SimulationProgress(long Leads, long? Of);
