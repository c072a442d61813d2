namespace LeadLedger.Domain.Leads.Explaining.Telling;

/// <summary>The rejection itself.</summary>
internal static class OnRejection
{
    public static IEnumerable<Sentence> Of(CaseFacts facts, Spoken say)
    {
        var rejection = facts.Rejection;
        yield return new(
            $"{rejection.RejectedBy} rejected it on {say.At(rejection.RejectedAt)}, "
            + $"{Spoken.Length(Since(facts))} after its clocks had started, for the reason {facts.Terms.Reason.Code}.",
            [rejection.Position, facts.Effort.ClocksStartedBy]);
        yield return say.Words("The explanation", rejection.Explanation, rejection.Position);
        var effort = rejection.Effort;
        var of = effort.AttemptsPromised is { } promised ? $" of {promised} promised" : "";
        var first = effort.FirstResponseSeconds is { } seconds
            ? $"a first response after {Spoken.Length(TimeSpan.FromSeconds(seconds))}"
            : "no first response";
        yield return new(
            $"What the rejection itself records of the effort: {Spoken.Count(effort.Attempts, "attempt")}{of}, "
            + $"and {first}.",
            [rejection.Position]);
        yield return new(
            $"It opened case {facts.Case} with the panel {Spoken.Quoted(facts.Panel.Name)}, which had promised to "
            + $"rule by {say.At(rejection.RulingDueAt)}.",
            [rejection.Position, facts.Terms.Position, facts.Panel.SeatedAt]);
        foreach (var earlier in rejection.EarlierCases)
            yield return Other("The lead had been rejected before", earlier, say);
    }

    /// <summary>Another case of the same lead, and what became of it.</summary>
    public static Sentence Other(string opening, OtherCase other, Spoken say)
    {
        var end = (other.Verdict, other.ClosedAt) switch
        {
            (Verdict.Upheld, { } at) => $"the panel upheld that on {say.At(at)}",
            (Verdict.Overturned, { } at) => $"the panel overturned that on {say.At(at)}",
            (null, { } at) => $"it was taken back on {say.At(at)}",
            _ => "that isn't ruled on yet",
        };
        return new(
            $"{opening} (case {other.Case}): by {other.RejectedBy} on {say.At(other.RejectedAt)} for "
            + $"{other.ReasonCode}; {end}.",
            other.ClosedPosition is { } closed ? [other.Position, closed] : [other.Position]);
    }

    private static TimeSpan Since(CaseFacts facts)
    {
        var started = facts.Effort.FirstResponse?.From ?? facts.Effort.Cadence?.From ?? facts.Handoff.HandedOffAt;
        return facts.Rejection.RejectedAt > started ? facts.Rejection.RejectedAt - started : TimeSpan.Zero;
    }
}
