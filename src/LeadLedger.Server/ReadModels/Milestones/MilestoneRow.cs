using LeadLedger.Domain.Leads;
using LeadLedger.Server.ReadModels.Handoffs;
using LeadLedger.Server.ReadModels.Leads;
using LeadLedger.Server.ReadModels.Projecting;
using LeadLedger.Server.ReadModels.Tables;
using Column = LeadLedger.Server.ReadModels.Tables.Column<LeadLedger.Server.ReadModels.Milestones.MilestoneRow>;

namespace LeadLedger.Server.ReadModels.Milestones;

/// <summary>A row of <c>milestone</c>: one event, never changed.</summary>
internal readonly record struct MilestoneRow
{
    public static readonly Table<MilestoneRow> Table = new("milestone", key: 1,
    [
        Column.Fixed("position", row => row.Position),
        Column.Fixed("lead_id", row => row.LeadId),
        Column.Fixed("handoff", row => row.Event!.Handoff),
        Column.Fixed("agreement_id", row => row.Handoff!.AgreementId),
        Column.Fixed("milestone", row => Codes<Milestone>.Of(row.Event!.Milestone)),
        Column.Fixed("amount", row => row.Event!.Amount),
        Column.Fixed("currency", row => row.Handoff!.Currency),
        Column.Fixed("reported_by", row => row.Event!.ReportedBy),
        Column.Fixed("reached_at", row => row.Event!.ReachedAt),
        Column.Fixed("local_day", row => row.Event!.LocalDay),
        Column.Fixed("late", row => row.Event!.Late),
        Column.Fixed("imported", row => row.Imported),
    ]);

    public long Position { get; init; }
    public Guid LeadId { get; init; }
    public HandoffRow? Handoff { get; init; }
    public LeadProgressed? Event { get; init; }
    public bool Imported { get; init; }

    public static MilestoneRow Of(Fact fact, LeadProgressed it, LeadRows rows) => new()
    {
        Position = fact.Position,
        LeadId = fact.StreamId,
        Handoff = rows.Handoff(it.Handoff),
        Event = it,
        Imported = fact.Imported,
    };
}
