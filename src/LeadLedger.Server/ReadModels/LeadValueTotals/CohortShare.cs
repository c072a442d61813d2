using LeadLedger.Server.ReadModels.Handoffs;

namespace LeadLedger.Server.ReadModels.LeadValueTotals;

/// <summary>What one handoff adds to the counts of its month's cohort.</summary>
internal readonly record struct CohortShare(
    int ContactedInTime,
    int ContactedLate,
    int Contacted,
    int Connected,
    int Rejected,
    int Upheld,
    int Overturned,
    int Withdrawn,
    int DiscoveryHeld,
    int DemoHeld,
    int Opened,
    int Won,
    int Lost,
    int Returned,
    decimal Revenue)
{
    public static CohortShare Of(HandoffRow row) => new(
        row.ResponseInTime == true ? 1 : 0,
        row.ResponseInTime == false ? 1 : 0,
        row.ResponseAt is null ? 0 : 1,
        row.PersonAnswered ? 1 : 0,
        row.Rejections,
        row.Upheld,
        row.Overturned,
        row.Withdrawn,
        row.DiscoveryDay is null ? 0 : 1,
        row.DemoDay is null ? 0 : 1,
        row.OpportunityDay is null ? 0 : 1,
        row.Outcome == HandoffOutcome.Won ? 1 : 0,
        row.Outcome == HandoffOutcome.Lost ? 1 : 0,
        row.Outcome == HandoffOutcome.Returned ? 1 : 0,
        row.Amount ?? 0);
}
