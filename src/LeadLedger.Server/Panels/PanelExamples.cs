using LeadLedger.Domain;
using LeadLedger.Domain.Panels;

namespace LeadLedger.Server.Panels;

/// <summary>What the OpenAPI document shows of panels.</summary>
internal static class PanelExamples
{
    public static PanelId Id { get; } = new(new Guid("0197f3a0-0000-8000-8000-00000000c001"));

    public static SeatPanelRequest Seating { get; } = new(
        "Lead review board",
        [
            new Member("grace", MemberFunction.Neither),
            new Member("mira", MemberFunction.Marketing),
            new Member("sam", MemberFunction.Sales),
        ],
        "grace");

    public static PanelRepresentation Panel { get; } = new(Id, 5, Seating.Name, Seating.Members, Seating.Chair);
}
