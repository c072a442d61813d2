using LeadLedger.Domain;
using LeadLedger.Domain.Panels;

namespace LeadLedger.Server.Panels;

/// <summary>A panel as its stream left it.</summary>
/// <param name="Version">Of the panel's stream: the ETag.</param>
/// <param name="Chair">Who presides unless the rota names somebody else.</param>
/// <param name="Rota">Who presides in which week; null: the chair always does.</param>
/// <param name="Presiding">Who that is now; only where a panel is read, as it depends on when.</param>
public sealed record PanelRepresentation(
    PanelId Id,
    long Version,
    string Name,
    IReadOnlyList<Member> Members,
    string? Chair,
    Rota? Rota,
    PresidingRepresentation? Presiding = null)
{
    public static PanelRepresentation Of(Panel panel, long version) =>
        new(panel.Id, version, panel.Name, panel.Members, panel.Chair, panel.Rota);

    /// <summary>As it is read at an instant.</summary>
    public static PanelRepresentation At(Panel panel, long version, DateTimeOffset now) =>
        Of(panel, version) with { Presiding = PresidingRepresentation.At(panel, now) };
}

/// <summary>Who presides, where nothing in a case keeps them from it.</summary>
/// <param name="Now">Null: nobody was appointed yet.</param>
/// <param name="Then">Who presides where those before them can't, in order.</param>
/// <param name="Weeks">By the rota, this week and the eight after it; empty where there is none.</param>
public sealed record PresidingRepresentation(
    string? Now, IReadOnlyList<string> Then, IReadOnlyList<WeekOfDuty> Weeks)
{
    private const int WeeksShown = 9;

    internal static PresidingRepresentation At(Panel panel, DateTimeOffset now)
    {
        List<string> order = [.. panel.PresidingAt(now)];
        return new(order.FirstOrDefault(), [.. order.Skip(1)], [.. WeeksOf(panel, now)]);
    }

    private static IEnumerable<WeekOfDuty> WeeksOf(Panel panel, DateTimeOffset now)
    {
        if (panel.Rota is not { } rota)
            yield break;
        var first = rota.WeekOf(now);
        for (var ahead = 0; ahead < WeeksShown; ahead++)
        {
            var week = first.AddDays(7 * ahead);
            yield return new WeekOfDuty(week, rota.OnDutyIn(week) ?? panel.Chair);
        }
    }
}

/// <param name="Week">Its Monday in the rota's time zone.</param>
/// <param name="Member">Who presides; before the rota's first turn the chair.</param>
public sealed record WeekOfDuty(DateOnly Week, string? Member);
