using LeadLedger.Domain.Panels;

namespace LeadLedger.Domain.Agreements.Rules;

/// <summary>Rejections have someone to judge them, who can (rule 7), or a rejected lead would be stuck.</summary>
internal static class ReviewRules
{
    private const int MostVotes = 100;
    private const int LongestRulingHours = 8_760;
    private const int LongestClaimMinutes = 10_080;

    public static IEnumerable<Refusal> Broken(Terms terms, Panel? panel)
    {
        if (terms.Review is not { } review)
            return [];
        return Figures(terms, review).Concat(Judges(terms, review, panel));
    }

    private static IEnumerable<Refusal> Figures(Terms terms, ReviewTerms review)
    {
        if (review.Quorum is < 1 or > MostVotes)
            yield return new QuorumIsOutOfRange();
        if (review.RuleWithinHours is < 1 or > LongestRulingHours)
            yield return new RulingTimeIsOutOfRange();
        if (review.Clock == ClockKind.Business
            && Reach.OfMinutes(terms.Calendar, review.RuleWithinHours * 60L, "review.ruleWithinHours") is { } refusal)
            yield return refusal;
        if (!PromiseRules.IsBefore(review.RemindHoursBefore, review.RuleWithinHours))
            yield return new ReminderIsOutOfRange("review.remindHoursBefore", review.RuleWithinHours);
        if (review.ClaimMinutes is < 1 or > LongestClaimMinutes)
            yield return new ClaimTimeIsOutOfRange();
        if (terms.ReasonCodes.Count == 0)
            yield return new ReviewNeedsReasonCodes();
    }

    private static IEnumerable<Refusal> Judges(Terms terms, ReviewTerms review, Panel? panel)
    {
        if (panel?.Chair is null || panel.Id != review.PanelId)
        {
            yield return new PanelIsNotSeated();
            yield break;
        }
        if (review.Quorum > panel.Members.Count)
            yield return new QuorumExceedsThePanel(panel.Members.Count);
        if (terms.Parties.IsMember(panel.Chair))
            yield return new ChairBelongsToAParty();
    }
}
