namespace LeadLedger.Domain.Panels;

// The stored names of these events (panel_seated …) and of their fields are the storage format and a public contract.

public enum MemberFunction
{
    Marketing,
    Sales,
    Neither,
}

/// <summary>What happened to a panel.</summary>
public abstract record PanelEvent;

/// <summary>An impartial panel exists; its members follow.</summary>
public sealed record PanelSeated(PanelId PanelId, string Name, string SeatedBy, DateTimeOffset SeatedAt) : PanelEvent;

/// <summary>Someone judges from now on.</summary>
public sealed record MemberSeated(
    PanelId PanelId,
    string Member,
    MemberFunction Function,
    string SeatedBy,
    DateTimeOffset SeatedAt) : PanelEvent;

/// <summary>Who issues the rulings from now on: a member who is neither marketing nor sales (rule 7).</summary>
public sealed record ChairAppointed(
    PanelId PanelId,
    string Chair,
    string AppointedBy,
    DateTimeOffset AppointedAt) : PanelEvent;
