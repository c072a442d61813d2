namespace LeadLedger.Domain.Leads.Explaining.Telling;

/// <summary>How the panel worked the case: claims and votes.</summary>
internal static class OnReview
{
    public static IEnumerable<Sentence> Of(CaseFacts facts, Spoken say)
    {
        if (facts.Claims.Count == 0)
            yield return new("Nobody has claimed the case.", [facts.Rejection.Position]);
        foreach (var claim in facts.Claims)
            yield return Claim(claim, say);
        if (facts.Votes.Count == 0)
        {
            yield return new(
                facts.State == CaseState.Open ? "Nobody has voted yet." : "Nobody voted.",
                [facts.Ruling?.Position ?? facts.Withdrawal?.Position ?? facts.Rejection.Position]);
        }
        foreach (var vote in facts.Votes)
        {
            foreach (var sentence in Vote(vote, facts, say))
                yield return sentence;
        }
        foreach (var watch in facts.RulingWatch)
            yield return OnEffort.OfWatch(watch, say);
    }

    private static Sentence Claim(ClaimThen claim, Spoken say)
    {
        var end = claim.End switch
        {
            ClaimEnd.Held => $"holds it until {say.At(claim.ExpiresAt)}",
            ClaimEnd.Released => $"gave it back on {say.At(claim.EndedAt!.Value)}",
            ClaimEnd.Lapsed => $"let the claim lapse on {say.At(claim.ExpiresAt)}",
            ClaimEnd.Replaced => $"was followed by the next claim on {say.At(claim.EndedAt!.Value)}",
            _ => "held it until it was closed",
        };
        return new(
            $"{claim.Member} claimed the case on {say.At(claim.ClaimedAt)} (claim {claim.Fence}), and {end}.",
            claim.EndPosition is { } ended ? [claim.Position, ended] : [claim.Position]);
    }

    private static IEnumerable<Sentence> Vote(VoteThen vote, CaseFacts facts, Spoken say)
    {
        var cast = $"{vote.Member} voted on {say.At(vote.VotedAt)}";
        if (vote.Withheld)
        {
            yield return new(
                facts.State == CaseState.Withdrawn
                    ? $"{cast}; what the vote says stays withheld, for there was no ruling."
                    : $"{cast}; what the vote says is withheld until the ruling.",
                [vote.Position]);
            yield break;
        }
        var word = vote.Verdict == Verdict.Upheld ? "to uphold the rejection" : "to overturn the rejection";
        var counted = (vote.Counted, vote.Dissent) switch
        {
            (true, true) => ": a dissent",
            (false, _) => "; the vote didn't count, for they could no longer judge the case",
            _ => "",
        };
        long[] rests = facts.Ruling is { } ruling ? [vote.Position, ruling.Position] : [vote.Position];
        yield return new($"{cast} {word}{counted}.", rests);
        yield return say.Words("The rationale", vote.Rationale, vote.Position);
    }
}
