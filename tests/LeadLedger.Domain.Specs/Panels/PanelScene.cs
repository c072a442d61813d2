using LeadLedger.Domain.Panels;

namespace LeadLedger.Domain.Specs.Panels;

/// <summary>Cora chairs it, with Nora who is neither too, and Mona of marketing. 1 June 2026 is a Monday.</summary>
internal static class PanelScene
{
    public static readonly PanelId Id = new(Guid.Parse("0198c0de-0000-7000-8000-000000000003"));

    public static readonly DateTimeOffset Now = new(2026, 6, 10, 9, 0, 0, TimeSpan.Zero);

    public static readonly Act Ada = new("ada", Role.Agreements, "ada", Now, Now);

    public static readonly Act Sam = Ada with { Role = Role.Sales };

    public static readonly Panel Seated = new(
        Id,
        "Impartial",
        [
            new Member("mona", MemberFunction.Marketing),
            new Member("cora", MemberFunction.Neither),
            new Member("nora", MemberFunction.Neither),
        ],
        "cora");

    public static readonly Rota CoraThenNora =
        new(new DateOnly(2026, 6, 1), 1, ["cora", "nora"], "Europe/Berlin", []);

    public static Panel After(this Panel panel, Decision<PanelEvent> decision)
    {
        Assert.Null(decision.Refusal);
        return decision.Events.Aggregate((Panel?)panel, Panel.Evolve)!;
    }
}
