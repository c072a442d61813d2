namespace LeadLedger.Domain.Leads.Explaining.Telling;

/// <summary>The whole of it in a few sentences, for who reads no further.</summary>
internal static class InShort
{
    public static IEnumerable<Sentence> Of(CaseFacts facts, Spoken say)
    {
        var (terms, rejection) = (facts.Terms, facts.Rejection);
        yield return new(
            $"{rejection.RejectedBy} rejected the lead for sales on {say.At(rejection.RejectedAt)} for the reason "
            + $"{Spoken.Named(terms.Reason.Code, terms.Reason.Text)}: that it fails the criterion "
            + $"{Spoken.Named(terms.Criterion.Code, terms.Criterion.Text)}.",
            [rejection.Position, terms.Position]);
        yield return Effort(facts, say);
        yield return facts.State switch
        {
            CaseState.Ruled => Ruled(facts, say),
            CaseState.Withdrawn => new(
                $"{facts.Withdrawal!.WithdrawnBy} took the rejection back on "
                + $"{say.At(facts.Withdrawal.WithdrawnAt)}, before a ruling.",
                [facts.Withdrawal.Position]),
            _ => new(
                $"The panel hasn't ruled on it; the ruling {(IsOverdue(facts) ? "was" : "is")} due on "
                + $"{say.At(rejection.RulingDueAt)}.",
                [rejection.Position]),
        };
        var after = facts.Aftermath;
        yield return new(
            $"On {say.At(facts.AsOf)} the lead is {after.Place.InWords()}, since {say.At(after.Since)}.",
            [after.CameThereBy]);
        if (facts.Imported.Count > 0)
        {
            yield return new(
                $"{Spoken.Count(facts.Imported.Count, "event")} of this lead were brought in from another system by "
                + $"{Spoken.List(facts.ImportedBy)}: what they tell was not witnessed here.",
                facts.Imported);
        }
    }

    internal static bool IsOverdue(CaseFacts facts) => facts.Rejection.RulingDueAt < facts.AsOf;

    private static Sentence Effort(CaseFacts facts, Spoken say)
    {
        var effort = facts.Effort;
        var many = effort.Attempts.Count;
        var attempts = effort.Cadence is { } cadence
            ? $"{(many == 0 ? "none" : many)} of the {cadence.Promised.Attempts} attempts that were promised"
            : Spoken.Count(many, "attempt");
        var first = effort.Attempts.FirstOrDefault(attempt => attempt.IsFirstResponse);
        var response = (first, effort.FirstResponse) switch
        {
            (null, null) => "none of them a first response",
            (null, { DueAt: var due }) => $"and no first response, due on {say.At(due)}",
            ({ JudgedAt: var at }, null) => $"the first response on {say.At(at)}",
            ({ JudgedAt: var at }, { DueAt: var due }) =>
                $"the first response on {say.At(at)}, {(at <= due ? "in time" : "too late")}",
        };
        if (effort.Attempts.Count == 0 && effort.FirstResponse is null)
            response = "and no first response was promised";
        return new(
            $"Until then sales had made {attempts}, {response}.",
            [effort.ClocksStartedBy, .. effort.Attempts.Select(attempt => attempt.Position)]);
    }

    private static Sentence Ruled(CaseFacts facts, Spoken say)
    {
        var ruling = facts.Ruling!;
        var (word, meaning) = ruling.Verdict == Verdict.Upheld
            ? ("upheld", "sales was right, and the lead went back to marketing")
            : ("overturned", "sales had to work it");
        return new(
            $"{ruling.Chair} ruled for the panel on {say.At(ruling.RuledAt)}: the rejection was {word}, so {meaning}. "
            + $"The root cause was {OnRuling.Cause(ruling.RootCause)}.",
            [ruling.Position]);
    }
}
