using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Months;
using LeadLedger.Domain.Panels;
using LeadLedger.EventStore;

namespace LeadLedger.Server.Ledger;

/// <summary>
/// Rests a lead's decision on its agreement, and on its panel where one has a say: on cached states, guarded by their
/// versions, so that a decision costs no round trip but its append and yet can't rest on an old agreement.
/// </summary>
public sealed class Grounds(AgreementCache agreements, PanelCache panels, MonthCache months)
{
    /// <summary>Decides on the agreement. Null stands for one that isn't there.</summary>
    public ValueTask<Judgement<TEvent>> Judge<TEvent>(
        AgreementId agreementId, Func<Agreement?, Decision<TEvent>> decide) =>
        Judge(agreementId, _ => null, (agreement, _) => decide(agreement));

    /// <summary>
    /// Decides on the agreement and a panel. Null stands for one that isn't there, or isn't asked for.
    /// </summary>
    /// <param name="agreementId">The lead's agreement.</param>
    /// <param name="panelId">Which panel; null: none has a say in it.</param>
    /// <param name="decide">Pure; it may be called twice.</param>
    public async ValueTask<Judgement<TEvent>> Judge<TEvent>(
        AgreementId agreementId,
        Func<Agreement?, PanelId?> panelId,
        Func<Agreement?, Panel?, Decision<TEvent>> decide)
    {
        var agreement = await agreements.Get(agreementId.Value);
        var panel = await PanelFor(panelId(agreement.State), fresh: false);
        var decision = decide(agreement.State, panel?.At.State);

        // Nothing is appended, so no guard would tell that this rests on an old state: look before saying so.
        if (decision.Events.Count == 0)
        {
            var newest = await agreements.Read(agreementId.Value);
            var newestPanel = await PanelFor(panelId(newest.State), fresh: true);
            if (newest.Version != agreement.Version || newestPanel?.At.Version != panel?.At.Version)
            {
                (agreement, panel) = (newest, newestPanel);
                decision = decide(agreement.State, panel?.At.State);
            }
        }
        var guard = new StreamGuard(agreementId.Value, agreement.Version);
        return panel is { } asked
            ? new(decision, [guard, new StreamGuard(asked.Id, asked.At.Version)])
            : new(decision, [guard]);
    }

    /// <summary>Decides on a panel alone. Null stands for one that isn't there.</summary>
    public async ValueTask<Judgement<TEvent>> Judge<TEvent>(PanelId panelId, Func<Panel?, Decision<TEvent>> decide)
    {
        var panel = await panels.Get(panelId.Value);
        var decision = decide(panel.State);
        if (decision.Events.Count == 0)
        {
            panel = await panels.Read(panelId.Value);
            decision = decide(panel.State);
        }
        return new(decision, [new StreamGuard(panelId.Value, panel.Version)]);
    }

    /// <summary>
    /// Decides on the agreement and on another month's account. Both are read anew: months are decided on seldom.
    /// </summary>
    public async ValueTask<Judgement<TEvent>> Judge<TEvent>(
        AgreementId agreementId, Month month, Func<Agreement?, AgreementMonth, Decision<TEvent>> decide)
    {
        var agreement = await agreements.Read(agreementId.Value);
        var guards = new List<StreamGuard> { new(agreementId.Value, agreement.Version) };
        var account = await MonthFor(agreementId, month, guards);
        return new(decide(agreement.State, account), guards);
    }

    /// <summary>Decides on a month's account alone.</summary>
    public async ValueTask<Judgement<TEvent>> JudgeMonth<TEvent>(
        AgreementId agreementId, Month month, Func<AgreementMonth, Decision<TEvent>> decide)
    {
        var guards = new List<StreamGuard>();
        var account = await MonthFor(agreementId, month, guards);
        return new(decide(account), guards);
    }

    /// <summary>A guard failed, or the stream was appended to here: it is read anew by the next who asks.</summary>
    public void Forget(Guid streamId)
    {
        agreements.Forget(streamId);
        panels.Forget(streamId);
        months.Forget(streamId);
    }

    // An account in which nothing happened has no stream whose version could be guarded; nothing that is accepted
    // rests on one.
    private async ValueTask<AgreementMonth> MonthFor(AgreementId agreementId, Month month, List<StreamGuard> guards)
    {
        var id = Identity.MonthOf(agreementId, month);
        var account = await months.Read(id);
        if (account.Version > 0)
            guards.Add(new StreamGuard(id, account.Version));
        return account.State;
    }

    private async ValueTask<(Guid Id, StateAt<Panel?> At)?> PanelFor(PanelId? panelId, bool fresh)
    {
        if (panelId is not { Value: var id })
            return null;
        return (id, fresh ? await panels.Read(id) : await panels.Get(id));
    }
}
