using LeadLedger.Server.ReadModels.Tables;
using Column = LeadLedger.Server.ReadModels.Tables.Column<LeadLedger.Server.ReadModels.Leads.LeadRow>;

namespace LeadLedger.Server.ReadModels.Leads;

/// <summary>A row of <c>lead</c>; the view's comments say what the columns mean.</summary>
internal sealed class LeadRow : Row
{
    public static readonly Table<LeadRow> Table = new("lead", key: 1,
    [
        Column.Fixed("lead_id", row => row.LeadId, (row, value) => row.LeadId = value),
        Column.Moving("agreement_id", row => row.AgreementId, (row, value) => row.AgreementId = value),
        Column.Moving("place", row => row.Place, (row, value) => row.Place = value),
        Column.Moving("since", row => row.Since, (row, value) => row.Since = value),
        Column.Moving("stage", row => row.Stage, (row, value) => row.Stage = value),
        Column.Moving("owner_kind", row => row.OwnerKind, (row, value) => row.OwnerKind = value),
        Column.Moving("owner", row => row.Owner, (row, value) => row.Owner = value),
        Column.Moving("assignee", row => row.Assignee, (row, value) => row.Assignee = value),
        Column.Moving("handoff", row => row.Handoff, (row, value) => row.Handoff = value),
        Column.Moving("open_case", row => row.OpenCase, (row, value) => row.OpenCase = value),
        Column.Moving("clock_from", row => row.ClockFrom, (row, value) => row.ClockFrom = value),
        Column.Moving("first_response_due_at", row => row.ResponseDueAt, (row, value) => row.ResponseDueAt = value),
        Column.Moving("first_response_at", row => row.ResponseAt, (row, value) => row.ResponseAt = value),
        Column.Moving("attempts_promised", row => row.AttemptsPromised, (row, value) => row.AttemptsPromised = value),
        Column.Moving("attempts_made", row => row.AttemptsMade, (row, value) => row.AttemptsMade = value),
        Column.Moving("cadence_ends_at", row => row.CadenceEndsAt, (row, value) => row.CadenceEndsAt = value),
        Column.Moving("first_response_owed_by", row => row.ResponseOwedBy, (row, value) => row.ResponseOwedBy = value),
        Column.Moving("cadence_owed_by", row => row.CadenceOwedBy, (row, value) => row.CadenceOwedBy = value),
        Column.Moving("witnessed", row => row.Witnessed, (row, value) => row.Witnessed = value),
        Column.Moving("version", row => row.Version, (row, value) => row.Version = value),
        Column.Moving("position", row => row.Position, (row, value) => row.Position = value),
    ]);

    public Guid LeadId { get; set; }
    public Guid AgreementId { get; set; }
    public string Place { get; set; } = "";
    public DateTimeOffset Since { get; set; }
    public string? Stage { get; set; }
    public string OwnerKind { get; set; } = "";
    public string? Owner { get; set; }
    public string? Assignee { get; set; }
    public int Handoff { get; set; }
    public int? OpenCase { get; set; }

    /// <summary>When the present period with sales began; attempts since then are made under its clocks.</summary>
    public DateTimeOffset ClockFrom { get; set; }

    public DateTimeOffset? ResponseDueAt { get; set; }
    public DateTimeOffset? ResponseAt { get; set; }
    public int? AttemptsPromised { get; set; }
    public int AttemptsMade { get; set; }
    public DateTimeOffset? CadenceEndsAt { get; set; }

    /// <summary>The first response's deadline for as long as it is owed: the watch's and the board's index.</summary>
    public DateTimeOffset? ResponseOwedBy { get; set; }

    /// <summary>The cadence's end for as long as attempts are owed.</summary>
    public DateTimeOffset? CadenceOwedBy { get; set; }

    /// <summary>Whether the clocks were started here; those of imported history are shown as computed.</summary>
    public bool Witnessed { get; set; }

    public long Version { get; set; }
}
