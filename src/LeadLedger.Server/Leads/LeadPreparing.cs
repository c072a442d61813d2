using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;
using PreparedLead = LeadLedger.Server.Http.Prepared<LeadLedger.Domain.Leads.Lead, LeadLedger.Domain.Leads.LeadEvent>;

namespace LeadLedger.Server.Leads;

/// <summary>Prepares commands on a lead that is there: decided on the lead, and on what it rests on.</summary>
internal static class LeadPreparing
{
    /// <summary>Decided on the lead and its agreement; answered with the lead, unless said otherwise.</summary>
    public static PreparedLead OnLead<TRequest>(
        this CommandCall<TRequest> call,
        Func<Lead, Agreement, Decision<LeadEvent>> decide,
        Func<Outcome<Lead>, Answer>? answer = null) =>
        call.Prepare(
            lead => call.Ledger.Grounds.Judge(
                lead.Facts.Handoff.AgreementId, agreement => decide(lead, AgreementOf(lead, agreement))),
            answer ?? LeadAnswers.OfLead);

    /// <summary>Decided on the lead, its agreement and the panel of the case; answered with the review.</summary>
    /// <param name="call">The command.</param>
    /// <param name="decide">Pure; it may be called twice.</param>
    /// <param name="creates">Whether it makes something: 201 and where to read it.</param>
    public static PreparedLead OnReview<TRequest>(
        this CommandCall<TRequest> call,
        Func<Lead, Agreement, Panel, Decision<LeadEvent>> decide,
        bool creates = true) =>
        call.Prepare(
            lead =>
            {
                if (lead.CaseOf(call.Target.Number) is not { } reviewed)
                    return Refused(new CaseIsUnknown(call.Target.Number));
                var panelId = reviewed.Rejection.PanelId;
                return call.Ledger.Grounds.Judge(
                    lead.Facts.Handoff.AgreementId,
                    _ => panelId,
                    (agreement, panel) => decide(
                        lead,
                        AgreementOf(lead, agreement),
                        panel ?? throw new InvalidOperationException($"There is no panel {panelId}.")));
            },
            outcome => LeadAnswers.OfReview(outcome, call.Target.Number, creates));

    private static PreparedLead Prepare<TRequest>(
        this CommandCall<TRequest> call,
        Func<Lead.Existing, ValueTask<Judgement<LeadEvent>>> judge,
        Func<Outcome<Lead>, Answer> answer)
    {
        var leadId = call.Target.StreamId;
        return new PreparedLead(
            leadId,
            new Question<Lead, LeadEvent>(
                call.ContextFor(leadId),
                state => state is Lead.Existing lead ? judge(lead) : Refused(new LeadIsUnknown())),
            answer);
    }

    private static ValueTask<Judgement<LeadEvent>> Refused(Refusal refusal) =>
        new(new Judgement<LeadEvent>(refusal, []));

    private static Agreement AgreementOf(Lead.Existing lead, Agreement? agreement) =>
        agreement ?? throw new InvalidOperationException($"There is no agreement {lead.Facts.Handoff.AgreementId}.");
}
