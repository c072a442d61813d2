namespace LeadLedger.Domain.Leads.Explaining;

/// <summary>What sales had promised, and what it had done when it rejected.</summary>
/// <param name="ClocksStartedBy">Where the handoff or the ruling stands that started the clocks.</param>
/// <param name="FirstResponse">As it stood at the rejection, by what was known then; null: none was promised.</param>
/// <param name="Cadence">The same of the cadence.</param>
/// <param name="Attempts">Made since the clocks started and known at the rejection, in the order of recording.</param>
/// <param name="ReportedAfterwards">Made before the rejection too, but recorded only after it.</param>
/// <param name="Earlier">Where attempts stand that were made before these clocks started.</param>
/// <param name="Watch">What the deadline watch recorded of these promises, before the rejection or after it.</param>
public sealed record EffortThen(
    long ClocksStartedBy,
    ExplainedDeadline? FirstResponse,
    ExplainedDeadline? Cadence,
    IReadOnlyList<AttemptThen> Attempts,
    IReadOnlyList<AttemptThen> ReportedAfterwards,
    IReadOnlyList<long> Earlier,
    IReadOnlyList<WatchThen> Watch)
{
    internal static EffortThen Of(CaseLife life, CaseReader reader)
    {
        var (period, at) = (life.AtRejection.Facts.Period, life.Rejection.Event.RejectedAt);
        var promises = ExplainedDeadlines.OfPeriod(life.AtRejection, period, life.Agreement, at);
        var mine = new HashSet<LeadEvent>(period.Attempts, ReferenceEqualityComparer.Instance);
        var known = life.BeforeRejection.Of<ContactAttempted>().ToList();
        var first = period.FirstResponse;
        return new(
            life.ClocksOf(period),
            promises.FirstOrDefault(it => it.Promise == OwedPromise.FirstResponse),
            promises.FirstOrDefault(it => it.Promise == OwedPromise.Cadence),
            [
                .. known.Where(attempt => mine.Contains(attempt.Event))
                    .Select(attempt => AttemptThen.Of(attempt, ReferenceEquals(attempt.Event, first), reader)),
            ],
            [
                .. life.AfterRejection.Of<ContactAttempted>()
                    .Where(attempt => attempt.Event.Handoff == period.Handoff.Number)
                    .Where(attempt => period.From <= attempt.Event.AttemptedAt && attempt.Event.AttemptedAt <= at)
                    .Select(attempt => AttemptThen.Of(attempt, false, reader)),
            ],
            [.. known.Where(attempt => !mine.Contains(attempt.Event)).Select(attempt => attempt.Position)],
            [.. life.Record.Lead.Select(placed => WatchThen.Of(placed, period, life)).OfType<WatchThen>()]);
    }
}

/// <summary>One try to reach the person.</summary>
/// <param name="JudgedAt">The instant by which promises are judged (rule 13).</param>
/// <param name="CouldReachThePerson">False: it bounced, or the number was wrong; no first response.</param>
/// <param name="IsFirstResponse">It is the first response of these clocks.</param>
public sealed record AttemptThen(
    Channel Channel,
    AttemptOutcome Outcome,
    string AttemptedBy,
    DateTimeOffset AttemptedAt,
    DateTimeOffset JudgedAt,
    DateTimeOffset RecordedAt,
    bool Late,
    bool Imported,
    bool CouldReachThePerson,
    bool IsFirstResponse,
    PersonalText? Note,
    long Position)
{
    internal static AttemptThen Of(Placed<ContactAttempted> placed, bool isFirst, CaseReader reader)
    {
        var attempt = placed.Event;
        return new(
            attempt.Channel,
            attempt.Outcome,
            attempt.AttemptedBy,
            attempt.AttemptedAt,
            attempt.JudgedAt,
            placed.RecordedAt,
            attempt.Late,
            placed.Imported,
            attempt.CouldReachThePerson(),
            isFirst,
            reader.Text(attempt.Note),
            placed.Position);
    }
}

/// <summary>What the deadline watch can record of a promise.</summary>
public enum WatchWord
{
    Reminded,
    Missed,

    /// <summary>A fact that was reported in time shows that it wasn't missed.</summary>
    Excused,
}

/// <summary>One record of the deadline watch.</summary>
/// <param name="OwedBy">The sales person; null: the whole team, or the panel.</param>
/// <param name="AfterRejection">It was recorded only after the rejection.</param>
public sealed record WatchThen(
    OwedPromise Promise,
    WatchWord Word,
    string? OwedBy,
    DateTimeOffset DueAt,
    DateTimeOffset RecordedAt,
    bool AfterRejection,
    long Position)
{
    internal static WatchThen? Of(Placed<LeadEvent> placed, SalesPeriod period, CaseLife life)
    {
        return placed.Event switch
        {
            FirstResponseMissed it when IsOf(it.Handoff, it.SentBackBy) =>
                Make(OwedPromise.FirstResponse, WatchWord.Missed, it.OwedBy, it.DueAt),
            CadenceMissed it when IsOf(it.Handoff, it.SentBackBy) =>
                Make(OwedPromise.Cadence, WatchWord.Missed, it.OwedBy, it.DueAt),
            BreachExcused it when IsOf(it.Handoff, it.SentBackBy) =>
                Make(it.Promise, WatchWord.Excused, it.OwedBy, it.DueAt),
            ReminderGiven { Case: null } it when IsOf(it.Handoff, it.SentBackBy) =>
                Make(it.Promise, WatchWord.Reminded, it.OwedBy, it.DueAt),
            _ => null,
        };

        bool IsOf(int handoff, int? sentBackBy) =>
            handoff == period.Handoff.Number && sentBackBy == period.SentBackBy;

        WatchThen Make(OwedPromise promise, WatchWord word, string? owedBy, DateTimeOffset dueAt) => new(
            promise, word, owedBy, dueAt, placed.RecordedAt, placed.Position > life.Rejection.Position,
            placed.Position);
    }

    /// <summary>What it recorded of the panel's promise to rule.</summary>
    internal static WatchThen? OfRuling(Placed<LeadEvent> placed, int number) => placed.Event switch
    {
        RulingOverdue it when it.Case == number => new(
            OwedPromise.Ruling, WatchWord.Missed, null, it.DueAt, placed.RecordedAt, true, placed.Position),
        ReminderGiven it when it.Case == number => new(
            OwedPromise.Ruling, WatchWord.Reminded, null, it.DueAt, placed.RecordedAt, true, placed.Position),
        _ => null,
    };
}
