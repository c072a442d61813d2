using System.Diagnostics.Metrics;
using LeadLedger.Domain.Months;
using LeadLedger.EventStore;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Months;

/// <summary>What the month watch of this node has decided, for whoever listens.</summary>
internal static class MonthCounts
{
    private static readonly Meter Meter = new(LedgerTelemetry.Name);

    private static readonly Counter<long> Decided = Meter.CreateCounter<long>(
        "leadledger.months.decided",
        "{decision}",
        "Decisions on months' accounts that this node's watch has recorded.");

    /// <summary>Counts those that are in the ledger now and weren't before.</summary>
    public static void Count(string what, params IEnumerable<Outcome<AgreementMonth>> outcomes)
    {
        if (!Decided.Enabled)
            return;
        var recorded = outcomes.Count(outcome => outcome is Outcome<AgreementMonth>.Accepted { IsRepeat: false });
        if (recorded > 0)
            Decided.Add(recorded, new KeyValuePair<string, object?>("leadledger.month.decision", what));
    }
}
