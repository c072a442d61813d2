using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Leads;

/// <summary>
/// Somebody tried to reach the person. Accepted late from any time when the lead was with sales (rule 13).
/// </summary>
public sealed record AttemptContact(Channel Channel, AttemptOutcome Outcome, PersonalText? Note, Act Act)
{
    /// <summary>
    /// What was reported within the grace counts from when it happened: where it shows that a breach was none, the
    /// breach is excused in the same decision.
    /// </summary>
    public static Decision<LeadEvent> Decide(Lead state, Agreement agreement, AttemptContact command)
    {
        var act = command.Act;
        if (state is not Lead.Existing lead)
            return new LeadIsUnknown();
        if (!Standing.MayAttemptContact(lead, agreement, act))
            return new OnlySalesAndColleaguesAttemptContact();
        if (SalesFact.Refuse(lead, act) is { } refusal)
            return refusal;
        var fact = SalesFact.Of(lead, agreement, act);
        var attempted = new ContactAttempted(
            lead.Facts.Id,
            fact.Period.Handoff.Number,
            command.Channel,
            command.Outcome,
            act.By,
            fact.At,
            fact.LocalDay,
            fact.JudgedAt,
            fact.Late,
            command.Note);
        return Breaches.WithExcuses(lead, attempted, agreement.TermsOf(fact.Period.Handoff), act);
    }
}
