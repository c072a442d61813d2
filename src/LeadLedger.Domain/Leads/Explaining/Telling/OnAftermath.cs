namespace LeadLedger.Domain.Leads.Explaining.Telling;

/// <summary>What came of it.</summary>
internal static class OnAftermath
{
    public static IEnumerable<Sentence> Of(CaseFacts facts, Spoken say)
    {
        if (facts.Ruling is { } ruling)
        {
            foreach (var sentence in NextStep(ruling, say).Concat(NewClocks(ruling, say)))
                yield return sentence;
        }
        var after = facts.Aftermath;
        foreach (var it in after.Events)
            yield return it.Case is { } other
                ? OnRejection.Other("The lead was rejected again", other, say)
                : new(Happened(it, say), [it.Position]);
        if (facts.Ruling?.NewClocks is null && after.Attempts.Count > 0)
        {
            yield return new(
                $"Since then {Spoken.Count(after.Attempts.Count, "attempt")} {Were(after.Attempts.Count)} recorded, "
                + $"{(after.Connected.Count == 0 ? "none" : after.Connected.Count)} of which reached the person.",
                after.Attempts);
        }
        yield return new(
            $"On {say.At(facts.AsOf)} the lead is {after.Place.InWords()}, since {say.At(after.Since)}.",
            [after.CameThereBy]);
    }

    private static IEnumerable<Sentence> NextStep(RulingThen ruling, Spoken say)
    {
        var step = ruling.NextStep;
        yield return say.Words("The ruling's next step", step.What, ruling.Position);
        yield return step.State switch
        {
            NextStepState.Open => new(
                $"{step.Owner} owes that by {say.At(step.DueAt)}; it isn't recorded as done yet.", [ruling.Position]),
            NextStepState.Overdue => new(
                $"{step.Owner} owed that by {say.At(step.DueAt)}; it isn't recorded as done: it is overdue.",
                [ruling.Position]),
            _ => new(
                $"{step.Owner} owed that by {say.At(step.DueAt)}; {step.DoneBy} recorded it as done on "
                + $"{say.At(step.DoneAt!.Value)}, {(step.State == NextStepState.Done ? "in time" : "too late")}.",
                [ruling.Position, step.Position!.Value]),
        };
        if (step.Note is not null)
            yield return say.Words("The note on that", step.Note, step.Position!.Value);
    }

    private static IEnumerable<Sentence> NewClocks(RulingThen ruling, Spoken say)
    {
        if (ruling.NewClocks is not { } clocks)
            yield break;
        var who = clocks.ActBy ?? "the sales team";
        yield return new(
            $"The ruling sent the lead back to sales, where {who} had to act; new clocks started.", [ruling.Position]);
        if (clocks.FirstResponse is { } response)
            yield return Response(clocks, response, ruling, say);
        if (clocks.Cadence is { } cadence)
        {
            var (made, inWindow) = cadence.AttemptsMade!.Value;
            yield return new(
                $"{Spoken.Count(cadence.Promised.Attempts!.Value, "attempt")} were promised by "
                + $"{say.At(cadence.DueAt)}; {(made == 0 ? "none" : made)} {Were(made)} made, "
                + $"{(inWindow == 0 ? "none" : inWindow)} of them by then: {State(cadence)}.",
                [ruling.Position, .. clocks.Attempts]);
        }
        foreach (var record in clocks.Watch)
            yield return OnEffort.OfWatch(record with { AfterRejection = false }, say);
    }

    private static Sentence Response(
        NewClocksThen clocks, ExplainedDeadline promise, RulingThen ruling, Spoken say)
    {
        var made = promise.DoneAt is { } at ? $"it was made on {say.At(at)}" : "none was made";
        return new(
            $"A first response was due on {say.At(promise.DueAt)}; {made}: {State(promise)}.",
            clocks.FirstResponseAt is { } first
                ? [ruling.Position, first]
                : [ruling.Position]);
    }

    private static string State(ExplainedDeadline promise) => promise.State switch
    {
        PromiseState.Open => "the clock is running",
        PromiseState.Kept => "that was kept",
        PromiseState.Missed => "that was missed",
        PromiseState.Excused => "recorded as missed, but what was reported in time shows that it was kept",
        _ => "the clock stopped before it was due",
    };

    private static string Happened(AfterwardsThen it, Spoken say)
    {
        var when = $"on {say.At(it.At)}";
        return it.What switch
        {
            Afterwards.ReturnedToMarketing => $"The lead went back to marketing {when}.",
            Afterwards.ReturnedAsUnresponsive =>
                $"{it.By} returned it to marketing {when}: the whole cadence was worked without an answer.",
            Afterwards.HandedOffAgain =>
                $"{it.By} handed it off again {when} (handoff {it.Handoff}), valued at "
                + $"{Spoken.Money(it.Amount!.Value, it.Currency)}.",
            Afterwards.Assigned => $"{it.By} assigned it to {it.Whom} {when}.",
            Afterwards.MilestoneReached =>
                $"{it.By} reported {Milestone(it)}{(it.Amount is { } worth
                    ? $" worth {Spoken.Money(worth, it.Currency)}" : "")} {when}.",
            Afterwards.Won => $"The sale was made {when}: {Spoken.Money(it.Amount!.Value, it.Currency)}, says {it.By}.",
            _ => $"The sale came to nothing {when} ({it.Reason}), says {it.By}.",
        };
    }

    private static string Milestone(AfterwardsThen it) => it.Milestone switch
    {
        Leads.Milestone.DiscoveryHeld => "a discovery held",
        Leads.Milestone.DemoHeld => "a demo held",
        _ => "an opportunity opened",
    };

    private static string Were(int many) => many == 1 ? "was" : "were";
}
