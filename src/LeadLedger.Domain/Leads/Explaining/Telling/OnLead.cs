using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Leads.Explaining.Telling;

/// <summary>What the lead was, and on what it was passed.</summary>
internal static class OnLead
{
    public static IEnumerable<Sentence> Of(CaseFacts facts, Spoken say)
    {
        var lead = facts.Handoff;
        var campaign = lead.Campaign is null ? "" : $", campaign {lead.Campaign}";
        yield return new(
            $"{lead.HandedOffBy} handed it off for marketing on {say.At(lead.HandedOffAt)} (its "
            + $"{Spoken.Ordinal(lead.Number)} handoff{(lead.Late ? ", reported late" : "")}): segment {lead.Segment}, "
            + $"{InWords(lead.Bucket)}, by a {lead.ConversionAction} from {lead.Source}{campaign}.",
            [lead.Position]);
        yield return new(
            $"It was valued at {Spoken.Money(lead.Value, lead.Currency)} by the terms then in force.",
            [lead.Position, facts.Terms.Position]);
        foreach (var answer in lead.Qualification)
        {
            yield return answer.Code is { } code
                ? new($"By the criterion {answer.Criterion} it was {Spoken.Quoted(code)}.", [lead.Position])
                : say.Words($"The answer to the criterion {answer.Criterion}", answer.Text, lead.Position);
        }
        if (lead.Answer is null)
        {
            yield return new(
                $"It was handed off without an answer to {facts.Terms.Criterion.Code}, the criterion in question.",
                [lead.Position]);
        }
        if (lead.SentBackBy is { } number)
        {
            yield return new(
                $"The ruling on case {number} had sent it back to sales before.", [facts.Effort.ClocksStartedBy]);
        }
    }

    private static string InWords(Bucket bucket) => bucket switch
    {
        Bucket.HandRaiserHighFit => "a hand raiser of high fit",
        Bucket.HandRaiserMediumFit => "a hand raiser of medium fit",
        Bucket.HandRaiserLowFit => "a hand raiser of low fit",
        Bucket.OtherHighFit => "no hand raiser, of high fit",
        Bucket.OtherMediumFit => "no hand raiser, of medium fit",
        Bucket.OtherLowFit => "no hand raiser, of low fit",
        _ => throw new ArgumentOutOfRangeException(nameof(bucket), bucket, "There is no such bucket."),
    };
}
