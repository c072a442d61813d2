using LeadLedger.Domain.Agreements.Rules;
using LeadLedger.Domain.Panels;

namespace LeadLedger.Domain.Agreements;

/// <summary>Puts a new version of terms on the table.</summary>
/// <param name="Terms">They get the agreement's next version number, whatever theirs says.</param>
/// <param name="Panel">The panel that the terms' review names; null if there is no such panel, or no review.</param>
public sealed record ProposeTerms(Terms Terms, Panel? Panel, Act Act)
{
    /// <remarks>Looked at in this order: who may, what is formal, from when, what is promised.</remarks>
    public static Decision<AgreementEvent> Decide(Agreement? state, ProposeTerms command)
    {
        if (state is null)
            return new AgreementIsUnknown();
        if (!MayPropose(state, command.Act))
            return new ProposingNeedsAParty();
        if (state.Ended is { } ended)
            return new AgreementIsTerminated(ended.EndsWith);

        var terms = command.Terms with { Version = state.Versions.Count + 1 };
        var refusal = FormalRules.FirstBroken(terms)
            ?? Succession.WhatIsFixed(state, terms)
            ?? Succession.AtProposal(state, terms, command.Act.Now)
            ?? TermsRules.FirstBroken(terms, command.Panel);
        return refusal is not null
            ? refusal
            : new TermsProposed(state.Id, terms, command.Act.Actor, command.Act.Now);
    }

    private static bool MayPropose(Agreement agreement, Act act) =>
        act.Role == Role.Agreements || agreement.PartiesAt(act.Now)?.IsMember(act.Actor) == true;
}
