using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Leads.Explaining;
using LeadLedger.Server.Leads;

namespace LeadLedger.Server.Audit.Explaining;

/// <summary>
/// Why a lead was rejected: in plain words, each sentence with the events that it rests on, and the same as data.
/// </summary>
/// <param name="AsOf">When it was explained: what is open or overdue was so then.</param>
/// <param name="PersonWithheld">Who asks may not see personal text: it is null.</param>
/// <param name="ErasedAt">Null: the person wasn't erased.</param>
/// <param name="Imported">Positions of the lead's events that were brought in from another system (rule 13).</param>
/// <param name="Sections">In plain words.</param>
/// <param name="Terms">Those in force at the handoff, with the criterion and the reason in question.</param>
/// <param name="Handoff">What the lead was, and on what it was passed.</param>
/// <param name="Effort">What sales promised and did until it rejected.</param>
/// <param name="Panel">Who could judge it, who couldn't and why, and who presides.</param>
/// <param name="Votes">Who voted; verdict and rationale as far as the caller may see them (rule 6).</param>
/// <param name="RulingPromise">The panel's promise to rule.</param>
/// <param name="RulingWatch">What the deadline watch recorded of that.</param>
/// <param name="Ruling">Null: it isn't ruled on, or was withdrawn.</param>
/// <param name="Withdrawal">Null: it wasn't withdrawn.</param>
/// <param name="Aftermath">What came of the lead.</param>
public sealed record RejectionExplained(
    LeadId LeadId,
    int Case,
    CaseState State,
    DateTimeOffset AsOf,
    bool PersonWithheld,
    bool PersonErased,
    DateTimeOffset? ErasedAt,
    IReadOnlyList<long> Imported,
    IReadOnlyList<ExplanationSection> Sections,
    TermsThen Terms,
    HandoffThen Handoff,
    EffortExplained Effort,
    RejectionThen Rejection,
    PanelThen Panel,
    IReadOnlyList<ClaimThen> Claims,
    IReadOnlyList<VoteThen> Votes,
    DeadlineRepresentation RulingPromise,
    IReadOnlyList<WatchThen> RulingWatch,
    RulingExplained? Ruling,
    WithdrawalThen? Withdrawal,
    AftermathThen Aftermath)
{
    internal static RejectionExplained Of(RejectionExplanation explanation, bool seesPerson)
    {
        var facts = explanation.Facts;
        return new(
            facts.LeadId,
            facts.Case,
            facts.State,
            facts.AsOf,
            !seesPerson,
            facts.Words == WordsShown.Erased,
            facts.Erasure?.At,
            facts.Imported,
            explanation.Sections,
            facts.Terms,
            facts.Handoff,
            EffortExplained.Of(facts.Effort),
            facts.Rejection,
            facts.Panel,
            facts.Claims,
            facts.Votes,
            DeadlineRepresentation.Of(facts.RulingPromise),
            facts.RulingWatch,
            facts.Ruling is { } ruling ? RulingExplained.Of(ruling) : null,
            facts.Withdrawal,
            facts.Aftermath);
    }

    internal static DeadlineRepresentation? Deadline(ExplainedDeadline? promise) =>
        promise is null ? null : DeadlineRepresentation.Of(promise);
}

/// <inheritdoc cref="EffortThen"/>
public sealed record EffortExplained(
    long ClocksStartedBy,
    DeadlineRepresentation? FirstResponse,
    DeadlineRepresentation? Cadence,
    IReadOnlyList<AttemptThen> Attempts,
    IReadOnlyList<AttemptThen> ReportedAfterwards,
    IReadOnlyList<long> Earlier,
    IReadOnlyList<WatchThen> Watch)
{
    internal static EffortExplained Of(EffortThen effort) => new(
        effort.ClocksStartedBy,
        RejectionExplained.Deadline(effort.FirstResponse),
        RejectionExplained.Deadline(effort.Cadence),
        effort.Attempts,
        effort.ReportedAfterwards,
        effort.Earlier,
        effort.Watch);
}

/// <inheritdoc cref="RulingThen"/>
public sealed record RulingExplained(
    Verdict Verdict,
    RootCause RootCause,
    PersonalText? Rationale,
    PersonalText? ReasonAgainstVotes,
    string Chair,
    string? InPlaceOf,
    DateTimeOffset RuledAt,
    bool Imported,
    int For,
    int Against,
    IReadOnlyList<string> DidNotJudge,
    NextStepThen NextStep,
    NewClocksExplained? NewClocks,
    long Position)
{
    internal static RulingExplained Of(RulingThen ruling) => new(
        ruling.Verdict,
        ruling.RootCause,
        ruling.Rationale,
        ruling.ReasonAgainstVotes,
        ruling.Chair,
        ruling.InPlaceOf,
        ruling.RuledAt,
        ruling.Imported,
        ruling.For,
        ruling.Against,
        ruling.DidNotJudge,
        ruling.NextStep,
        ruling.NewClocks is { } clocks ? NewClocksExplained.Of(clocks) : null,
        ruling.Position);
}

/// <inheritdoc cref="NewClocksThen"/>
public sealed record NewClocksExplained(
    string? ActBy,
    DeadlineRepresentation? FirstResponse,
    DeadlineRepresentation? Cadence,
    IReadOnlyList<long> Attempts,
    long? FirstResponseAt,
    IReadOnlyList<WatchThen> Watch)
{
    internal static NewClocksExplained Of(NewClocksThen clocks) => new(
        clocks.ActBy,
        RejectionExplained.Deadline(clocks.FirstResponse),
        RejectionExplained.Deadline(clocks.Cadence),
        clocks.Attempts,
        clocks.FirstResponseAt,
        clocks.Watch);
}
