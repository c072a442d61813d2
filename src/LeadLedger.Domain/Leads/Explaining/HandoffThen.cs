using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Leads.Explaining;

/// <summary>What the lead was when marketing passed it on: what the panel judges.</summary>
/// <param name="Late">Reported later than the terms' grace allows.</param>
/// <param name="Value">Lead value, as it is shown.</param>
/// <param name="Qualification">By criterion, in the order of the terms.</param>
/// <param name="Answer">The lead's own to the criterion that the rejection names; null: it had none.</param>
/// <param name="SentBackBy">The earlier case whose ruling had sent it back to sales; null: none had.</param>
/// <param name="Position">Where the handoff stands.</param>
public sealed record HandoffThen(
    int Number,
    string HandedOffBy,
    DateTimeOffset HandedOffAt,
    DateOnly LocalDay,
    bool Late,
    bool Imported,
    string Segment,
    Bucket Bucket,
    string ConversionAction,
    string Source,
    string? Campaign,
    decimal Value,
    string Currency,
    IReadOnlyList<AnswerThen> Qualification,
    AnswerThen? Answer,
    int? SentBackBy,
    long Position)
{
    internal static HandoffThen Of(CaseLife life, CaseReader reader)
    {
        var (handoff, terms) = (life.Handoff, life.Terms);
        var placed = life.Record.Lead.First(
            event_ => CaseLife.HandoffIn(event_.Event)?.Number == handoff.Number);
        var order = terms.Criteria.Select((criterion, index) => (criterion.Code, index))
            .ToDictionary(it => it.Code, it => it.index, StringComparer.Ordinal);
        var answers = handoff.Qualification
            .OrderBy(answer => order.GetValueOrDefault(answer.Key, int.MaxValue))
            .ThenBy(answer => answer.Key, StringComparer.Ordinal)
            .Select(answer => new AnswerThen(
                answer.Key,
                terms.Criteria.FirstOrDefault(criterion => criterion.Code == answer.Key)?.Text,
                answer.Value.Code,
                reader.Text(answer.Value.Text)))
            .ToList();
        return new(
            handoff.Number,
            handoff.HandedOffBy,
            handoff.HandedOffAt,
            handoff.LocalDay,
            handoff.Late,
            placed.Imported,
            handoff.Segment,
            handoff.Bucket,
            handoff.ConversionAction,
            handoff.Source,
            handoff.Campaign,
            Money.Shown(handoff.Value.Amount, handoff.Value.Currency),
            handoff.Value.Currency,
            answers,
            answers.Find(answer => answer.Criterion == life.Rejection.Event.Criterion),
            life.AtRejection.Facts.Period.SentBackBy,
            placed.Position);
    }
}

/// <summary>What a lead was passed on by one criterion.</summary>
/// <param name="Meaning">The criterion's text.</param>
/// <param name="Code">A code of the criterion's own; null where it is answered in free text.</param>
/// <param name="Text">Free text; personal.</param>
public sealed record AnswerThen(string Criterion, string? Meaning, string? Code, PersonalText? Text);
