using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Panels;

namespace LeadLedger.Domain.Leads;

/// <summary>A panel member takes a case out of the queue, to do what is left for them to do.</summary>
public sealed record TakeReview(int Case, Act Act)
{
    /// <summary>
    /// Claims it as <see cref="ClaimReview"/> does, where it is the member's turn. Where they hold it already nothing
    /// happens: an answer that was lost is given again, and its fence still counts.
    /// </summary>
    public static Decision<LeadEvent> Decide(Lead state, Agreement agreement, Panel panel, TakeReview command)
    {
        var act = command.Act;
        if (Bench.Refuse(state, agreement, panel, command.Case, act) is { } refusal)
            return refusal;
        var lead = (Lead.UnderReview)state;
        if (Bench.RefusePartial(lead, act.By) is { } partial)
            return partial;
        if (!IsTurnOf(act.By, lead, panel, agreement.TermsOf(lead.Facts.Handoff), act.Now))
            return lead.Case.VoteOf(act.By) is null ? new CaseNeedsNoMoreVotes() : new MemberHasVotedAlready();
        return Bench.ClaimHeldAt(lead, panel, act.Now)?.Member == act.By
            ? Decision<LeadEvent>.AlreadySo
            : ClaimReview.Decide(state, agreement, panel, new ClaimReview(command.Case, act));
    }

    /// <summary>
    /// Whether something is left for a member to do: to vote for as long as votes are needed, then to vote or rule for
    /// whoever presides. More votes than are needed would be work for nothing; who wants to cast one claims the case.
    /// </summary>
    public static bool IsTurnOf(
        string member, Lead.UnderReview lead, Panel panel, Terms terms, DateTimeOffset now) =>
        Bench.HasQuorum(lead, panel, terms, Bench.ValidVotes(lead).Select(vote => vote.Member))
            ? Presiding.Over(lead, panel, terms, now).Chair == member
            : lead.Case.VoteOf(member) is null;
}
