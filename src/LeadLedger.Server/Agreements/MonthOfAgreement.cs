using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Server.Access;
using LeadLedger.Server.Http;

namespace LeadLedger.Server.Agreements;

/// <summary>An agreement's month that the path names, for who may see the agreement.</summary>
internal sealed record MonthOfAgreement(Agreement Agreement, Month Month)
{
    /// <summary>Called when the other parameters were read.</summary>
    public static async Task<Reading<MonthOfAgreement>> Read(QueryCall call)
    {
        if (!Month.TryParse(call.Path("month"), out var month))
            return new(null, Problems.PathIsNotValid("month", "A month is written yyyy-MM."));
        var reading = await AgreementAccess.Read(call);
        return reading.Value is { } seen ? new(new(seen.Agreement, month), null) : new(null, reading.Problem);
    }
}
