using LeadLedger.Domain;
using LeadLedger.Domain.Panels;

namespace LeadLedger.Server.Panels;

/// <summary>A panel as its stream left it.</summary>
/// <param name="Version">Of the panel's stream: the ETag.</param>
/// <param name="Chair">Who issues the rulings.</param>
public sealed record PanelRepresentation(
    PanelId Id,
    long Version,
    string Name,
    IReadOnlyList<Member> Members,
    string? Chair)
{
    public static PanelRepresentation Of(Panel panel, long version) =>
        new(panel.Id, version, panel.Name, panel.Members, panel.Chair);
}
