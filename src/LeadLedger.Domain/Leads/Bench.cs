using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Panels;

namespace LeadLedger.Domain.Leads;

/// <summary>
/// Who may judge a case, and what every act of the panel has in common (rules 4, 6 and 7). Panel and impartiality are
/// asked of imported history too: a ruling that rule 6 forbids isn't one, wherever it was made.
/// </summary>
public static class Bench
{
    /// <summary>
    /// In this order: the case is unknown, the deed is no history to import, the person isn't of its panel, the
    /// case is closed, the time isn't now.
    /// </summary>
    internal static Refusal? Refuse(Lead state, Agreement agreement, Panel panel, int number, Act act)
    {
        if (state is not Lead.Existing lead)
            return new LeadIsUnknown();
        if (lead.CaseOf(number) is not { } reviewed)
            return new CaseIsUnknown(number);
        if (panel.Id != reviewed.Rejection.PanelId)
            throw new ArgumentException($"The case is panel {reviewed.Rejection.PanelId}'s.", nameof(panel));
        if (Standing.RefuseImportedDecision(lead, agreement, act) is { } notHistory)
            return notHistory;
        if (act.Role is not (Role.Panel or Role.Importer) || panel.MemberOf(act.By) is null)
            return new OnlySeatedMembersReview();
        if (lead is not Lead.UnderReview { Case: var open } || open.Number != number)
            return new CaseIsClosed(number);
        return Timing.RefuseDecision(act, lead.Since);
    }

    /// <summary>Whoever had a hand in the lead, or stood aside, doesn't judge it (rule 6).</summary>
    internal static Refusal? RefusePartial(Lead.UnderReview lead, string member) =>
        IsImpartial(lead, member)
            ? null
            : new MemberIsNotImpartial(lead.Facts.InvolvementOf(member), lead.Case.HasRecused(member));

    /// <summary>Had no hand in the lead and didn't stand aside (rule 6).</summary>
    public static bool IsImpartial(Lead.UnderReview lead, string member) =>
        lead.Facts.InvolvementOf(member) == Involvement.None && !lead.Case.HasRecused(member);

    /// <summary>
    /// The claim that holds: its lease lasts, and its holder still sits on the panel and is impartial. Who can't judge
    /// the case keeps nobody from it.
    /// </summary>
    public static ReviewClaim? ClaimHeldAt(Lead.UnderReview lead, Panel panel, DateTimeOffset now) =>
        lead.Case.ClaimHeldAt(now) is { } claim
            && panel.MemberOf(claim.Member) is not null && IsImpartial(lead, claim.Member)
            ? claim
            : null;

    /// <summary>
    /// The member must hold the case now; a fence, if given, must be the claim's. Claims keep two from doing the same
    /// work, so imported history, which is done, needs none.
    /// </summary>
    internal static Refusal? RefuseWithoutClaim(Lead.UnderReview lead, Panel panel, int? fence, Act act)
    {
        if (act.IsImport)
            return null;
        if (ClaimHeldAt(lead, panel, act.Now) is not { } claim)
            return CaseNeedsTheMembersOwnClaim.After(lead.Case.Claim, act.By);
        if (claim.Member != act.By)
            return CaseIsClaimedByAnother.Under(claim);
        return fence is { } given && given != claim.Fence ? ClaimIsSuperseded.By(claim) : null;
    }

    /// <summary>
    /// The votes that count: a member may have become partial after voting. Who has left the panel since then judged
    /// while they sat on it, so theirs stands.
    /// </summary>
    public static IReadOnlyList<VoteCast> ValidVotes(Lead.UnderReview lead) =>
        [.. lead.Case.Votes.Where(vote => IsImpartial(lead, vote.Member))];

    /// <summary>
    /// How many members must have voted, the ruling chair counted in: as many as the terms ask for, or all who can
    /// judge the case if these are fewer.
    /// </summary>
    public static int VotesNeeded(Lead.UnderReview lead, Panel panel, Terms terms) =>
        Math.Min(terms.Review?.Quorum ?? 1, panel.Members.Count(member => IsImpartial(lead, member.Subject)));

    /// <summary>Whether as many have voted as are needed.</summary>
    /// <param name="lead">Under review by this panel.</param>
    /// <param name="panel">The case's.</param>
    /// <param name="terms">Those that the lead was handed off under.</param>
    /// <param name="voters">Whose judgement there is.</param>
    public static bool HasQuorum(Lead.UnderReview lead, Panel panel, Terms terms, IEnumerable<string> voters) =>
        voters.Distinct().Count() >= VotesNeeded(lead, panel, terms);

    /// <summary>
    /// Who doesn't judge though they could have: by what they did with the lead, or by their own word.
    /// </summary>
    public static IReadOnlyList<string> Recused(Lead.UnderReview lead, Panel panel) =>
    [
        .. panel.Members.Select(member => member.Subject)
            .Concat(lead.Case.Votes.Select(vote => vote.Member))
            .Concat(lead.Case.Recusals.Select(recusal => recusal.Member))
            .Where(member => !IsImpartial(lead, member))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];
}
