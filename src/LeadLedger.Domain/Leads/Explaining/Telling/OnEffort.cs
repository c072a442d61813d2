namespace LeadLedger.Domain.Leads.Explaining.Telling;

/// <summary>What sales promised and did until it rejected.</summary>
internal static class OnEffort
{
    public static IEnumerable<Sentence> Of(CaseFacts facts, Spoken say) =>
    [
        .. OnPromise.FirstResponse(facts, say),
        .. OnPromise.Cadence(facts, say),
        .. Attempts(facts, say),
        .. facts.Effort.Watch.Select(record => OfWatch(record, say)),
    ];

    /// <summary>What the deadline watch recorded.</summary>
    public static Sentence OfWatch(WatchThen record, Spoken say)
    {
        var promise = record.Promise switch
        {
            OwedPromise.FirstResponse => "first response",
            OwedPromise.Cadence => "cadence",
            _ => "ruling",
        };
        var owed = record.OwedBy ?? (record.Promise == OwedPromise.Ruling ? "the panel" : "the sales team");
        var after = record.AfterRejection && record.Promise != OwedPromise.Ruling ? ", after the rejection" : "";
        var text = record.Word switch
        {
            WatchWord.Reminded => $"reminded {owed} of the {promise} due on {say.At(record.DueAt)}",
            WatchWord.Missed =>
                $"recorded the {promise} due on {say.At(record.DueAt)} as missed; {owed} owed it",
            _ => $"took back that the {promise} due on {say.At(record.DueAt)} was missed: what was reported in time "
                + "shows that it wasn't",
        };
        return new($"The deadline watch {text} (recorded on {say.At(record.RecordedAt)}{after}).", [record.Position]);
    }

    private static IEnumerable<Sentence> Attempts(CaseFacts facts, Spoken say)
    {
        var effort = facts.Effort;
        if (effort.Attempts.Count == 0)
        {
            yield return new(
                "No attempt was made between the start of these clocks and the rejection, as far as was known then.",
                [effort.ClocksStartedBy, facts.Rejection.Position]);
        }
        for (var i = 0; i < effort.Attempts.Count; i++)
        {
            foreach (var sentence in Attempt($"Attempt {i + 1}", effort.Attempts[i], say))
                yield return sentence;
        }
        foreach (var attempt in effort.ReportedAfterwards)
        {
            var when = $"Reported only after the rejection (on {say.At(attempt.RecordedAt)})";
            foreach (var sentence in Attempt(when, attempt, say))
                yield return sentence;
        }
        if (effort.Earlier.Count > 0)
        {
            yield return new(
                $"Before these clocks started, {Spoken.Count(effort.Earlier.Count, "attempt")} had been made on this "
                + "lead.",
                effort.Earlier);
        }
    }

    private static IEnumerable<Sentence> Attempt(string which, AttemptThen attempt, Spoken say)
    {
        var first = attempt.IsFirstResponse ? "; this was the first response" : "";
        var reach = attempt.CouldReachThePerson ? "" : "; it could not reach the person, so it is no first response";
        var late = attempt.Late ? $"; reported late, so it counts from {say.At(attempt.JudgedAt)}" : "";
        var channel = attempt.Channel == Channel.Meeting ? "a meeting" : Spoken.Code(attempt.Channel);
        yield return new(
            $"{which}: {attempt.AttemptedBy} on {say.At(attempt.AttemptedAt)} by {channel}, "
            + $"{Spoken.Code(attempt.Outcome)}{first}{reach}{late}.",
            [attempt.Position]);
        if (attempt.Note is not null)
            yield return say.Words("Its note", attempt.Note, attempt.Position);
    }
}
