using LeadLedger.Domain;
using LeadLedger.Domain.Panels;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Panels;

/// <summary>Prepares commands on a panel that is there.</summary>
internal static class PanelPreparing
{
    /// <summary>Decided on the panel alone; answered with the panel.</summary>
    /// <param name="call">The command.</param>
    /// <param name="decide">Pure; null stands for a panel that isn't there.</param>
    /// <param name="creates">Whether it makes something: 201 and where to read it.</param>
    public static Prepared<Panel?, PanelEvent> OnPanel<TRequest>(
        this CommandCall<TRequest> call, Func<Panel?, Decision<PanelEvent>> decide, bool creates = true)
    {
        var id = call.Target.StreamId;
        return new(
            id,
            new(call.ContextFor(id), panel => Judgement.Alone(decide(panel))),
            outcome => Answer.From(
                outcome,
                accepted => PanelRepresentation.Of(accepted.State!, accepted.Version),
                creates ? _ => $"/v1/panels/{id:D}" : null));
    }
}
