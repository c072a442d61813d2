using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Leads.Explaining.Telling;

/// <summary>What was promised for a lead, how its deadline came about, and how it stood at the rejection.</summary>
internal static class OnPromise
{
    public static IEnumerable<Sentence> FirstResponse(CaseFacts facts, Spoken say)
    {
        var effort = facts.Effort;
        if (effort.FirstResponse is not { } promise)
        {
            yield return new("The terms promised no first response.", [facts.Terms.Position, effort.ClocksStartedBy]);
            yield break;
        }
        var within = Spoken.Length(TimeSpan.FromMinutes(promise.Promised.WithinMinutes!.Value));
        yield return new(
            $"A first response was promised within {within}{OfClock(promise)}: the clock started on "
            + $"{say.At(promise.From)}, so it was due on {say.At(promise.DueAt)}.",
            [facts.Terms.Position, effort.ClocksStartedBy]);
        foreach (var sentence in Clock.Of(promise, facts, effort.ClocksStartedBy, say))
            yield return sentence;
        yield return ResponseThen(facts, promise, say);
    }

    public static IEnumerable<Sentence> Cadence(CaseFacts facts, Spoken say)
    {
        var effort = facts.Effort;
        if (effort.Cadence is not { } promise)
        {
            yield return new("The terms promised no cadence.", [facts.Terms.Position, effort.ClocksStartedBy]);
            yield break;
        }
        var days = Spoken.Count(
            promise.Promised.WindowDays!.Value,
            promise.Promised.Clock == ClockKind.Business ? "business day" : "day");
        yield return new(
            $"At least {Spoken.Count(promise.Promised.Attempts!.Value, "attempt")} were promised within {days}: "
            + $"the window ran from {say.At(promise.From)} to {say.At(promise.DueAt)}.",
            [facts.Terms.Position, effort.ClocksStartedBy]);
        // Of a clock that never stands still the first response's has told already.
        var isTold = promise.Promised.Clock == ClockKind.Elapsed && promise.RecomputedDueAt is null
            && effort.FirstResponse?.Promised.Clock == ClockKind.Elapsed;
        foreach (var sentence in isTold ? [] : Clock.Of(promise, facts, effort.ClocksStartedBy, say))
            yield return sentence;
        yield return CadenceThen(facts, promise, say);
    }

    private static Sentence ResponseThen(CaseFacts facts, ExplainedDeadline promise, Spoken say)
    {
        var rejection = facts.Rejection;
        if (facts.Effort.Attempts.FirstOrDefault(attempt => attempt.IsFirstResponse) is { } made)
        {
            var took = Spoken.Length(TimeSpan.FromSeconds(promise.Taken!.WallSeconds));
            var business = promise.Taken.BusinessSeconds is { } seconds
                ? $" ({Spoken.Length(TimeSpan.FromSeconds(seconds))} of open hours)"
                : "";
            var word = made.JudgedAt <= promise.DueAt
                ? "in time"
                : $"{Spoken.Length(made.JudgedAt - promise.DueAt)} too late";
            return new(
                $"It came on {say.At(made.JudgedAt)} from {made.AttemptedBy}, {took}{business} after the clock had "
                + $"started: {word}.",
                [facts.Effort.ClocksStartedBy, made.Position]);
        }
        var left = promise.DueAt - rejection.RejectedAt;
        return new(
            left >= TimeSpan.Zero
                ? $"None had been made when sales rejected the lead, {Spoken.Length(left)} before it was due: the "
                    + "rejection stopped the clock."
                : $"None had been made when sales rejected the lead, {Spoken.Length(-left)} after it was due: it was "
                    + "missed.",
            [facts.Effort.ClocksStartedBy, rejection.Position]);
    }

    private static Sentence CadenceThen(CaseFacts facts, ExplainedDeadline promise, Spoken say)
    {
        var (rejection, promised) = (facts.Rejection, promise.Promised.Attempts!.Value);
        var (made, inWindow) = promise.AttemptsMade!.Value;
        var left = promise.DueAt - rejection.RejectedAt;
        var text = promise.State switch
        {
            PromiseState.Kept => $"{Said(inWindow)} of the {promised} had been made within it: the cadence was kept.",
            _ when left >= TimeSpan.Zero =>
                $"{Said(made)} of the {promised} had been made when sales rejected the lead, "
                + $"{Missing(promised - made)} fewer than promised, and {Spoken.Length(left)} of the window "
                + $"{(left.Days > 1 ? "were" : "was")} left: the rejection stopped the clock.",
            PromiseState.Excused =>
                $"{Said(inWindow)} of the {promised} had been made within it, reported in time after it had been "
                + "recorded as missed: the cadence was kept.",
            _ => $"{Said(inWindow)} of the {promised} had been made when it ended on {say.At(promise.DueAt)}: "
                + "the cadence was missed.",
        };
        return new(
            text,
            [
                facts.Effort.ClocksStartedBy, .. facts.Effort.Attempts.Select(attempt => attempt.Position),
                rejection.Position,
            ]);
    }

    private static string Said(int many) => many == 0 ? "None" : $"{many}";

    private static string Missing(int many) => many <= 0 ? "none" : $"{many}";

    private static string OfClock(ExplainedDeadline promise) =>
        promise.Promised.Clock == ClockKind.Business ? " of open hours" : "";
}
