using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Leads.Replaying;
using LeadLedger.Server.Access;

namespace LeadLedger.Server.Audit.Replaying;

/// <summary>A lead's life, or the part of it that was asked for, step by step.</summary>
/// <param name="Version">Up to which version events were looked at; 0: none had been recorded.</param>
/// <param name="At">As it was then; left out: all that is known of it.</param>
/// <param name="KnownAt">As it was known then; left out: as it is known now.</param>
/// <param name="State">
/// After the last step, all fields by their paths: what the changes of all steps come to. Left out: there was no lead.
/// </param>
/// <param name="Rules">Those that the steps name by their codes.</param>
public sealed record LeadReplay(
    Guid LeadId,
    long Version,
    DateTimeOffset? At,
    DateTimeOffset? KnownAt,
    IReadOnlyList<ReplayStep> Steps,
    LeftOut LeftOut,
    IReadOnlyDictionary<string, object>? State,
    IReadOnlyList<LedgerRule> Rules,
    bool PersonWithheld,
    bool PersonErased)
{
    internal static LeadReplay Of(LeadHistory history, ReplayBound bound, Disclosure disclosure)
    {
        var part = ReplayedPart.Of(history, bound);
        var steps = part.Steps.Select(step => ReplayStep.Of(step, disclosure)).ToArray();
        var named = steps.SelectMany(step => step.Rules).ToHashSet(StringComparer.Ordinal);
        return new LeadReplay(
            history.Present.Facts.Id.Value,
            part.Version,
            bound.At,
            bound.KnownAt,
            steps,
            new LeftOut(part.RecordedLater, part.HappenedLater, [.. part.WithoutGround.Select(GroundlessEvent.Of)]),
            LeadStateParts.Of(part.State),
            [.. LedgerRule.All.Where(rule => named.Contains(rule.Code))],
            !disclosure.SeesPerson,
            history.IsErased);
    }
}

/// <summary>What of the lead's events isn't replayed.</summary>
/// <param name="RecordedLater">After the version or the time of knowing that was asked for.</param>
/// <param name="HappenedLater">Known by then, but about a later time than was asked for.</param>
/// <param name="WithoutGround">
/// Happened by then, but what made it possible happened, or counts, only later: an attempt from the time of a review
/// that was withdrawn afterwards, an act dated by a clock that was behind.
/// </param>
public sealed record LeftOut(int RecordedLater, int HappenedLater, IReadOnlyList<GroundlessEvent> WithoutGround);

/// <summary>An event that can't be shown in its place.</summary>
public sealed record GroundlessEvent(long Position, long Version, string Type, DateTimeOffset HappenedAt)
{
    internal static GroundlessEvent Of(LeadStep step) => new(
        step.Recorded.Position, step.Recorded.Version, step.Recorded.Type, ReplayedPart.HappenedAt(step));
}

/// <summary>One step: what happened, what allowed it, and what it changed.</summary>
/// <param name="SteppedOver">Another writer's event: it isn't ours to understand, and changes nothing.</param>
/// <param name="HappenedAt">By the event's own word: of a breach the deadline that passed.</param>
/// <param name="LagSeconds">Whole seconds from then until it was recorded.</param>
/// <param name="Late">It was reported later than the terms' grace allows.</param>
/// <param name="AgreementId">The agreement of the handoff that it belongs to.</param>
/// <param name="TermsVersion">The terms of that handoff, by which it was judged.</param>
/// <param name="Rules">The codes of the rules that allowed it.</param>
/// <param name="Changes">The lead's state after it, as the difference from before.</param>
/// <param name="Deadlines">Those that ran after it.</param>
public sealed record ReplayStep(
    EventRepresentation Event,
    bool SteppedOver,
    DateTimeOffset HappenedAt,
    long LagSeconds,
    bool Late,
    AgreementId? AgreementId,
    int? TermsVersion,
    IReadOnlyList<string> Rules,
    IReadOnlyList<StateChange> Changes,
    IReadOnlyList<RunningDeadline> Deadlines)
{
    internal static ReplayStep Of(LeadStep step, Disclosure disclosure)
    {
        var (recorded, evt) = (step.Recorded, step.Event);
        var happenedAt = ReplayedPart.HappenedAt(step);
        var handoff = HandoffOf(step);
        return new ReplayStep(
            EventRepresentation.Of(recorded, evt, disclosure),
            evt is null,
            happenedAt,
            Math.Max(0, (recorded.RecordedAt - happenedAt).Ticks / TimeSpan.TicksPerSecond),
            evt?.IsLate() == true,
            handoff?.AgreementId,
            handoff?.TermsVersion,
            evt is null
                ? []
                : [.. LedgerRule.ThatAllowed(evt, step.Before, recorded.IsImported).Select(rule => rule.Code)],
            LeadStateParts.Changes(step.Before, step.After),
            [.. RunningClock.Of(step.After).Select(clock => RunningDeadline.Of(clock, happenedAt))]);
    }

    private static Handoff? HandoffOf(LeadStep step) => step is { Event: { } evt, After: Lead.Existing after }
        ? after.HandoffOf(evt)
        : null;
}

/// <summary>A deadline that runs.</summary>
/// <param name="Handoff">The handoff that it belongs to.</param>
/// <param name="Case">
/// The case that a ruling is owed on, or whose ruling started the clock; left out: the handoff did.
/// </param>
/// <param name="OwedBy">The sales person; left out: the team, or the panel.</param>
/// <param name="AttemptsDue">Of a cadence: how many are still to be made.</param>
/// <param name="Passed">It had passed when the step happened.</param>
public sealed record RunningDeadline(
    OwedPromise Promise,
    int Handoff,
    int? Case,
    string? OwedBy,
    DateTimeOffset DueAt,
    DateTimeOffset? RemindAt,
    int? AttemptsDue,
    bool Passed)
{
    internal static RunningDeadline Of(RunningClock it, DateTimeOffset at) => new(
        it.Promise, it.Handoff, it.Case, it.OwedBy, it.DueAt, it.RemindAt, it.AttemptsDue, it.DueAt < at);
}
