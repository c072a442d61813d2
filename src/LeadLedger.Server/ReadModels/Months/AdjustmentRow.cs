using LeadLedger.Server.ReadModels.Pacing;
using LeadLedger.Server.ReadModels.Tables;
using Npgsql;
using Column = LeadLedger.Server.ReadModels.Tables.Column<LeadLedger.Server.ReadModels.Months.AdjustmentRow>;

namespace LeadLedger.Server.ReadModels.Months;

/// <summary>A row of <c>adjustment</c>: an entry of a closed month, which is booked later (rule 10).</summary>
internal sealed record AdjustmentRow(PacingEntryRow Entry)
{
    public AdjustmentRow() : this((PacingEntryRow)null!) { }

    public static readonly Table<AdjustmentRow> Table = new("adjustment", key: 1,
    [
        Column.Fixed("entry", row => row.Entry.Position),
        Column.Fixed("agreement_id", row => row.Entry.Handoff!.AgreementId),
        Column.Fixed("month", row => new DateOnly(row.Entry.FactDay.Year, row.Entry.FactDay.Month, 1)),
        Column.Fixed("lead_id", row => row.Entry.Handoff!.LeadId),
        Column.Fixed("handoff", row => row.Entry.Handoff!.Number),
        Column.Fixed("count", row => row.Entry.Count),
        Column.Fixed("amount", row => row.Entry.Amount),
        Column.Fixed("currency", row => row.Entry.Handoff!.Currency),
        Column.Fixed("fact_day", row => row.Entry.FactDay),
        Column.Fixed("booked_day", row => row.Entry.BookedDay),
    ]);

    /// <summary>Marks those that are in their month's account by now; what is inserted comes before it.</summary>
    /// <param name="recorded">The entry's position, and that of the event which recorded it.</param>
    public static void Record(IReadOnlyList<(long Entry, long Position)> recorded, PageStatements statements)
    {
        if (recorded.Count == 0)
            return;
        statements.Add(new NpgsqlBatchCommand(
            """
            update adjustment a set recorded_position = u.position from unnest($1, $2) as u (entry, position)
            where a.entry = u.entry
            """)
        {
            Parameters =
            {
                new() { Value = recorded.Select(it => it.Entry).ToArray() },
                new() { Value = recorded.Select(it => it.Position).ToArray() },
            },
        });
    }
}
