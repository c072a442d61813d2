using System.Collections.Immutable;

namespace LeadLedger.Domain.Leads;

/// <summary>One rejection before the panel, from its opening to what became of it.</summary>
/// <param name="Rejection">What opened it.</param>
/// <param name="Claim">Who claimed it last and hasn't given it back; it may have expired.</param>
/// <param name="Fence">The number of the newest claim; 0: it was never claimed.</param>
/// <param name="Votes">As cast; one a member.</param>
/// <param name="Recusals">Who stood aside by their own word.</param>
/// <param name="Ruling">The panel's final word; null while it is open, or if it was withdrawn.</param>
/// <param name="Withdrawal">Set if sales took the rejection back.</param>
/// <param name="FollowUp">Set once the ruling's next step is done.</param>
public sealed record ReviewCase(
    LeadRejected Rejection,
    ReviewClaim? Claim,
    int Fence,
    ImmutableList<VoteCast> Votes,
    ImmutableList<MemberRecused> Recusals,
    RulingIssued? Ruling,
    RejectionWithdrawn? Withdrawal,
    RulingFollowedUp? FollowUp)
{
    /// <summary>A case as the rejection opens it.</summary>
    public static ReviewCase OpenedBy(LeadRejected rejection) => new(rejection, null, 0, [], [], null, null, null);

    /// <summary>1 for the first rejection of this lead, 2 for the next …</summary>
    public int Number => Rejection.Case;

    /// <summary>
    /// The claim that holds at an instant. A lease ends at its expiry: from then on the case is free.
    /// </summary>
    public ReviewClaim? ClaimHeldAt(DateTimeOffset now) => Claim is { } claim && now < claim.ExpiresAt ? claim : null;

    /// <summary>What the watch has recorded of the ruling that is owed.</summary>
    public PromiseRecord RulingRecord { get; init; } = PromiseRecord.Nothing;

    /// <summary>When it was ruled on or withdrawn; null while it is open.</summary>
    public DateTimeOffset? ClosedAt => Ruling?.RuledAt ?? Withdrawal?.WithdrawnAt;

    /// <summary>How the panel's promise stands.</summary>
    public PromiseState RulingState(DateTimeOffset now) =>
        RulingRecord.Stands ? PromiseState.Missed
        : Ruling?.RuledAt <= Rejection.RulingDueAt ? PromiseState.Kept
        : Withdrawal?.WithdrawnAt <= Rejection.RulingDueAt ? PromiseState.Lapsed
        : Rejection.RulingDueAt < (ClosedAt ?? now) ? PromiseState.Missed
        : PromiseState.Open;

    public VoteCast? VoteOf(string member) => Votes.Find(vote => vote.Member == member);

    public bool HasRecused(string member) => Recusals.Exists(recusal => recusal.Member == member);
}

/// <summary>A panel member's lease on a case.</summary>
/// <param name="Fence">Grows by one with every claim on this case: an older one is worth nothing.</param>
public sealed record ReviewClaim(string Member, int Fence, DateTimeOffset ClaimedAt, DateTimeOffset ExpiresAt);
