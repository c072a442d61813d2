using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Panels;

namespace LeadLedger.Domain.Leads;

/// <summary>A panel member judges a case; withheld from everybody else until the ruling (rule 6).</summary>
/// <param name="Fence">The claim under which it was judged; null: the member's newest.</param>
public sealed record CastVote(int Case, Verdict Verdict, PersonalText Rationale, int? Fence, Act Act)
{
    /// <summary>
    /// One vote a member. It ends the member's claim, so that the next can work the case; whoever presides keeps
    /// theirs where enough have voted now, as the ruling may follow.
    /// </summary>
    public static Decision<LeadEvent> Decide(Lead state, Agreement agreement, Panel panel, CastVote command)
    {
        var act = command.Act;
        if (Bench.Refuse(state, agreement, panel, command.Case, act) is { } refusal)
            return refusal;
        var lead = (Lead.UnderReview)state;
        if (Bench.RefusePartial(lead, act.By) is { } partial)
            return partial;
        if (lead.Case.VoteOf(act.By) is not null)
            return new MemberHasVotedAlready();
        if (Bench.RefuseWithoutClaim(lead, panel, command.Fence, act) is { } unclaimed)
            return unclaimed;
        if (string.IsNullOrWhiteSpace(command.Rationale.Text))
            return new VoteNeedsARationale();
        var vote = new VoteCast(
            lead.Facts.Id, command.Case, act.By, command.Verdict, command.Rationale, act.OccurredAt);
        var terms = agreement.TermsOf(lead.Facts.Handoff);
        var voters = Bench.ValidVotes(lead).Select(valid => valid.Member).Append(act.By);
        var mayRule = Presiding.Over(lead, panel, terms, act.OccurredAt).Chair == act.By
            && Bench.HasQuorum(lead, panel, terms, voters);
        return !mayRule && lead.Case.Claim is { } claim && claim.Member == act.By
            ? Decision<LeadEvent>.Accept(
                vote,
                new ReviewReleased(lead.Facts.Id, command.Case, act.By, claim.Fence, act.OccurredAt))
            : vote;
    }
}
