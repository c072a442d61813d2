using LeadLedger.Server.ReadModels.Deadlines;
using LeadLedger.Server.ReadModels.Handoffs;
using LeadLedger.Server.ReadModels.Rejections;

namespace LeadLedger.Server.ReadModels.PromiseDays;

/// <summary>
/// What one row with promises adds to the sums of its days. Those of history from elsewhere add nothing: nobody here
/// was held to them (rule 13).
/// </summary>
internal readonly record struct PromiseShares(
    string? ResponseState, string? ResponsePerson, string? CadenceState, string? CadencePerson, string? RulingState)
{
    public static PromiseShares Of(HandoffRow row) => row.Imported ? default : OfSales(row, null);

    public static PromiseShares Of(RejectionRow row)
    {
        var ruling = row.Imported ? null : row.RulingState;
        return row.RulingImported == false
            ? OfSales(row, ruling)
            : new PromiseShares(null, null, null, null, ruling);
    }

    private static PromiseShares OfSales(ClocksRow row, string? ruling) =>
        new(row.ResponseState, row.ResponsePerson, row.CadenceState, row.CadencePerson, ruling);
}
