using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;
using LeadLedger.Domain.Simulations;
using LeadLedger.EventStore;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Simulations;

/// <summary>What a simulation stands on: the agreement and panels through time, and the terms that are tried.</summary>
internal sealed record SimulationGround(Surroundings Surroundings, Agreement Agreement, Terms Terms, int? Version)
{
    /// <summary>Reads it, and looks whether these terms can be tried.</summary>
    /// <param name="store">The ledger; the streams of agreements and panels hold nothing personal.</param>
    /// <param name="agreementId">Whose leads they are tried on.</param>
    /// <param name="tried">The version or draft.</param>
    public static async Task<Reading<SimulationGround>> Read(
        IEventStore store, AgreementId agreementId, TermsTried tried, CancellationToken cancellation)
    {
        var agreements = await StatesOf(store, StreamKinds.Agreement, agreementId.Value, cancellation);
        if (agreements.Newest is not { } agreement)
            return new(null, Problem.Of(new AgreementIsUnknown()));
        var terms = tried.Version is { } version ? agreement.TermsOf(version) : tried.Draft!.ToTerms();
        if (terms is null)
            return new(null, Problem.Of(new TermsVersionIsUnknown(tried.Version!.Value)));
        var panels = new Dictionary<PanelId, PastStates<Panel>>();
        foreach (var id in agreement.Versions.Select(it => it.Terms).Append(terms).Select(it => it.Review?.PanelId))
        {
            if (id is { } panelId && !panels.ContainsKey(panelId))
                panels.Add(panelId, await StatesOf(store, StreamKinds.Panel, panelId.Value, cancellation));
        }
        var panel = terms.Review is { PanelId: var named } ? panels[named].Newest : null;
        return OtherTerms.Refuse(agreement, terms, panel) is { } refusal
            ? new(null, Problem.Of(refusal))
            : new(new(new(agreements, panels), agreement, terms, tried.Version), null);
    }

    /// <summary>A lead's events as a simulation takes them; those of other programs are stepped over.</summary>
    /// <param name="events">The lead's stream. Nothing personal of it is decrypted.</param>
    /// <param name="asOf">What was recorded later is left out; null: nothing is.</param>
    public static IReadOnlyList<RecordedAct> Acts(IEnumerable<RecordedEvent> events, DateTimeOffset? asOf)
    {
        var acts = new List<RecordedAct>();
        foreach (var recorded in events.TakeWhile(it => !(it.RecordedAt > asOf)))
        {
            if (EventCatalog.Read(recorded, key: null) is not LeadEvent e)
                continue;
            var metadata = recorded.Metadata;
            Role? role = RoleCodes.TryParse(metadata.Role ?? "", out var known) ? known : null;
            acts.Add(new(recorded.Position, e, metadata.Actor, role, metadata.OccurredAt, recorded.RecordedAt));
        }
        return acts;
    }

    private static async Task<PastStates<TState>> StatesOf<TState, TEvent>(
        IEventStore store, StreamKind<TState?, TEvent> kind, Guid streamId, CancellationToken cancellation)
        where TState : class
        where TEvent : class
    {
        var slice = await store.ReadStream(streamId, StreamBound.All, cancellation);
        var states = new List<(long, TState)>(slice.Events.Count);
        var state = kind.Initial;
        foreach (var recorded in slice.Events)
        {
            if (EventCatalog.Read(recorded, key: null) is not TEvent e)
                continue;
            state = kind.Evolve(state, e);
            if (state is not null)
                states.Add((recorded.Position, state));
        }
        return new(states);
    }
}
