namespace LeadLedger.Domain.Leads;

// What can be refused when a lead is rejected and judged; the rest is in LeadRefusals.cs.

public sealed record TermsPromiseNoReview(int TermsVersion) : Refusal(
    RefusalKind.Conflict, $"Terms version {TermsVersion} names no panel, so nothing can be rejected under it.");

/// <summary>The terms in force for a lead are those of its handoff (rules 3 and 5).</summary>
public sealed record RejectionNeedsAReasonInForce(int TermsVersion) : Refusal(
    RefusalKind.Unprocessable, $"Terms version {TermsVersion} declares no such reason code.")
{
    public override string Field => "reasonCode";
}

public sealed record RejectionNeedsTheReasonsCriterion(string Criterion) : Refusal(
    RefusalKind.Unprocessable, $"The reason code stands for failing the criterion '{Criterion}' and no other.")
{
    public override string Field => "criterion";
}

public sealed record RejectionNeedsAnExplanation() : Refusal(
    RefusalKind.Unprocessable, "A rejection is explained.")
{
    public override string Field => "explanation";
}

public sealed record CaseIsUnknown(int Case) : Refusal(
    RefusalKind.NotFound, $"This lead has no case {Case}.");

/// <summary>
/// A ruling is final for its case, and a withdrawn rejection is as if it had never been (rules 8 and 9).
/// </summary>
public sealed record CaseIsClosed(int Case) : Refusal(
    RefusalKind.Conflict, $"Case {Case} was ruled on or withdrawn.");

public sealed record OnlySeatedMembersReview() : Refusal(
    RefusalKind.NotAllowed, "Only a seated member of the lead's panel works its case.");

/// <summary>Rule 7.</summary>
public sealed record ChairIsOfMarketingOrSales() : Refusal(
    RefusalKind.NotAllowed, "Only a chair who is neither marketing nor sales issues a ruling.");

/// <summary>Nobody on the panel can preside over this case; somebody who can has to be seated.</summary>
public sealed record CaseHasNoChair() : Refusal(
    RefusalKind.Conflict,
    "Nobody on the panel can preside here: it takes a member who is neither marketing nor sales, belongs to neither "
    + "party and had no hand in the lead. Once such a one is seated, they do.");

/// <param name="Chair">Who presides over this case now.</param>
public sealed record OnlyTheChairRules(string Chair) : Refusal(
    RefusalKind.NotAllowed, $"Only whoever presides over a case rules on it: now {Chair}.");

/// <summary>Who had a hand in the lead, or stood aside, doesn't judge it (rule 6).</summary>
/// <param name="Involvement">What they did with the lead.</param>
/// <param name="Recused">They stood aside by their own word.</param>
public sealed record MemberIsNotImpartial(Involvement Involvement, bool Recused) : Refusal(
    RefusalKind.NotAllowed,
    Involvement == Involvement.None
        ? "The member stood aside in this case."
        : $"The member doesn't judge this lead, having {Involvement.InWords()}.");

/// <param name="Member">Who holds the case.</param>
/// <param name="Until">When their claim ends, unless they renew it.</param>
/// <param name="Live">Their claim's number.</param>
public sealed record CaseIsClaimedByAnother(string Member, DateTimeOffset Until, int Live) : Refusal(
    RefusalKind.Conflict, $"{Member} works this case until {Until.InWords()}, under claim {Live}.")
{
    public override NamedClaim Claim => new(Member, Live, Until);

    internal static CaseIsClaimedByAnother Under(ReviewClaim claim) =>
        new(claim.Member, claim.ExpiresAt, claim.Fence);
}

/// <summary>Nobody holds the case: it was never claimed, or the claim has ended.</summary>
/// <param name="Member">Who voted or ruled, if the last claim was theirs; null: it wasn't, or there was none.</param>
/// <param name="EndedAt">When that one ended.</param>
/// <param name="Ended">That one's number.</param>
public sealed record CaseNeedsTheMembersOwnClaim(string? Member, DateTimeOffset EndedAt, int Ended) : Refusal(
    RefusalKind.Conflict,
    Member is null
        ? "Nobody holds this case now; claim it first."
        : $"{Member}'s claim {Ended} ended at {EndedAt.InWords()}, and nobody holds the case now; claim it again.")
{
    public override NamedClaim? Claim => Member is null ? null : new(Member, Ended, EndedAt);

    internal static CaseNeedsTheMembersOwnClaim After(ReviewClaim? last, string member) =>
        last?.Member == member ? new(member, last.ExpiresAt, last.Fence) : new(null, default, 0);
}

/// <param name="Member">Whose claims both are.</param>
/// <param name="Until">When the one that holds ends, unless they renew it.</param>
/// <param name="Live">The number of the one that holds.</param>
public sealed record ClaimIsSuperseded(string Member, DateTimeOffset Until, int Live) : Refusal(
    RefusalKind.Conflict,
    $"That claim is worth nothing any more; {Member}'s newest is number {Live}, until {Until.InWords()}.")
{
    public override string Field => "fence";

    public override NamedClaim Claim => new(Member, Live, Until);

    internal static ClaimIsSuperseded By(ReviewClaim claim) => new(claim.Member, claim.ExpiresAt, claim.Fence);
}

/// <summary>A vote is cast once and stands.</summary>
public sealed record MemberHasVotedAlready() : Refusal(
    RefusalKind.Conflict, "The member has voted on this case; a vote stands.");

/// <summary>Enough have voted; it waits for whoever presides.</summary>
public sealed record CaseNeedsNoMoreVotes() : Refusal(
    RefusalKind.Conflict, "Enough have voted on this case; it waits for whoever presides over it.");

public sealed record VoteNeedsARationale() : Refusal(RefusalKind.Unprocessable, "A vote is given with its why.")
{
    public override string Field => "rationale";
}

public sealed record RecusalNeedsAReason() : Refusal(RefusalKind.Unprocessable, "Who stands aside says why.")
{
    public override string Field => "why";
}

public sealed record RulingNeedsARationale() : Refusal(RefusalKind.Unprocessable, "A ruling is given with its why.")
{
    public override string Field => "rationale";
}

public sealed record RulingNeedsANextStep(string At) : Refusal(
    RefusalKind.Unprocessable, "A ruling says what follows from it and who owes that.")
{
    public override string Field => At;
}

/// <summary>Nobody would do it.</summary>
public sealed record NextStepOwnerIsUnknown() : Refusal(
    RefusalKind.Unprocessable,
    "Who owes the next step is a member of the panel, or somebody whom signed terms of the agreement name.")
{
    public override string Field => "nextStep.owner";
}

public sealed record NextStepIsDueInThePast() : Refusal(
    RefusalKind.Unprocessable, "A next step is due in the future.")
{
    public override string Field => "nextStep.dueAt";
}

public sealed record OnlyAnOverturnedLeadHasSomeoneToAct() : Refusal(
    RefusalKind.Unprocessable, "An upheld rejection sends the lead to marketing; nobody of sales must act on it.")
{
    public override string Field => "actBy";
}

public sealed record PersonToActIsNotOfSales() : Refusal(
    RefusalKind.Unprocessable, "Who must act isn't of the agreement's sales side.")
{
    public override string Field => "actBy";
}

/// <param name="Have">Members whose judgement there is, the ruling chair counted in.</param>
/// <param name="Needed">What the terms ask for, but no more than can judge.</param>
public sealed record QuorumIsMissing(int Have, int Needed) : Refusal(
    RefusalKind.Conflict, $"{Have} of {Needed} members have judged, the chair counted in.");

/// <summary>
/// Says nothing of how the others voted: it depends on nothing but that the chair, unlike them, hasn't (rule 6).
/// </summary>
public sealed record ChairHasNotVoted() : Refusal(
    RefusalKind.Conflict, "The chair votes before weighing the votes of others.");

public sealed record RulingAgainstTheVotesNeedsAReason() : Refusal(
    RefusalKind.Unprocessable, "Most votes say otherwise; the chair may rule so, but says why.")
{
    public override string Field => "reasonAgainstVotes";
}

/// <summary>On the record a reason against the votes means that the ruling was against them.</summary>
public sealed record RulingIsNotAgainstTheVotes() : Refusal(
    RefusalKind.Unprocessable, "The votes don't say otherwise, so there is no reason to give against them.")
{
    public override string Field => "reasonAgainstVotes";
}

public sealed record CaseHasNoRuling(int Case) : Refusal(
    RefusalKind.Conflict, $"Case {Case} has no ruling to follow up.");

public sealed record OnlyTheStepsOwnerOrTheChairFollowsUp() : Refusal(
    RefusalKind.NotAllowed, "Only the owner of the ruling's next step, or the panel's chair, says that it is done.");

public sealed record RulingIsFollowedUpAlready(int Case) : Refusal(
    RefusalKind.Conflict, $"The next step of case {Case} was done already.");
