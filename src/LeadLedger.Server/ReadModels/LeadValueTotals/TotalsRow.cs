using LeadLedger.Server.ReadModels.Handoffs;
using LeadLedger.Server.ReadModels.Pacing;
using LeadLedger.Server.ReadModels.Tables;
using Column = LeadLedger.Server.ReadModels.Tables.Column<LeadLedger.Server.ReadModels.LeadValueTotals.TotalsRow>;

namespace LeadLedger.Server.ReadModels.LeadValueTotals;

/// <summary>What a total is about.</summary>
internal readonly record struct TotalsKey(
    DateOnly Month,
    Guid AgreementId,
    string Segment,
    string Bucket,
    string ConversionAction,
    string Source,
    string Currency)
{
    public static TotalsKey Of(HandoffRow row, DateOnly month) =>
        new(month, row.AgreementId, row.Segment, row.Bucket, row.ConversionAction, row.Source, row.Currency);
}

/// <summary>What a page adds to one row of <c>lead_value_totals</c>.</summary>
internal sealed class TotalsRow
{
    public static readonly SumTable<TotalsRow> Table = new(
        "lead_value_totals",
        "lead_value_totals_pkey",
        key:
        [
            Column.Fixed("month", row => row.Key.Month),
            Column.Fixed("agreement_id", row => row.Key.AgreementId),
            Column.Fixed("segment", row => row.Key.Segment),
            Column.Fixed("bucket", row => row.Key.Bucket),
            Column.Fixed("conversion_action", row => row.Key.ConversionAction),
            Column.Fixed("source", row => row.Key.Source),
            Column.Fixed("currency", row => row.Key.Currency),
        ],
        counts:
        [
            Column.Fixed("gross_count_booked", row => row.GrossCountBooked),
            Column.Fixed("net_count_booked", row => row.NetCountBooked),
            Column.Fixed("handoffs", row => row.Handoffs),
            Column.Fixed("net_count_restated", row => row.NetCountRestated),
            Column.Fixed("contacted_in_time", row => row.ContactedInTime),
            Column.Fixed("contacted_late", row => row.ContactedLate),
            Column.Fixed("contacted", row => row.Contacted),
            Column.Fixed("connected", row => row.Connected),
            Column.Fixed("rejected", row => row.Rejected),
            Column.Fixed("upheld", row => row.Upheld),
            Column.Fixed("overturned", row => row.Overturned),
            Column.Fixed("withdrawn", row => row.Withdrawn),
            Column.Fixed("discovery_held", row => row.DiscoveryHeld),
            Column.Fixed("demo_held", row => row.DemoHeld),
            Column.Fixed("opened", row => row.Opened),
            Column.Fixed("won", row => row.Won),
            Column.Fixed("lost", row => row.Lost),
            Column.Fixed("returned", row => row.Returned),
        ],
        amounts:
        [
            Column.Fixed("gross_value_booked", row => row.GrossValueBooked),
            Column.Fixed("net_value_booked", row => row.NetValueBooked),
            Column.Fixed("gross_value_restated", row => row.GrossValueRestated),
            Column.Fixed("net_value_restated", row => row.NetValueRestated),
            Column.Fixed("revenue", row => row.Revenue),
        ],
        position: Column.Fixed("position", row => row.Position));

    public required TotalsKey Key { get; init; }
    public long GrossCountBooked { get; private set; }
    public long NetCountBooked { get; private set; }
    public long Handoffs { get; private set; }
    public long NetCountRestated { get; private set; }
    public long ContactedInTime { get; private set; }
    public long ContactedLate { get; private set; }
    public long Contacted { get; private set; }
    public long Connected { get; private set; }
    public long Rejected { get; private set; }
    public long Upheld { get; private set; }
    public long Overturned { get; private set; }
    public long Withdrawn { get; private set; }
    public long DiscoveryHeld { get; private set; }
    public long DemoHeld { get; private set; }
    public long Opened { get; private set; }
    public long Won { get; private set; }
    public long Lost { get; private set; }
    public long Returned { get; private set; }
    public decimal GrossValueBooked { get; private set; }
    public decimal NetValueBooked { get; private set; }
    public decimal GrossValueRestated { get; private set; }
    public decimal NetValueRestated { get; private set; }
    public decimal Revenue { get; private set; }
    public long Position { get; private set; }

    /// <summary>An entry booked in this row's month.</summary>
    public void Book(PacingEntryRow entry)
    {
        GrossCountBooked += entry.IsCredit ? entry.Count : 0;
        GrossValueBooked += entry.IsCredit ? entry.Amount : 0;
        NetCountBooked += entry.Count;
        NetValueBooked += entry.Amount;
        Reach(entry.Position);
    }

    /// <summary>An entry about a handoff of this row's month.</summary>
    public void Restate(PacingEntryRow entry)
    {
        Handoffs += entry.IsCredit ? entry.Count : 0;
        GrossValueRestated += entry.IsCredit ? entry.Amount : 0;
        NetCountRestated += entry.Count;
        NetValueRestated += entry.Amount;
        Reach(entry.Position);
    }

    /// <summary>A handoff of this row's month counts otherwise than before.</summary>
    public void Count(CohortShare before, CohortShare now, long position)
    {
        ContactedInTime += now.ContactedInTime - before.ContactedInTime;
        ContactedLate += now.ContactedLate - before.ContactedLate;
        Contacted += now.Contacted - before.Contacted;
        Connected += now.Connected - before.Connected;
        Rejected += now.Rejected - before.Rejected;
        Upheld += now.Upheld - before.Upheld;
        Overturned += now.Overturned - before.Overturned;
        Withdrawn += now.Withdrawn - before.Withdrawn;
        DiscoveryHeld += now.DiscoveryHeld - before.DiscoveryHeld;
        DemoHeld += now.DemoHeld - before.DemoHeld;
        Opened += now.Opened - before.Opened;
        Won += now.Won - before.Won;
        Lost += now.Lost - before.Lost;
        Returned += now.Returned - before.Returned;
        Revenue += now.Revenue - before.Revenue;
        Reach(position);
    }

    private void Reach(long position) => Position = Math.Max(Position, position);
}
