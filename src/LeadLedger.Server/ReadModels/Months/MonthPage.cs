using LeadLedger.Server.ReadModels.Pacing;
using LeadLedger.Server.ReadModels.Tables;

namespace LeadLedger.Server.ReadModels.Months;

/// <summary>What a page adds to the accounts of months; on most pages nothing.</summary>
internal sealed class MonthPage
{
    public List<SalesCapacityRow> Capacities { get; } = [];
    public List<MarketingEffortRow> Efforts { get; } = [];
    public List<BandChangeRow> BandChanges { get; } = [];
    public List<StrikeRow> Strikes { get; } = [];
    public List<AdjustmentRow> Adjustments { get; } = [];

    /// <summary>
    /// Adjustments that are in their month's account by now, with the position of the event that says so.
    /// </summary>
    public List<(long Entry, long Position)> Recorded { get; } = [];

    /// <summary>An entry was made: one of a closed month is an adjustment.</summary>
    public void Booked(PacingEntryRow entry)
    {
        if (entry.BookedDay != entry.FactDay)
            Adjustments.Add(new AdjustmentRow(entry));
    }

    public void Clear()
    {
        Capacities.Clear();
        Efforts.Clear();
        BandChanges.Clear();
        Strikes.Clear();
        Adjustments.Clear();
        Recorded.Clear();
    }

    public void Write(PageStatements statements)
    {
        SalesCapacityRow.Table.Insert(Capacities, statements);
        MarketingEffortRow.Table.Insert(Efforts, statements);
        BandChangeRow.Table.Insert(BandChanges, statements);
        StrikeRow.Table.Insert(Strikes, statements);
        AdjustmentRow.Table.Insert(Adjustments, statements);
        AdjustmentRow.Record(Recorded, statements);
    }
}
