namespace LeadLedger.Domain.Leads.Explaining.Telling;

/// <summary>How the case ended, or that it hasn't.</summary>
internal static class OnRuling
{
    public static IEnumerable<Sentence> Of(CaseFacts facts, Spoken say) => facts switch
    {
        { Ruling: { } ruling } => Ruled(facts, ruling, say),
        { Withdrawal: { } withdrawal } => Withdrawn(facts, withdrawal, say),
        _ => Open(facts, say),
    };

    public static string Cause(RootCause cause) => cause switch
    {
        RootCause.FollowUp => "follow-up",
        RootCause.CriteriaUnclear => "unclear criteria",
        _ => Spoken.Code(cause),
    };

    private static IEnumerable<Sentence> Ruled(CaseFacts facts, RulingThen ruling, Spoken say)
    {
        var votes = facts.Votes.Where(vote => vote.Counted == true).Select(vote => vote.Position).ToList();
        var word = ruling.Verdict == Verdict.Upheld ? "upheld" : "overturned";
        var place = ruling.InPlaceOf is null ? "" : $", in the place of {ruling.InPlaceOf},";
        yield return new(
            $"{ruling.Chair}{place} ruled on {say.At(ruling.RuledAt)}: the rejection is {word}.", [ruling.Position]);
        yield return new(InTime(facts, ruling), [facts.Rejection.Position, ruling.Position]);
        yield return new(Votes(ruling), [.. votes, ruling.Position]);
        foreach (var dissent in facts.Votes.Where(vote => vote.Dissent == true))
            yield return new($"{dissent.Member} dissented.", [dissent.Position, ruling.Position]);
        yield return new($"The root cause is {Cause(ruling.RootCause)}.", [ruling.Position]);
        yield return say.Words("The chair's rationale", ruling.Rationale, ruling.Position);
        if (ruling.ReasonAgainstVotes is { } reason)
        {
            yield return new(
                "The chair ruled against most of the votes, and had to say why.", [.. votes, ruling.Position]);
            yield return say.Words("That reason", reason, ruling.Position);
        }
        if (ruling.DidNotJudge.Count > 0)
        {
            yield return new(
                $"The ruling names as not having judged: {Spoken.List(ruling.DidNotJudge)}.", [ruling.Position]);
        }
    }

    private static string InTime(CaseFacts facts, RulingThen ruling)
    {
        var early = facts.Rejection.RulingDueAt - ruling.RuledAt;
        var took = Spoken.Length(Max(ruling.RuledAt - facts.Rejection.RejectedAt));
        return early >= TimeSpan.Zero
            ? $"That was {took} after the rejection, and {Spoken.Length(early)} before it was due: in time."
            : $"That was {took} after the rejection, and {Spoken.Length(-early)} after it was due: too late.";
    }

    private static TimeSpan Max(TimeSpan length) => length < TimeSpan.Zero ? TimeSpan.Zero : length;

    private static string Votes(RulingThen ruling) => (ruling.For, ruling.Against) switch
    {
        (0, 0) => "The ruling names no votes: it is the chair's own judgement.",
        (_, 0) => $"{Spoken.Count(ruling.For, "vote")} said so, and none said otherwise.",
        (0, _) => $"{Spoken.Count(ruling.Against, "vote")} said otherwise, and none said so.",
        _ => $"{Spoken.Count(ruling.For, "vote")} said so, and {Spoken.Count(ruling.Against, "vote")} said otherwise.",
    };

    private static IEnumerable<Sentence> Withdrawn(CaseFacts facts, WithdrawalThen withdrawal, Spoken say)
    {
        yield return new(
            $"{withdrawal.WithdrawnBy} took the rejection back on {say.At(withdrawal.WithdrawnAt)}, before a ruling.",
            [withdrawal.Position]);
        yield return new(
            "The case is closed without a ruling, and the old deadlines run on as if it had never been.",
            [withdrawal.Position, facts.Effort.ClocksStartedBy]);
    }

    private static IEnumerable<Sentence> Open(CaseFacts facts, Spoken say)
    {
        var left = facts.Rejection.RulingDueAt - facts.AsOf;
        yield return new("The panel hasn't ruled on it yet: nobody knows how this ends.", [facts.Rejection.Position]);
        yield return new(
            left >= TimeSpan.Zero
                ? $"The ruling is due on {say.At(facts.Rejection.RulingDueAt)}, in {Spoken.Length(left)}."
                : $"The ruling was due on {say.At(facts.Rejection.RulingDueAt)}, {Spoken.Length(-left)} ago: "
                    + "it is overdue.",
            [facts.Rejection.Position]);
    }
}
