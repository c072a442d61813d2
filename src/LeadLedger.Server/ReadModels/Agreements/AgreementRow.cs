using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Months;
using LeadLedger.Server.ReadModels.Tables;
using Column = LeadLedger.Server.ReadModels.Tables.Column<LeadLedger.Server.ReadModels.Agreements.AgreementRow>;

namespace LeadLedger.Server.ReadModels.Agreements;

/// <summary>A row of <c>agreement</c>.</summary>
internal sealed class AgreementRow : Row
{
    public static readonly Table<AgreementRow> Table = new("agreement", key: 1,
    [
        Column.Fixed("agreement_id", row => row.AgreementId, (row, value) => row.AgreementId = value),
        Column.Fixed("name", row => row.Name, (row, value) => row.Name = value),
        Column.Fixed("sales_team", row => row.SalesTeam, (row, value) => row.SalesTeam = value),
        Column.Fixed("drafted_by", row => row.DraftedBy, (row, value) => row.DraftedBy = value),
        Column.Fixed("drafted_at", row => row.DraftedAt, (row, value) => row.DraftedAt = value),
        Column.Moving("ended_with", row => row.EndedWith, (row, value) => row.EndedWith = value),
        Column.Moving("ended_at", row => row.EndedAt, (row, value) => row.EndedAt = value),
        Column.Moving("ended_by_party", row => row.EndedByParty, (row, value) => row.EndedByParty = value),
        Column.Moving("triggered_in", row => row.TriggeredIn, (row, value) => row.TriggeredIn = value),
        Column.Moving("terminated_by", row => row.TerminatedBy, (row, value) => row.TerminatedBy = value),
        Column.Moving("terminated_at", row => row.TerminatedAt, (row, value) => row.TerminatedAt = value),
        Column.Moving("last_entry_month", row => row.LastEntryMonth, (row, value) => row.LastEntryMonth = value),
        Column.Moving("closed_from", row => row.ClosedFrom, (row, value) => row.ClosedFrom = value),
        Column.Moving("closed_through", row => row.ClosedThrough, (row, value) => row.ClosedThrough = value),
        Column.Moving("position", row => row.Position, (row, value) => row.Position = value),
    ]);

    public Guid AgreementId { get; set; }
    public string Name { get; set; } = "";
    public string SalesTeam { get; set; } = "";
    public string DraftedBy { get; set; } = "";
    public DateTimeOffset DraftedAt { get; set; }

    /// <summary>The last month in force; null: it wasn't terminated.</summary>
    public DateOnly? EndedWith { get; set; }

    /// <summary>The first instant after that month.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Null: the role agreements ended it.</summary>
    public string? EndedByParty { get; set; }
    public DateOnly? TriggeredIn { get; set; }
    public string? TerminatedBy { get; set; }
    public DateTimeOffset? TerminatedAt { get; set; }

    /// <summary>The latest month with a pacing entry: the plan goes on beyond it.</summary>
    public DateOnly? LastEntryMonth { get; set; }

    /// <summary>The first day of the first month whose books are closed; null: none is.</summary>
    public DateOnly? ClosedFrom { get; set; }

    /// <summary>The last day of the newest one.</summary>
    public DateOnly? ClosedThrough { get; set; }

    /// <summary>The day that a fact is booked on (rule 10).</summary>
    public DateOnly BookedDay(DateOnly factDay, DateOnly? reportedDay) =>
        Closed is { } closed ? closed.BookedDay(factDay, reportedDay) : factDay;

    /// <summary>A month's books are closed from here on.</summary>
    public void Close(Month month)
    {
        var closed = ClosedMonths.After(Closed, month);
        (ClosedFrom, ClosedThrough) = (closed.From, closed.Through);
    }

    public void End(AgreementTerminated it)
    {
        EndedWith = it.EndsWith.FirstDay;
        EndedAt = it.EndsAt;
        EndedByParty = it.Party is { } party ? Codes<Party>.Of(party) : null;
        TriggeredIn = it.TriggeredIn?.FirstDay;
        TerminatedBy = it.TerminatedBy;
        TerminatedAt = it.TerminatedAt;
    }

    private ClosedMonths? Closed => ClosedFrom is { } from ? new ClosedMonths(from, ClosedThrough!.Value) : null;
}
