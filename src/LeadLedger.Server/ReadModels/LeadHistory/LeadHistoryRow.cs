using LeadLedger.Server.ReadModels.Tables;
using Column = LeadLedger.Server.ReadModels.Tables.Column<LeadLedger.Server.ReadModels.LeadHistory.LeadHistoryRow>;

namespace LeadLedger.Server.ReadModels.LeadHistory;

/// <summary>
/// A row of <c>lead_history</c>: what a lead was from one instant to the next, written when it is over. Its beginning is
/// explained where it is kept until then, with the handoff.
/// </summary>
internal readonly record struct LeadHistoryRow
{
    public static readonly Table<LeadHistoryRow> Table = new("lead_history", key: 2,
    [
        Column.Fixed("lead_id", row => row.LeadId),
        Column.Fixed("number", row => row.Number),
        Column.Fixed("handoff", row => row.Handoff),
        Column.Fixed("agreement_id", row => row.AgreementId),
        Column.Fixed("place", row => row.Place),
        Column.Fixed("stage", row => row.Stage),
        Column.Fixed("owner_kind", row => row.OwnerKind),
        Column.Fixed("owner", row => row.Owner),
        Column.Fixed("assignee", row => row.Assignee),
        Column.Fixed("happened_at", row => row.HappenedAt),
        Column.Fixed("valid_from", row => row.ValidFrom),
        Column.Fixed("valid_to", row => row.ValidTo),
        Column.Fixed("from_day", row => row.FromDay),
        Column.Fixed("to_day", row => row.ToDay),
        Column.Fixed("position", row => row.Position),
        Column.Fixed("closed_position", row => row.ClosedPosition),
    ]);

    public Guid LeadId { get; init; }
    public int Number { get; init; }
    public int Handoff { get; init; }
    public Guid AgreementId { get; init; }
    public string Place { get; init; }
    public string? Stage { get; init; }
    public string OwnerKind { get; init; }
    public string? Owner { get; init; }
    public string? Assignee { get; init; }
    public DateTimeOffset HappenedAt { get; init; }
    public DateTimeOffset ValidFrom { get; init; }

    /// <summary>When the next began.</summary>
    public DateTimeOffset ValidTo { get; init; }

    public DateOnly FromDay { get; init; }

    /// <summary>The first local day at whose end it was no longer so.</summary>
    public DateOnly ToDay { get; init; }

    public long Position { get; init; }

    /// <summary>The event that began the next.</summary>
    public long ClosedPosition { get; init; }
}
