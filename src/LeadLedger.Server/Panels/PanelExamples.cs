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
            new Member("nora", MemberFunction.Neither),
            new Member("mira", MemberFunction.Marketing),
            new Member("sam", MemberFunction.Sales),
        ],
        "grace");

    public static Rota Rota { get; } = new(
        new DateOnly(2026, 3, 2),
        2,
        ["grace", "nora"],
        "Europe/Berlin",
        [new RotaSwap(new DateOnly(2026, 3, 9), "nora")]);

    public static PanelRepresentation Panel { get; } =
        new(Id, 7, Seating.Name, Seating.Members, Seating.Chair, Rota);

    /// <summary>As it is read in the rota's first week.</summary>
    public static PanelRepresentation Read { get; } = Panel with
    {
        Presiding = PresidingRepresentation.At(
            new Panel(Id, Seating.Name, Seating.Members, Seating.Chair, Rota),
            new DateTimeOffset(2026, 3, 4, 11, 0, 0, TimeSpan.Zero)),
    };
}
