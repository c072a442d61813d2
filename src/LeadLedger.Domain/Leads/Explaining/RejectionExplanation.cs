using LeadLedger.Domain.Leads.Explaining.Telling;

namespace LeadLedger.Domain.Leads.Explaining;

/// <summary>One sentence, and the positions in the ledger of the events that it rests on: at least one.</summary>
public sealed record Sentence(string Text, IReadOnlyList<long> Positions);

/// <summary>What a part of an explanation is about.</summary>
public enum ExplanationPart
{
    InShort,
    Terms,
    Lead,
    Effort,
    Rejection,
    Panel,
    Review,
    Ruling,
    Aftermath,
}

/// <summary>One part of an explanation.</summary>
public sealed record ExplanationSection(ExplanationPart Part, string Title, IReadOnlyList<Sentence> Sentences);

/// <summary>Why a lead was rejected: as data, and the same in plain words.</summary>
public sealed record RejectionExplanation(CaseFacts Facts, IReadOnlyList<ExplanationSection> Sections)
{
    /// <summary>Null: the lead has no such case.</summary>
    public static RejectionExplanation? Of(CaseRecord record, CaseReader reader)
    {
        if (CaseFacts.Of(record, reader) is not { } facts)
            return null;
        var say = new Spoken(facts);
        return new(
            facts,
            [
                new(ExplanationPart.InShort, "In short", [.. InShort.Of(facts, say)]),
                new(ExplanationPart.Terms, "What was agreed", [.. OnTerms.Of(facts, say)]),
                new(ExplanationPart.Lead, "What the lead was", [.. OnLead.Of(facts, say)]),
                new(ExplanationPart.Effort, "What sales promised and did", [.. OnEffort.Of(facts, say)]),
                new(ExplanationPart.Rejection, "The rejection", [.. OnRejection.Of(facts, say)]),
                new(ExplanationPart.Panel, "Who could judge", [.. OnPanel.Of(facts, say)]),
                new(ExplanationPart.Review, "The review", [.. OnReview.Of(facts, say)]),
                new(ExplanationPart.Ruling, TitleOfRuling(facts), [.. OnRuling.Of(facts, say)]),
                new(ExplanationPart.Aftermath, "What came of it", [.. OnAftermath.Of(facts, say)]),
            ]);
    }

    private static string TitleOfRuling(CaseFacts facts) => facts.State switch
    {
        CaseState.Ruled => "The ruling",
        CaseState.Withdrawn => "The withdrawal",
        _ => "No ruling yet",
    };
}
