using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Panels;

namespace LeadLedger.Domain.Simulations;

/// <summary>
/// What decisions on an agreement's leads rested on: the agreement, and the panels that have a say, each as it was when
/// a lead's event found it. A party that joined later, or a member who had left, doesn't act in a simulation either.
/// </summary>
/// <param name="Agreement">The leads'; it has at least one state.</param>
/// <param name="Panels">Those that its terms name, and that of a draft.</param>
public sealed record Surroundings(
    PastStates<Agreement> Agreement, IReadOnlyDictionary<PanelId, PastStates<Panel>> Panels)
{
    internal Panel? PanelBefore(PanelId id, long position) =>
        Panels.TryGetValue(id, out var panel) ? panel.Before(position) : null;
}
