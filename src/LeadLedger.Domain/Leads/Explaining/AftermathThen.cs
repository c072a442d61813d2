using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Leads.Explaining;

/// <summary>What came of the lead after the ruling or the withdrawal; nothing while the case is open.</summary>
/// <param name="Place">Where the lead is now.</param>
/// <param name="Since">Since when.</param>
/// <param name="Events">What moved it, whose it became, and what was reached, in the order of recording.</param>
/// <param name="Attempts">Where later attempts stand, of whatever handoff.</param>
/// <param name="Connected">Which of them reached the person.</param>
/// <param name="CameThereBy">Where the event stands that put it there.</param>
public sealed record AftermathThen(
    LeadPlace Place,
    DateTimeOffset Since,
    IReadOnlyList<AfterwardsThen> Events,
    IReadOnlyList<long> Attempts,
    IReadOnlyList<long> Connected,
    long CameThereBy)
{
    internal static AftermathThen Of(CaseLife life)
    {
        var attempts = life.AfterClosing.Of<ContactAttempted>().ToList();
        return new(
            life.Present!.Place,
            life.Present.Since,
            [.. life.AfterClosing.Select(placed => AfterwardsThen.Of(placed, life)).OfType<AfterwardsThen>()],
            [.. attempts.Select(attempt => attempt.Position)],
            [
                .. attempts.Where(it => it.Event.Outcome is AttemptOutcome.Connected or AttemptOutcome.Replied)
                    .Select(attempt => attempt.Position),
            ],
            life.CameThereBy);
    }
}

public enum Afterwards
{
    ReturnedToMarketing,
    ReturnedAsUnresponsive,
    HandedOffAgain,
    Assigned,
    MilestoneReached,
    Won,
    Lost,
    RejectedAgain,
}

/// <summary>Something that became of the lead later.</summary>
/// <param name="Whom">Whom it was assigned to.</param>
/// <param name="Handoff">The number of the later handoff.</param>
/// <param name="Amount">Of the lead's new value, an opportunity or a deal, as it is shown.</param>
/// <param name="Reason">Why it was lost (a code).</param>
/// <param name="Case">The later rejection and what became of that.</param>
public sealed record AfterwardsThen(
    Afterwards What,
    string By,
    DateTimeOffset At,
    long Position,
    string? Whom = null,
    int? Handoff = null,
    Milestone? Milestone = null,
    decimal? Amount = null,
    string? Currency = null,
    string? Reason = null,
    OtherCase? Case = null)
{
    internal static AfterwardsThen? Of(Placed<LeadEvent> placed, CaseLife life)
    {
        var at = placed.Position;
        return placed.Event switch
        {
            LeadReturnedToMarketing it => new(
                it.Cause == ReturnCause.Unresponsive
                    ? Afterwards.ReturnedAsUnresponsive
                    : Afterwards.ReturnedToMarketing,
                it.ReturnedBy, it.ReturnedAt, at),
            LeadHandedOffAgain { Handoff: var it } => new(
                Afterwards.HandedOffAgain, it.HandedOffBy, it.HandedOffAt, at, it.Assignee, it.Number,
                Amount: Money.Shown(it.Value.Amount, it.Value.Currency), Currency: it.Value.Currency),
            LeadAssigned it => new(Afterwards.Assigned, it.AssignedBy, it.AssignedAt, at, it.Assignee),
            LeadProgressed it => new(
                Afterwards.MilestoneReached, it.ReportedBy, it.ReachedAt, at, Milestone: it.Milestone,
                Amount: it.Amount is { } amount ? Money.Shown(amount, life.Handoff.Value.Currency) : null,
                Currency: it.Amount is null ? null : life.Handoff.Value.Currency),
            DealWon it => new(
                Afterwards.Won, it.ReportedBy, it.WonAt, at, Amount: Money.Shown(it.Amount, it.Currency),
                Currency: it.Currency),
            DealLost it => new(Afterwards.Lost, it.ReportedBy, it.LostAt, at, Reason: it.Reason),
            LeadRejected it => new(
                Afterwards.RejectedAgain, it.RejectedBy, it.RejectedAt, at,
                Case: OtherCase.Of(life.Present!.CaseOf(it.Case)!, life)),
            _ => null,
        };
    }
}
