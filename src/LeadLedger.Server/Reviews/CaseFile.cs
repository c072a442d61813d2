using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;
using LeadLedger.Server.Access;
using LeadLedger.Server.Leads;

namespace LeadLedger.Server.Reviews;

/// <summary>Everything that is needed to judge a case, in one answer.</summary>
/// <param name="Review">The case itself.</param>
/// <param name="Explanation">What sales says, in its own words; null where it is withheld.</param>
/// <param name="Criterion">The criterion's text in force at handoff, and how the lead was passed on it.</param>
/// <param name="Reason">The reason code's text in force at handoff.</param>
/// <param name="Effort">What sales promised and did until it rejected.</param>
/// <param name="Votes">Who voted; verdict and rationale as far as the caller may see them (rule 6).</param>
/// <param name="Recusals">Who stood aside by their own word, and why.</param>
/// <param name="RulingRationale">The chair's why; null: not ruled yet, or withheld.</param>
/// <param name="Terms">The terms it was handed off under: which agreement, which version.</param>
/// <param name="YourTurn">What is left for the caller to do: vote, or rule; null: nothing, or not now.</param>
/// <param name="Presiding">Who rules; null: it is closed.</param>
/// <param name="Handoff">The handoff that was rejected.</param>
/// <param name="EarlierCases">Of the same lead, with what was said.</param>
/// <param name="Precedents">
/// The newest rulings on the same criterion under the same agreement, as far as projected.
/// </param>
/// <param name="Source">The record of the source that the lead came from, as far as projected.</param>
/// <param name="Lead">The lead with its history in data.</param>
public sealed record CaseFile(
    ReviewRepresentation Review,
    PersonalText? Explanation,
    CriterionInForce Criterion,
    ReasonInForce Reason,
    EffortInCase Effort,
    IReadOnlyList<VoteInCase> Votes,
    IReadOnlyList<RecusalInCase> Recusals,
    PersonalText? RulingRationale,
    PersonalText? ReasonAgainstVotes,
    TermsInForce Terms,
    Turn? YourTurn,
    PresidingInCase? Presiding,
    HandoffInCase Handoff,
    IReadOnlyList<EarlierCase> EarlierCases,
    IReadOnlyList<Precedent> Precedents,
    SourceRecord Source,
    LeadFile Lead)
{
    internal static CaseFile Of(SeenLead seen, ReviewCase reviewed, CaseSurroundings around)
    {
        var (rejection, disclosure) = (reviewed.Rejection, seen.Disclosure);
        var handoff = HandoffOf(seen, reviewed);
        var terms = seen.Agreement.TermsOf(handoff.TermsVersion) ?? seen.Terms;
        var open = seen.Present as Lead.UnderReview;
        if (open?.Case.Number != reviewed.Number)
            open = null;
        return new CaseFile(
            ReviewOf(seen, reviewed, open, around.Panel),
            disclosure.Text(rejection.Explanation),
            CriterionInForce.Of(terms, handoff, rejection.Criterion, disclosure),
            new ReasonInForce(
                rejection.ReasonCode,
                terms.ReasonCodes.FirstOrDefault(reason => reason.Code == rejection.ReasonCode)?.Text),
            EffortInCase.Of(seen.Present, rejection, terms),
            [.. reviewed.Votes.Select(vote => VoteInCase.Of(vote, disclosure))],
            [.. reviewed.Recusals.Select(recusal => RecusalInCase.Of(recusal, disclosure))],
            disclosure.Text(reviewed.Ruling?.Rationale),
            disclosure.Text(reviewed.Ruling?.ReasonAgainstVotes),
            new TermsInForce(seen.Agreement.Id, terms.Version, terms.Review?.Quorum),
            open is null ? null : TurnOf(open, terms, around),
            open is null
                ? null
                : PresidingInCase.Of(Domain.Leads.Presiding.Over(open, around.Panel, terms, around.Now)),
            HandoffInCase.Of(handoff, disclosure),
            [
                .. seen.Present.Facts.ClosedCases.Where(closed => closed.Number < reviewed.Number)
                    .Select(closed => EarlierCase.Of(seen, closed)),
            ],
            around.Precedents,
            around.Source,
            LeadFile.Of(seen));
    }

    // Who has left the panel, or can't judge the case any more, doesn't work it, whatever their lease says.
    private static ReviewRepresentation ReviewOf(
        SeenLead seen, ReviewCase reviewed, Lead.UnderReview? open, Panel panel)
    {
        var review = ReviewRepresentation.Of(seen.Present, reviewed.Number, seen.History.Version);
        return open is not null && review.Claim is { } claim
            && (panel.MemberOf(claim.Member) is null || !Bench.IsImpartial(open, claim.Member))
            ? review with { Claim = null }
            : review;
    }

    internal static Handoff HandoffOf(SeenLead seen, ReviewCase reviewed) => seen.Present.Facts.Periods
        .Select(period => period.Handoff)
        .First(handoff => handoff.Number == reviewed.Rejection.Handoff);

    private static Turn? TurnOf(Lead.UnderReview open, Terms terms, CaseSurroundings around)
    {
        var (panel, me, now) = (around.Panel, around.Me, around.Now);
        if (panel.MemberOf(me) is null || !Bench.IsImpartial(open, me)
            || !TakeReview.IsTurnOf(me, open, panel, terms, now))
            return null;
        // Where one is enough, whoever presides needn't vote first; where nobody else has voted, that tells nothing.
        var rulesAlone = open.Case.Votes.Count == 0 && Bench.VotesNeeded(open, panel, terms) <= 1
            && Domain.Leads.Presiding.Over(open, panel, terms, now).Chair == me;
        return open.Case.VoteOf(me) is not null || rulesAlone ? Turn.Rule : Turn.Vote;
    }
}

/// <summary>What the lead must meet, and what it was passed on.</summary>
/// <param name="Answer">The lead's own answer to it; null: it was handed off without one.</param>
public sealed record CriterionInForce(
    string Code, string? Text, IReadOnlyList<string> Values, QualificationAnswer? Answer)
{
    internal static CriterionInForce Of(Terms terms, Handoff handoff, string code, Disclosure disclosure)
    {
        var criterion = terms.Criteria.FirstOrDefault(criterion => criterion.Code == code);
        var answer = handoff.Qualification.GetValueOrDefault(code);
        return new(
            code,
            criterion?.Text,
            criterion?.Values ?? [],
            answer is null ? null : answer with { Text = disclosure.Text(answer.Text) });
    }
}

public sealed record ReasonInForce(string Code, string? Text);

/// <summary>What is left for somebody to do on a case.</summary>
public enum Turn
{
    Vote,
    Rule,
}

/// <param name="Chair">Who presides, and so rules; null: nobody can, until somebody is seated who can.</param>
/// <param name="InPlaceOf">Whose duty it would have been, if they could; null: nobody else's.</param>
public sealed record PresidingInCase(string? Chair, string? InPlaceOf)
{
    internal static PresidingInCase Of(Presiding presiding) => new(presiding.Chair, presiding.InPlaceOf);
}

/// <summary>The handoff that was rejected.</summary>
/// <param name="Qualification">By criterion: what it was handed off on. Answers in free text are personal.</param>
public sealed record HandoffInCase(
    int Number,
    string HandedOffBy,
    DateTimeOffset HandedOffAt,
    DateOnly LocalDay,
    string Source,
    string? Campaign,
    string ConversionAction,
    IReadOnlyDictionary<string, QualificationAnswer> Qualification)
{
    internal static HandoffInCase Of(Handoff handoff, Disclosure disclosure) => new(
        handoff.Number,
        handoff.HandedOffBy,
        handoff.HandedOffAt,
        handoff.LocalDay,
        handoff.Source,
        handoff.Campaign,
        handoff.ConversionAction,
        handoff.Qualification.ToDictionary(
            answer => answer.Key, answer => answer.Value with { Text = disclosure.Text(answer.Value.Text) }));
}

/// <summary>A case of the same lead that was closed before this one was opened.</summary>
/// <param name="Explanation">What sales said then; null where it is withheld.</param>
/// <param name="RulingRationale">The chair's why; null: withdrawn, or withheld.</param>
public sealed record EarlierCase(
    ReviewRepresentation Review, PersonalText? Explanation, PersonalText? RulingRationale)
{
    internal static EarlierCase Of(SeenLead seen, ReviewCase closed) => new(
        ReviewRepresentation.Of(seen.Present, closed.Number, seen.History.Version),
        seen.Disclosure.Text(closed.Rejection.Explanation),
        seen.Disclosure.Text(closed.Ruling?.Rationale));
}

/// <summary>What sales promised and did until it rejected.</summary>
/// <param name="AttemptsPromised">Null: no cadence was promised.</param>
/// <param name="CadenceEndsAt">When the cadence's window ends; null: no cadence was promised.</param>
/// <param name="FirstResponseDueAt">Null: no first response was promised.</param>
/// <param name="FirstResponseAt">The instant it is judged by; null: none was made.</param>
/// <param name="FirstResponseSeconds">Wall seconds from the clock's start to it.</param>
/// <param name="FirstResponseBusinessSeconds">
/// The same in seconds of the calendar's open hours; null: it has none.
/// </param>
/// <param name="FirstResponseInTime">Null: none was made, or none promised.</param>
/// <param name="FirstResponsePromised">
/// From the clock's start to its deadline, by both clocks; null: none promised.
/// </param>
public sealed record EffortInCase(
    int Attempts,
    int? AttemptsPromised,
    DateTimeOffset? CadenceEndsAt,
    DateTimeOffset? FirstResponseDueAt,
    DateTimeOffset? FirstResponseAt,
    long? FirstResponseSeconds,
    long? FirstResponseBusinessSeconds,
    bool? FirstResponseInTime,
    TimeTaken? FirstResponsePromised)
{
    internal static EffortInCase Of(Lead.Existing lead, LeadRejected rejection, Terms terms)
    {
        var period = lead.Facts.Periods.LastOrDefault(period =>
            period.Handoff.Number == rejection.Handoff && period.From <= rejection.RejectedAt);
        var (promise, at) = (period?.FirstResponsePromise, period?.FirstResponse?.JudgedAt);
        var taken = at is { } made ? ExplainedDeadlines.Taken(terms, promise?.From ?? period!.From, made) : null;
        return new(
            rejection.Effort.Attempts,
            rejection.Effort.AttemptsPromised,
            period?.CadencePromise?.EndsAt,
            promise?.DueAt,
            at,
            rejection.Effort.FirstResponseSeconds,
            taken?.BusinessSeconds,
            promise is null || at is null ? null : at <= promise.DueAt,
            promise is null ? null : ExplainedDeadlines.Taken(terms, promise.From, promise.DueAt));
    }
}

/// <summary>A vote. That it was cast is on the record; what it says is withheld until the ruling.</summary>
/// <param name="Withheld">Verdict and rationale are withheld from the caller.</param>
public sealed record VoteInCase(
    string Member, DateTimeOffset VotedAt, bool Withheld, Verdict? Verdict, PersonalText? Rationale)
{
    internal static VoteInCase Of(VoteCast vote, Disclosure disclosure) => disclosure.MaySee(vote)
        ? new(vote.Member, vote.VotedAt, false, vote.Verdict, disclosure.Text(vote.Rationale))
        : new(vote.Member, vote.VotedAt, true, null, null);
}

/// <param name="Why">Null where it is withheld.</param>
public sealed record RecusalInCase(string Member, DateTimeOffset RecusedAt, PersonalText? Why)
{
    internal static RecusalInCase Of(MemberRecused recusal, Disclosure disclosure) =>
        new(recusal.Member, recusal.RecusedAt, disclosure.Text(recusal.Why));
}

/// <param name="Quorum">How many members must have voted, the ruling chair counted in.</param>
public sealed record TermsInForce(AgreementId AgreementId, int Version, int? Quorum);
