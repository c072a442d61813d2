using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Agreements.Rules;
using LeadLedger.Domain.Panels;

namespace LeadLedger.Domain.Simulations;

/// <summary>Whether terms can be tried on an agreement's leads.</summary>
public static class OtherTerms
{
    /// <summary>
    /// They must be such as could be proposed: in order, in the agreement's time zone and currency. From when they
    /// would be in force isn't asked, for they are tried on the past.
    /// </summary>
    /// <param name="agreement">Whose leads they are tried on.</param>
    /// <param name="terms">A version of it, or a draft.</param>
    /// <param name="panel">The seated panel that their review names; null if there is none.</param>
    /// <returns>Null: they can be tried.</returns>
    public static Refusal? Refuse(Agreement agreement, Terms terms, Panel? panel) =>
        FormalRules.FirstBroken(terms)
            ?? Succession.WhatIsFixed(agreement, terms)
            ?? TermsRules.FirstBroken(terms, panel);
}
