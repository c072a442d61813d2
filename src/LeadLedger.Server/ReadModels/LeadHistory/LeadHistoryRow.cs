using LeadLedger.Server.ReadModels.Tables;
using Column = LeadLedger.Server.ReadModels.Tables.Column<LeadLedger.Server.ReadModels.LeadHistory.LeadHistoryRow>;

namespace LeadLedger.Server.ReadModels.LeadHistory;

/// <summary>A row of <c>lead_history</c>: what a lead was from one instant to the next. Only its end is written later.</summary>
internal sealed class LeadHistoryRow : Row
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
        Column.Moving("valid_to", row => row.ValidTo, (row, value) => row.ValidTo = value),
        Column.Fixed("from_day", row => row.FromDay),
        Column.Moving("to_day", row => row.ToDay, (row, value) => row.ToDay = value),
        Column.Fixed("position", row => row.Position),
        Column.Moving("closed_position", row => row.ClosedPosition, (row, value) => row.ClosedPosition = value),
    ]);

    public Guid LeadId { get; init; }

    /// <summary>1 for the lead's first state, 2 for the next …</summary>
    public int Number { get; init; }

    public int Handoff { get; init; }
    public Guid AgreementId { get; init; }
    public string Place { get; init; } = "";
    public string? Stage { get; init; }
    public string OwnerKind { get; init; } = "";
    public string? Owner { get; init; }
    public string? Assignee { get; init; }

    /// <summary>When what began it happened, by the fact's own word.</summary>
    public DateTimeOffset HappenedAt { get; init; }

    /// <summary>The same, but never before the row before it: a fact can come to be known after a later one.</summary>
    public DateTimeOffset ValidFrom { get; init; }

    public DateTimeOffset? ValidTo { get; private set; }

    /// <summary>The local day of <see cref="ValidFrom"/>, in the time zone of the row's agreement.</summary>
    public DateOnly FromDay { get; init; }

    /// <summary>The first local day at whose end it was no longer so.</summary>
    public DateOnly? ToDay { get; private set; }

    public long? ClosedPosition { get; private set; }

    /// <summary>The next state follows on it.</summary>
    public void End(LeadHistoryRow next)
    {
        ValidTo = next.ValidFrom;
        ToDay = next.FromDay;
        ClosedPosition = next.Position;
    }
}
