using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
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
/// <param name="Lead">The lead with its history in data.</param>
/// <param name="Terms">The terms it was handed off under: which agreement, which version.</param>
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
    LeadFile Lead)
{
    internal static CaseFile Of(SeenLead seen, ReviewCase reviewed)
    {
        var (rejection, disclosure) = (reviewed.Rejection, seen.Disclosure);
        var handoff = seen.Present.Facts.Periods
            .Select(period => period.Handoff)
            .First(handoff => handoff.Number == rejection.Handoff);
        var terms = seen.Agreement.TermsOf(handoff.TermsVersion) ?? seen.Terms;
        return new CaseFile(
            ReviewRepresentation.Of(seen.Present, reviewed.Number, seen.History.Version),
            disclosure.Text(rejection.Explanation),
            CriterionInForce.Of(terms, handoff, rejection.Criterion, disclosure),
            new ReasonInForce(
                rejection.ReasonCode,
                terms.ReasonCodes.FirstOrDefault(reason => reason.Code == rejection.ReasonCode)?.Text),
            EffortInCase.Of(seen.Present, rejection),
            [.. reviewed.Votes.Select(vote => VoteInCase.Of(vote, disclosure))],
            [.. reviewed.Recusals.Select(recusal => RecusalInCase.Of(recusal, disclosure))],
            disclosure.Text(reviewed.Ruling?.Rationale),
            disclosure.Text(reviewed.Ruling?.ReasonAgainstVotes),
            new TermsInForce(seen.Agreement.Id, terms.Version, terms.Review?.Quorum),
            LeadFile.Of(seen));
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

/// <summary>What sales promised and did until it rejected.</summary>
/// <param name="AttemptsPromised">Null: no cadence was promised.</param>
/// <param name="FirstResponseDueAt">Null: no first response was promised.</param>
/// <param name="FirstResponseAt">The instant it is judged by; null: none was made.</param>
/// <param name="FirstResponseSeconds">Wall seconds from the clock's start to it.</param>
public sealed record EffortInCase(
    int Attempts,
    int? AttemptsPromised,
    DateTimeOffset? FirstResponseDueAt,
    DateTimeOffset? FirstResponseAt,
    long? FirstResponseSeconds)
{
    internal static EffortInCase Of(Lead.Existing lead, LeadRejected rejection)
    {
        var period = lead.Facts.Periods.LastOrDefault(period =>
            period.Handoff.Number == rejection.Handoff && period.From <= rejection.RejectedAt);
        return new(
            rejection.Effort.Attempts,
            rejection.Effort.AttemptsPromised,
            period?.FirstResponsePromise?.DueAt,
            period?.FirstResponse?.JudgedAt,
            rejection.Effort.FirstResponseSeconds);
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
