using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Panels;

namespace LeadLedger.Domain.Leads;

/// <summary>Whoever presides gives the panel's final word on a case.</summary>
/// <param name="ReasonAgainstVotes">Needed where most votes say otherwise, and only there.</param>
/// <param name="ActBy">Who of sales must act on an overturned lead; null: whoever had it.</param>
/// <param name="Fence">The claim under which it was judged; null: the chair's newest.</param>
public sealed record IssueRuling(
    int Case,
    Verdict Verdict,
    RootCause RootCause,
    PersonalText Rationale,
    PersonalText? ReasonAgainstVotes,
    NextStep NextStep,
    string? ActBy,
    int? Fence,
    Act Act)
{
    /// <summary>
    /// Upheld: the lead is marketing's again. Overturned: it is back with sales, and new clocks start under the terms
    /// that it was handed off under.
    /// </summary>
    public static Decision<LeadEvent> Decide(Lead state, Agreement agreement, Panel panel, IssueRuling command)
    {
        var act = command.Act;
        if (Bench.Refuse(state, agreement, panel, command.Case, act) is { } refusal)
            return refusal;
        var lead = (Lead.UnderReview)state;
        var terms = agreement.TermsOf(lead.Facts.Handoff);
        var presiding = Presiding.Over(lead, panel, terms, act.OccurredAt);
        if (RefuseChair(lead, panel, presiding, act) is { } notTheirs)
            return notTheirs;
        if (Bench.RefuseWithoutClaim(lead, panel, command.Fence, act) is { } unclaimed)
            return unclaimed;
        if (RefuseContent(agreement, panel, command) is { } incomplete)
            return incomplete;
        if (RefuseVotes(lead, panel, terms, command) is { } unsupported)
            return unsupported;
        var ruling = Ruled(lead, panel, terms, command) with { InPlaceOf = presiding.InPlaceOf };
        return command.Verdict == Verdict.Upheld
            ? Decision<LeadEvent>.Accept(ruling, Returned(ruling))
            : ruling;
    }

    private static Refusal? RefuseChair(Lead.UnderReview lead, Panel panel, Presiding presiding, Act act)
    {
        if (presiding.Chair == act.By)
            return null;
        if (!panel.CanPreside(act.By))
            return new ChairIsOfMarketingOrSales();
        if (Bench.RefusePartial(lead, act.By) is { } partial)
            return partial;
        return presiding.Chair is { } other ? new OnlyTheChairRules(other) : new CaseHasNoChair();
    }

    private static Refusal? RefuseContent(Agreement agreement, Panel panel, IssueRuling command)
    {
        if (string.IsNullOrWhiteSpace(command.Rationale.Text))
            return new RulingNeedsARationale();
        if (string.IsNullOrWhiteSpace(command.NextStep.What.Text))
            return new RulingNeedsANextStep("nextStep.what");
        if (string.IsNullOrWhiteSpace(command.NextStep.Owner))
            return new RulingNeedsANextStep("nextStep.owner");
        if (!command.Act.IsImport && !IsSomebody(command.NextStep.Owner, agreement, panel))
            return new NextStepOwnerIsUnknown();
        if (command.NextStep.DueAt < command.Act.Now && !command.Act.IsImport)
            return new NextStepIsDueInThePast();
        if (command.ActBy is null)
            return null;
        if (command.Verdict == Verdict.Upheld)
            return new OnlyAnOverturnedLeadHasSomeoneToAct();
        return Standing.CanBeGivenTo(command.ActBy, agreement, command.Act) ? null : new PersonToActIsNotOfSales();
    }

    // Whoever owes what follows must be there to owe it: of the panel, or named by terms that both signed, old or new.
    private static bool IsSomebody(string owner, Agreement agreement, Panel panel) =>
        panel.MemberOf(owner) is not null
        || agreement.Versions.Any(version => version.IsSigned && version.Terms.Parties.IsMember(owner));

    // Last, so that nobody learns how the votes stand without being about to rule; and not before their own vote, or
    // a ruling tried, and refused by the votes of others, would tell the chair what these say (rule 6).
    private static Refusal? RefuseVotes(Lead.UnderReview lead, Panel panel, Terms terms, IssueRuling command)
    {
        var votes = Bench.ValidVotes(lead);
        var have = votes.Select(vote => vote.Member).Append(command.Act.By).Distinct().Count();
        var needed = Bench.VotesNeeded(lead, panel, terms);
        if (have < needed)
            return new QuorumIsMissing(have, needed);
        if (!command.Act.IsImport && votes.Count > 0 && votes.All(vote => vote.Member != command.Act.By))
            return new ChairHasNotVoted();
        var against = votes.Count(vote => vote.Verdict != command.Verdict) * 2 > votes.Count;
        var reasoned = !string.IsNullOrWhiteSpace(command.ReasonAgainstVotes?.Text);
        if (against && !reasoned)
            return new RulingAgainstTheVotesNeedsAReason();
        return reasoned && !against ? new RulingIsNotAgainstTheVotes() : null;
    }

    private static RulingIssued Ruled(Lead.UnderReview lead, Panel panel, Terms terms, IssueRuling command)
    {
        var act = command.Act;
        return new RulingIssued(
            lead.Facts.Id,
            lead.Facts.Handoff.Number,
            command.Case,
            command.Verdict,
            command.RootCause,
            command.Rationale,
            string.IsNullOrWhiteSpace(command.ReasonAgainstVotes?.Text) ? null : command.ReasonAgainstVotes,
            command.NextStep,
            act.By,
            MemberFunction.Neither,
            [.. Bench.ValidVotes(lead).Select(vote => new MemberVote(vote.Member, vote.Verdict))],
            Bench.Recused(lead, panel),
            act.OccurredAt,
            Timing.DayOf(act.OccurredAt, terms),
            command.Verdict == Verdict.Overturned ? ClocksFrom(lead, terms, command) : null);
    }

    private static NewClocks ClocksFrom(Lead.UnderReview lead, Terms terms, IssueRuling command) => new(
        command.ActBy ?? lead.Facts.Assignee,
        Promises.FirstResponse(terms, lead.Facts.Handoff.Bucket, command.Act.OccurredAt),
        Promises.Cadence(terms, lead.Facts.Handoff.Segment, command.Act.OccurredAt),
        Promises.ReckonedWith(terms));

    private static LeadReturnedToMarketing Returned(RulingIssued ruling) => new(
        ruling.LeadId,
        ruling.Handoff,
        ReturnCause.RejectionUpheld,
        ruling.Case,
        ruling.Chair,
        ruling.RuledAt,
        ruling.LocalDay);
}
