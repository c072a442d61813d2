using System.Collections.Immutable;

namespace LeadLedger.Domain.Leads;

/// <summary>
/// A stretch of time with sales under one set of clocks. A handoff begins it, or a ruling that sends the lead back;
/// a rejection, an outcome or the return to marketing ends it. A withdrawn rejection opens it again, as if it had
/// never ended (rule 9).
/// </summary>
/// <param name="Handoff">The handoff it belongs to.</param>
/// <param name="From">When it began: what happened since then counts for its clocks.</param>
/// <param name="To">When it ended; null while it lasts.</param>
/// <param name="FirstResponsePromise">Null: no first response is promised.</param>
/// <param name="CadencePromise">Null: no cadence is promised.</param>
public sealed record SalesPeriod(
    Handoff Handoff,
    DateTimeOffset From,
    DateTimeOffset? To,
    FirstResponsePromise? FirstResponsePromise,
    CadencePromise? CadencePromise,
    ReckonedWith ReckonedWith)
{
    public bool Holds(DateTimeOffset at) => From <= at && (To is not { } end || at <= end);

    /// <summary>The attempts made in it, in the order of recording.</summary>
    public ImmutableList<ContactAttempted> Attempts { get; private init; } = [];

    // Kept with each attempt: counted anew after each event, a lead that was called a thousand times would take a
    // million looks to replay.

    /// <summary>
    /// The first attempt that could reach the person, by the instant it is judged by; null: there was none yet.
    /// </summary>
    public ContactAttempted? FirstResponse { get; private init; }

    /// <summary>
    /// Wall seconds from the clock's start to the first response; null: there was none yet. A response older than a
    /// clock that started late, because its handoff was reported late, took no time.
    /// </summary>
    public long? FirstResponseSeconds =>
        FirstResponse is { } response
            ? Math.Max(0, (long)(response.JudgedAt - (FirstResponsePromise?.From ?? From)).TotalSeconds)
            : null;

    /// <summary>The person answered in it, at once or later.</summary>
    public bool ThePersonAnswered =>
        Attempts.Exists(attempt => attempt.Outcome is AttemptOutcome.Connected or AttemptOutcome.Replied);

    /// <summary>The case whose ruling began it; null: a handoff did.</summary>
    public int? SentBackBy { get; init; }

    /// <summary>Whose it was one after the other; the first since it began.</summary>
    public required ImmutableList<Holding> Holdings { get; init; }

    /// <summary>
    /// The instant by which its clocks are judged to have stopped; null while they run. Later than its end where an
    /// outcome was reported too late to count from when it happened (rule 13).
    /// </summary>
    public DateTimeOffset? ClocksStoppedAt { get; private init; }

    /// <summary>What the watch has recorded of the first response.</summary>
    public PromiseRecord FirstResponseRecord { get; init; } = PromiseRecord.Nothing;

    /// <summary>What the watch has recorded of the cadence.</summary>
    public PromiseRecord CadenceRecord { get; init; } = PromiseRecord.Nothing;

    /// <summary>
    /// Attempts judged to have been made by the end of the cadence's window; 0 where none is promised.
    /// </summary>
    public int AttemptsInWindow { get; private init; }

    /// <summary>
    /// Who owes a promise by its deadline: whose the lead was when it came; null: the team.
    /// </summary>
    public string? OwedBy(DateTimeOffset dueAt) =>
        (Holdings.FindLast(holding => holding.Since < dueAt) ?? Holdings[0]).Person;

    /// <summary>How the first response stands; null: none is promised.</summary>
    public PromiseState? FirstResponseState(DateTimeOffset now) => FirstResponsePromise is { } promise
        ? StateOf(FirstResponseRecord, promise.DueAt, FirstResponse?.JudgedAt <= promise.DueAt, now)
        : null;

    /// <summary>How the cadence stands; null: none is promised.</summary>
    public PromiseState? CadenceState(DateTimeOffset now) => CadencePromise is { } promise
        ? StateOf(CadenceRecord, promise.EndsAt, AttemptsInWindow >= promise.Attempts, now)
        : null;

    /// <summary>With one more attempt.</summary>
    internal SalesPeriod With(ContactAttempted attempt)
    {
        var isEarlier = FirstResponse is not { } first || attempt.JudgedAt < first.JudgedAt;
        return this with
        {
            Attempts = Attempts.Add(attempt),
            FirstResponse = isEarlier && attempt.CouldReachThePerson() ? attempt : FirstResponse,
            AttemptsInWindow = AttemptsInWindow + (attempt.JudgedAt <= CadencePromise?.EndsAt ? 1 : 0),
        };
    }

    /// <summary>Ends it; never before it began, though the clock that says so may have stepped back.</summary>
    /// <param name="judgedAt">The instant by which promises are judged, where it is another.</param>
    internal SalesPeriod EndedAt(DateTimeOffset at, DateTimeOffset? judgedAt = null)
    {
        var end = at < From ? From : at;
        return this with { To = end, ClocksStoppedAt = judgedAt ?? end };
    }

    /// <summary>Goes on as if it had never ended (rule 9).</summary>
    internal SalesPeriod Resumed() => this with { To = null, ClocksStoppedAt = null };

    // A deadline is met at its very instant, and missed after it.
    private PromiseState StateOf(PromiseRecord record, DateTimeOffset dueAt, bool kept, DateTimeOffset now) =>
        record.Stands ? PromiseState.Missed
        : record.Breach is not null ? PromiseState.Excused
        : kept ? PromiseState.Kept
        : ClocksStoppedAt <= dueAt ? PromiseState.Lapsed
        : dueAt < now ? PromiseState.Missed
        : PromiseState.Open;
}
