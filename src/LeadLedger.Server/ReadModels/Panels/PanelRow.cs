using LeadLedger.Server.ReadModels.Tables;
using Column = LeadLedger.Server.ReadModels.Tables.Column<LeadLedger.Server.ReadModels.Panels.PanelRow>;

namespace LeadLedger.Server.ReadModels.Panels;

/// <summary>A row of <c>panel</c>.</summary>
internal sealed class PanelRow : Row
{
    public static readonly Table<PanelRow> Table = new("panel", key: 1,
    [
        Column.Fixed("panel_id", row => row.PanelId, (row, value) => row.PanelId = value),
        Column.Fixed("name", row => row.Name, (row, value) => row.Name = value),
        Column.Fixed("seated_by", row => row.SeatedBy, (row, value) => row.SeatedBy = value),
        Column.Fixed("seated_at", row => row.SeatedAt, (row, value) => row.SeatedAt = value),
        Column.Moving("chair", row => row.Chair, (row, value) => row.Chair = value),
        Column.Moving("chair_appointed_at", row => row.ChairSince, (row, value) => row.ChairSince = value),
        Column.MovingJson("rota", row => row.Rota, (row, value) => row.Rota = value),
        Column.Moving("position", row => row.Position, (row, value) => row.Position = value),
    ]);

    public Guid PanelId { get; set; }
    public string Name { get; set; } = "";
    public string SeatedBy { get; set; } = "";
    public DateTimeOffset SeatedAt { get; set; }
    public string? Chair { get; set; }
    public DateTimeOffset? ChairSince { get; set; }
    public string? Rota { get; set; }
}
