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

/// <summary>Someone doesn't judge any more; a claim of theirs holds no longer.</summary>
public sealed record MemberLeft(PanelId PanelId, string Member, string RemovedBy, DateTimeOffset LeftAt) : PanelEvent;

/// <summary>Who presides in which week from now on; null: the appointed chair always does.</summary>
public sealed record RotaChanged(PanelId PanelId, Rota? Rota, string ChangedBy, DateTimeOffset ChangedAt) : PanelEvent;

/// <summary>
/// The rotating duty of those who can preside (003): each in turn for so many weeks, which begin on Mondays.
/// </summary>
/// <param name="From">The Monday from which the first one is on duty; the turns go on without end.</param>
/// <param name="WeeksEach">How long each one's turn is.</param>
/// <param name="Members">In the order of their turns; each is neither marketing nor sales.</param>
/// <param name="TimeZone">IANA id; whose Mondays these are.</param>
/// <param name="Swaps">Single weeks that somebody else takes.</param>
public sealed record Rota(
    DateOnly From,
    int WeeksEach,
    IReadOnlyList<string> Members,
    string TimeZone,
    IReadOnlyList<RotaSwap> Swaps);

/// <summary>One week that another member takes.</summary>
/// <param name="Week">Its Monday.</param>
public sealed record RotaSwap(DateOnly Week, string Member);
