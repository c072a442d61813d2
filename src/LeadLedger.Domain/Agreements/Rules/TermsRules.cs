using LeadLedger.Domain.Panels;

namespace LeadLedger.Domain.Agreements.Rules;

/// <summary>Whether terms promise what can be kept and reckoned, once they are formally in order.</summary>
internal static class TermsRules
{
    /// <summary>The first broken rule, by the order of the fields, but the calendar before what runs by it.</summary>
    /// <param name="panel">The seated panel that the terms' review names; null if there is none.</param>
    public static Refusal? FirstBroken(Terms terms, Panel? panel) =>
        PartyRules.Broken(terms.Parties)
            .Concat(GoalRules.Broken(terms))
            .Concat(CodeRules.Broken(terms))
            .Concat(ValuationRules.Broken(terms))
            .Concat(CalendarRules.Broken(terms.Calendar))
            .Concat(PromiseRules.Broken(terms))
            .Concat(CurveRules.Broken(terms))
            .Concat(ReviewRules.Broken(terms, panel))
            .Concat(AccountRules.Broken(terms))
            .FirstOrDefault();
}
