namespace LeadLedger.Domain.Leads.Explaining;

/// <summary>The panel's final word.</summary>
/// <param name="ReasonAgainstVotes">Why the chair ruled against most votes; null: they didn't.</param>
/// <param name="For">Votes that counted and say the same.</param>
/// <param name="Against">Votes that counted and say otherwise.</param>
/// <param name="DidNotJudge">As the ruling names them: barred by what they had done, or by their own word.</param>
public sealed record RulingThen(
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
    NewClocksThen? NewClocks,
    long Position)
{
    internal static RulingThen? Of(CaseLife life, CaseReader reader)
    {
        if (life.Closing is not { Event: RulingIssued ruling } placed)
            return null;
        var agreed = ruling.Votes.Count(vote => vote.Verdict == ruling.Verdict);
        return new(
            ruling.Verdict,
            ruling.RootCause,
            reader.Text(ruling.Rationale),
            reader.Text(ruling.ReasonAgainstVotes),
            ruling.Chair,
            ruling.InPlaceOf,
            ruling.RuledAt,
            placed.Imported,
            agreed,
            ruling.Votes.Count - agreed,
            ruling.Recused,
            NextStepThen.Of(life, ruling, reader),
            NewClocksThen.Of(life, ruling),
            placed.Position);
    }
}

public enum NextStepState
{
    Open,
    Overdue,
    Done,
    DoneLate,
}

/// <summary>What followed from the ruling, and whether it was done.</summary>
/// <param name="What">Personal: it may name the lead's person.</param>
/// <param name="Position">Where it is recorded as done; null: it isn't.</param>
public sealed record NextStepThen(
    PersonalText? What,
    string Owner,
    DateTimeOffset DueAt,
    NextStepState State,
    string? DoneBy,
    DateTimeOffset? DoneAt,
    PersonalText? Note,
    long? Position)
{
    internal static NextStepThen Of(CaseLife life, RulingIssued ruling, CaseReader reader)
    {
        var (step, done) = (ruling.NextStep, life.Case.FollowUp);
        var state = done is { } ? done.DoneAt > step.DueAt ? NextStepState.DoneLate : NextStepState.Done
            : step.DueAt < life.Record.AsOf ? NextStepState.Overdue
            : NextStepState.Open;
        return new(
            reader.Text(step.What),
            step.Owner,
            step.DueAt,
            state,
            done?.DoneBy,
            done?.DoneAt,
            reader.Text(done?.Note),
            done is null ? null : life.PositionOf(done));
    }
}

/// <summary>The clocks that an overturned rejection started, as they stand now.</summary>
/// <param name="ActBy">The sales person who must act; null: the team.</param>
/// <param name="FirstResponse">Null: none is promised.</param>
/// <param name="Cadence">Null: none is promised.</param>
/// <param name="Attempts">Where the attempts stand that were made in that time with sales.</param>
/// <param name="FirstResponseAt">Where the first response stands; null: there was none.</param>
/// <param name="Watch">What the deadline watch recorded of these promises.</param>
public sealed record NewClocksThen(
    string? ActBy,
    ExplainedDeadline? FirstResponse,
    ExplainedDeadline? Cadence,
    IReadOnlyList<long> Attempts,
    long? FirstResponseAt,
    IReadOnlyList<WatchThen> Watch)
{
    internal static NewClocksThen? Of(CaseLife life, RulingIssued ruling)
    {
        if (ruling.NewClocks is not { } clocks)
            return null;
        var period = life.Present!.Facts.Periods.FindLast(it => it.SentBackBy == ruling.Case)!;
        var promises = ExplainedDeadlines.OfPeriod(life.Present, period, life.Agreement, life.Record.AsOf);
        return new(
            clocks.ActBy,
            promises.FirstOrDefault(it => it.Promise == OwedPromise.FirstResponse),
            promises.FirstOrDefault(it => it.Promise == OwedPromise.Cadence),
            [.. period.Attempts.Select(life.PositionOf)],
            period.FirstResponse is { } first ? life.PositionOf(first) : null,
            [.. life.AfterClosing.Select(placed => WatchThen.Of(placed, period, life)).OfType<WatchThen>()]);
    }
}

/// <summary>Sales took the rejection back before a ruling.</summary>
public sealed record WithdrawalThen(
    string WithdrawnBy, DateTimeOffset WithdrawnAt, bool Imported, long Position)
{
    internal static WithdrawalThen? Of(CaseLife life) => life.Closing is { Event: RejectionWithdrawn it } placed
        ? new(it.WithdrawnBy, it.WithdrawnAt, placed.Imported, placed.Position)
        : null;
}
