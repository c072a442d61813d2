using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Simulations;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Simulations;

/// <summary>A lead as it was, and beside it as it would have been under other terms.</summary>
/// <param name="Version">The lead's, up to which it is simulated.</param>
/// <param name="AsOf">As of when promises are judged, by the clocks alone on both sides.</param>
/// <param name="Accepted">How many acts the other terms let through.</param>
/// <param name="TakenAsRecorded">Acts that our rules don't account for, as another program wrote them.</param>
/// <param name="Refused">Acts that the other terms forbid, though everything before them had been let through.</param>
/// <param name="Moot">Acts that come to nothing only because something before them was refused.</param>
/// <param name="Simulated">Null: the first handoff would have been refused, so there would be no lead.</param>
/// <param name="Breaches">Promises missed as of then, without those of history from elsewhere.</param>
public sealed record LeadSimulation(
    LeadId LeadId,
    long Version,
    DateTimeOffset AsOf,
    TermsTried Terms,
    int Accepted,
    int TakenAsRecorded,
    IReadOnlyList<RefusedActShown> Refused,
    IReadOnlyList<RefusedActShown> Moot,
    SimulatedStanding Real,
    SimulatedStanding? Simulated,
    IReadOnlyList<HandoffBeside> Handoffs,
    IReadOnlyList<DeadlineBeside> Deadlines,
    CountsBeside Breaches);

/// <summary>An act that wasn't let through.</summary>
/// <param name="Position">Of its event in the ledger.</param>
/// <param name="Type">Its event's stored name.</param>
/// <param name="Code">Why it was refused.</param>
public sealed record RefusedActShown(
    long Position, string Type, string Actor, DateTimeOffset OccurredAt, string Code, string Detail)
{
    internal static RefusedActShown Of(RefusedAct it) => new(
        it.Act.Position,
        EventCatalog.Alias(it.Act.Event),
        it.Act.Actor,
        it.Act.OccurredAt,
        Problem.CodeOf(it.Refusal.GetType()),
        it.Refusal.Detail);
}

/// <summary>Where the lead is in one history.</summary>
/// <param name="Revenue">What the deal brought; null: it isn't won.</param>
public sealed record SimulatedStanding(LeadPlace Place, SalesStage? Stage, DateTimeOffset Since, decimal? Revenue)
{
    internal static SimulatedStanding? Of(Lead lead) => lead is Lead.Existing existing
        ? new(
            existing.Place,
            (lead as Lead.WithSales)?.Stage,
            existing.Since,
            (lead as Lead.Won) is { Deal: var deal } ? Money.Shown(deal.Amount, deal.Currency) : null)
        : null;
}

/// <summary>How many in each history.</summary>
public sealed record CountsBeside(int Real, int Simulated);

/// <summary>A handoff in both histories.</summary>
/// <param name="Position">Of its event in the ledger.</param>
/// <param name="Simulated">Null: it would have been refused, or is moot.</param>
public sealed record HandoffBeside(
    long Position, DateTimeOffset HandedOffAt, HandoffValued Real, HandoffValued? Simulated);

/// <summary>What a handoff is worth, and by which terms.</summary>
/// <param name="Number">The handoff's.</param>
/// <param name="TermsVersion">Null: the draft.</param>
/// <param name="ValuationRow">The row of the valuation table, counted from 1.</param>
public sealed record HandoffValued(
    int Number,
    int? TermsVersion,
    decimal Amount,
    string Currency,
    decimal CloseRate,
    decimal AverageSale,
    int ValuationRow);

/// <summary>A promise in both histories.</summary>
/// <param name="StartedBy">The position of the event that started its clock.</param>
/// <param name="Imported">That event is history from elsewhere: nobody here was held to it.</param>
/// <param name="Real">Null: nothing was promised.</param>
/// <param name="Simulated">
/// Null: nothing would be promised, or what starts the clock wouldn't have been let through.
/// </param>
public sealed record DeadlineBeside(
    OwedPromise Promise, long StartedBy, bool Imported, DeadlineStanding? Real, DeadlineStanding? Simulated);

/// <summary>A promise, and how it stands by the clocks.</summary>
/// <param name="Case">The case that is owed a ruling, or whose ruling started the clock.</param>
/// <param name="TermsVersion">Null: the draft.</param>
/// <param name="AttemptsPromised">Of a cadence.</param>
/// <param name="AttemptsMade">Of a cadence: so far.</param>
/// <param name="AttemptsInWindow">Of a cadence: by its end.</param>
/// <param name="OwedBy">The sales person; null: the team, or the panel.</param>
public sealed record DeadlineStanding(
    int Handoff,
    int? Case,
    int? TermsVersion,
    DateTimeOffset StartedAt,
    DateTimeOffset DueAt,
    PromiseState State,
    DateTimeOffset? DoneAt,
    DateTimeOffset? StoppedAt,
    string? OwedBy,
    int? AttemptsPromised,
    int? AttemptsMade,
    int? AttemptsInWindow);
