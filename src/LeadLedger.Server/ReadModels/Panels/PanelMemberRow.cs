using LeadLedger.Server.ReadModels.Tables;
using Column = LeadLedger.Server.ReadModels.Tables.Column<LeadLedger.Server.ReadModels.Panels.PanelMemberRow>;

namespace LeadLedger.Server.ReadModels.Panels;

/// <summary>A row of <c>panel_member</c>.</summary>
internal sealed class PanelMemberRow : Row
{
    public static readonly Table<PanelMemberRow> Table = new("panel_member", key: 2,
    [
        Column.Fixed("panel_id", row => row.PanelId, (row, value) => row.PanelId = value),
        Column.Fixed("member", row => row.Member, (row, value) => row.Member = value),
        Column.Moving("function", row => row.Function, (row, value) => row.Function = value),
        Column.Moving("seated_by", row => row.SeatedBy, (row, value) => row.SeatedBy = value),
        Column.Moving("seated_at", row => row.SeatedAt, (row, value) => row.SeatedAt = value),
        Column.Moving("left_at", row => row.LeftAt, (row, value) => row.LeftAt = value),
        Column.Moving("position", row => row.Position, (row, value) => row.Position = value),
    ]);

    public Guid PanelId { get; set; }
    public string Member { get; set; } = "";
    public string Function { get; set; } = "";
    public string SeatedBy { get; set; } = "";
    public DateTimeOffset SeatedAt { get; set; }
    public DateTimeOffset? LeftAt { get; set; }
}
