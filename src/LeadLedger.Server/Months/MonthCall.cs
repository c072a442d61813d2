using LeadLedger.Domain;
using LeadLedger.Domain.Months;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Months;

/// <summary>What the commands on a month have in common.</summary>
internal static class MonthCall
{
    /// <summary>The agreement, month and stream that a command is about.</summary>
    public static (AgreementId AgreementId, Month Month, Guid StreamId) Of<TRequest>(CommandCall<TRequest> call)
    {
        var (id, month) = (new AgreementId(call.Target.StreamId), call.Target.Month);
        return (id, month, Identity.MonthOf(id, month));
    }

    /// <summary>
    /// What goes with the events. A month's first event creates nothing: who says the same again under another key
    /// means it again, so the key is part of what tells one request from another.
    /// </summary>
    public static CommandContext ContextFor<TRequest>(CommandCall<TRequest> call, Guid streamId)
    {
        var context = call.ContextFor(streamId);
        return context with
        {
            RequestHash = call.Ledger.Identity.HashOf(
                $"{call.Command} {context.IdempotencyKey}", streamId, call.Request),
        };
    }

    /// <summary>The month's account as the command left it.</summary>
    public static Answer AnswerOf(
        Outcome<AgreementMonth> outcome, AgreementId agreementId, Month month) => Answer.From(
        outcome,
        accepted => MonthAccount.Of(agreementId, month, accepted.State),
        _ => $"/v1/agreements/{agreementId}/months/{month}");
}
