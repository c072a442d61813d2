using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Panels;
using LeadLedger.Server.Agreements;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.Panels;

namespace LeadLedger.Server.Importing.Setup;

/// <summary>
/// Makes what leads are handed off under, where it isn't there yet: panels, agreements, their terms and signatures.
/// Each step has a key of its own, so doing it again finds it done; done again with other content is refused.
/// </summary>
/// <param name="actor">On whose word; each event says so as its cause.</param>
internal sealed class Founding(WriteSide ledger, string actor)
{
    /// <summary>How many steps were new.</summary>
    public int Steps { get; private set; }

    public Task SeatPanel(PanelId id, string name, IReadOnlyList<Member> members, string chair)
    {
        var act = Act(actor, Role.Agreements);
        var command = new SeatPanel(id, name, members, chair, act);
        return Do(
            StreamKinds.Panel, id.Value, act, "seat", new SeatPanelRequest(name, members, chair), $"panel '{name}'",
            state => new(new Judgement<PanelEvent>(Domain.Panels.SeatPanel.Decide(state, command), [])));
    }

    public Task Draft(AgreementId id, string name, string salesTeam)
    {
        var act = Act(actor, Role.Agreements);
        var command = new DraftAgreement(id, name, salesTeam, act);
        return Do(
            StreamKinds.Agreement, id.Value, act, "draft", new DraftAgreementRequest(name, salesTeam),
            $"agreement '{name}'",
            state => new(new Judgement<AgreementEvent>(DraftAgreement.Decide(state, command), [])));
    }

    /// <summary>Whether terms could be proposed to an agreement if it were drafted; writes nothing.</summary>
    /// <exception cref="FoundingRefusedException">They couldn't.</exception>
    public async Task RefuseUnusable(AgreementId id, string name, string salesTeam, Terms terms)
    {
        var drafted = new Agreement(id, name, salesTeam, []);
        var judgement = await Judge(drafted, terms, Act(actor, Role.Agreements));
        if (judgement.Decision.Refusal is { } refusal)
            throw Refused($"terms of '{name}'", refusal);
    }

    /// <param name="key">Tells these terms from others of the same agreement.</param>
    /// <returns>Their version.</returns>
    public async Task<int> Propose(AgreementId id, string name, string key, Terms terms)
    {
        var act = Act(actor, Role.Agreements);
        var agreement = await Do(
            StreamKinds.Agreement, id.Value, act, $"propose-{key}", terms, $"terms of '{name}'",
            state => Judge(state, terms, act));
        return agreement!.Versions.Count;
    }

    /// <summary>In the name of one of the parties, who is the actor of the signature.</summary>
    public Task Sign(AgreementId id, string name, int version, string signer, Role role)
    {
        var act = Act(signer, role);
        return Do(
            StreamKinds.Agreement, id.Value, act, $"sign-{version}", version, $"signature under '{name}'",
            state => new(new Judgement<AgreementEvent>(SignTerms.Decide(state, new SignTerms(version, act)), [])));
    }

    private ValueTask<Judgement<AgreementEvent>> Judge(Agreement? state, Terms terms, Act act) =>
        terms.Review is { } review
            ? ledger.Grounds.Judge(
                review.PanelId, panel => ProposeTerms.Decide(state, new ProposeTerms(terms, panel, act)))
            : new(new Judgement<AgreementEvent>(ProposeTerms.Decide(state, new ProposeTerms(terms, null, act)), []));

    private Act Act(string by, Role role)
    {
        var now = ledger.Clock.Now();
        return new Act(by, role, by, now, now);
    }

    private async Task<TState> Do<TState, TEvent, TContent>(
        StreamKind<TState, TEvent> kind,
        Guid id,
        Act act,
        string key,
        TContent content,
        string what,
        Func<TState, ValueTask<Judgement<TEvent>>> judge)
        where TEvent : class
    {
        var hash = ledger.Identity.HashOf(key, id, content);
        var context = new CommandContext(act, $"{actor}-{key}", hash, CorrelationId: null, CausationId: actor);
        switch (await ledger.Decider.Decide(kind, id, context, judge))
        {
            case Outcome<TState>.Accepted accepted:
                Steps += accepted.IsRepeat ? 0 : 1;
                return accepted.State;
            case Outcome<TState>.Refused refused:
                throw Refused(what, refused.Refusal);
            case Outcome<TState>.KeyUsedForAnotherRequest:
                throw new FoundingRefusedException($"{what}: it was made before, but with another content.");
            default:
                throw new FoundingRefusedException($"{what}: others were changing it at the same time. Try again.");
        }
    }

    private static FoundingRefusedException Refused(string what, Refusal refusal) =>
        new($"{what}: {(refusal.Field is { } field ? $"{field}: " : "")}{refusal.Detail}");
}

/// <summary>What leads are to be handed off under can't be made; the message says what is refused and why.</summary>
internal sealed class FoundingRefusedException(string message) : Exception(message);
