using LeadLedger.Domain.Leads;
using LeadLedger.Server.Access;

namespace LeadLedger.Server.Audit.Replaying;

/// <summary>What happened, in one or two sentences; nothing personal or withheld is in them.</summary>
internal static class EventSentence
{
    /// <param name="e">Null: another writer's.</param>
    /// <param name="disclosure">What who reads may be shown.</param>
    public static string Of(LeadEvent? e, Disclosure disclosure) => e switch
    {
        null => "Another writer's event: it is stepped over.",
        LeadHandedOff it => $"Handed off to sales: {Of(it.Handoff)}",
        LeadHandedOffAgain it => $"Handed off to sales anew, for the {it.Handoff.Number}. time: {Of(it.Handoff)}",
        LeadAssigned it => $"Assigned to {it.Assignee}.",
        ContactAttempted it => $"Attempted contact by {Spoken.Of(it.Channel)}: {Spoken.Of(it.Outcome)}."
            + (it.Late ? $" Reported late, so it counts from {Spoken.Of(it.JudgedAt)}." : ""),
        LeadProgressed it => $"Reached: {Spoken.Of(it.Milestone)}"
            + (it.Amount is { } amount ? $", {Spoken.Any(amount)} expected." : "."),
        DealWon it => $"Won: {Spoken.Money(it.Amount, it.Currency)}.",
        DealLost it => $"Lost: {it.Reason}.",
        PersonalDataErased it => $"The person was erased, on the ground: {Spoken.Of(it.Ground)}.",
        FirstResponseMissed or CadenceMissed or RulingOverdue or BreachExcused or ReminderGiven => OfTheWatch(e),
        _ => OfReview(e, disclosure),
    };

    private static string Of(Handoff it) =>
        $"{it.ConversionAction} from {it.Source}{(it.Campaign is { } campaign ? $" ({campaign})" : "")}, "
        + $"segment {it.Segment}, {Spoken.Of(it.Bucket)}; worth {Spoken.Money(it.Value.Amount, it.Value.Currency)} "
        + $"({Spoken.Any(it.Value.CloseRate)} × {Spoken.Any(it.Value.AverageSale)}, "
        + $"row {it.Value.Row} of the valuation).";

    private static string OfReview(LeadEvent e, Disclosure disclosure) => e switch
    {
        LeadRejected it => $"Rejected as {it.ReasonCode}, for it fails the criterion {it.Criterion}: case {it.Case}. "
            + Of(it.Effort),
        ReviewClaimed it => $"Claimed case {it.Case} until {Spoken.Of(it.ExpiresAt)} (fence {it.Fence}).",
        ReviewReleased it => $"Gave case {it.Case} back.",
        RejectionWithdrawn it =>
            $"Took the rejection of case {it.Case} back: the old deadlines run on as if it had never been.",
        VoteCast it => disclosure.MaySee(it)
            ? $"Voted on case {it.Case}: {Spoken.Of(it.Verdict)}."
            : $"Voted on case {it.Case}; verdict and rationale are withheld until the ruling.",
        MemberRecused it => $"Stood aside in case {it.Case}.",
        RulingIssued it => Of(it),
        RulingFollowedUp it => $"The next step of the ruling on case {it.Case} is done.",
        LeadReturnedToMarketing { Case: { } number } =>
            $"Back with marketing: the rejection was upheld in case {number}.",
        LeadReturnedToMarketing => "Given back to marketing: nobody answered through the whole cadence.",
        _ => throw new ArgumentOutOfRangeException(nameof(e), e.GetType().Name, "There is no such event."),
    };

    private static string Of(EffortInvested it) =>
        $"{Spoken.Count(it.Attempts, "attempt")} made"
        + (it.AttemptsPromised is { } promised ? $" of {promised} promised" : "")
        + (it.FirstResponseSeconds is { } seconds
            ? $", the first response after {Spoken.Count(seconds, "second")}."
            : ", no first response.");

    private static string Of(RulingIssued it)
    {
        var votes = it.Votes.Count == 0
            ? "No votes."
            : $"Votes: {string.Join(", ", it.Votes.Select(vote => $"{vote.Member} {Spoken.Of(vote.Verdict)}"))}.";
        var recused = it.Recused.Count == 0 ? "" : $" Didn't judge: {string.Join(", ", it.Recused)}.";
        var place = it.InPlaceOf is { } other ? $" {it.Chair} presided in place of {other}." : "";
        var step = $" The next step is owed by {it.NextStep.Owner} until {Spoken.Of(it.NextStep.DueAt)}.";
        var clocks = it.NewClocks is { } anew ? $" {anew.ActBy ?? "The sales team"} must act, under new clocks." : "";
        return $"Ruled on case {it.Case}: {Spoken.Of(it.Verdict)}; root cause: {Spoken.Of(it.RootCause)}. "
            + $"{votes}{recused}{place}{step}{clocks}";
    }

    private static string OfTheWatch(LeadEvent e) => e switch
    {
        FirstResponseMissed it =>
            $"First response missed: {it.OwedBy ?? "the team"} owed it until {Spoken.Of(it.DueAt)}.",
        CadenceMissed it => $"Cadence missed: {it.AttemptsMade} of {it.AttemptsPromised} attempts until "
            + $"{Spoken.Of(it.DueAt)}, owed by {it.OwedBy ?? "the team"}.",
        RulingOverdue it => $"Ruling overdue: the panel owed it on case {it.Case} until {Spoken.Of(it.DueAt)}.",
        BreachExcused it => $"The breach of the {Spoken.Of(it.Promise)} due {Spoken.Of(it.DueAt)} was none: what was "
            + "reported in time shows it.",
        ReminderGiven it => $"Reminded {it.OwedBy ?? (it.Case is null ? "the team" : "the panel")} of the "
            + $"{Spoken.Of(it.Promise)} due {Spoken.Of(it.DueAt)}.",
        _ => throw new ArgumentOutOfRangeException(nameof(e), e.GetType().Name, "The watch records no such event."),
    };
}
