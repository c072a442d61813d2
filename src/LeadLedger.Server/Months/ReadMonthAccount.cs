using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Months;
using LeadLedger.EventStore;
using LeadLedger.Server.Access;
using LeadLedger.Server.Agreements;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Months;

/// <summary><c>GET /v1/agreements/{agreementId}/months/{month}</c>: from the stream, so always fresh.</summary>
internal static class ReadMonthAccountEndpoint
{
    private static readonly OperationText Text = new(
        "Reads a month's account",
        "What sales can take, what marketing put in, when the curve left its band, and, once the month is closed, "
        + "its strikes, its adjustments and whether it lets either party end the agreement.",
        null,
        MonthExamples.Account,
        Refusals: [typeof(AgreementIsUnknown)]);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapFreshQuery(
        "/agreements/{agreementId}/months/{month}", AgreementAccess.Readers, Handle, Text);

    private static async Task<Answer> Handle(QueryCall call)
    {
        var reading = await MonthOfAgreement.Read(call);
        if (reading.Value is not { } asked)
            return reading.Problem!;
        var (account, version) = await AccountOf(call, asked);
        return Answer.Ok(MonthAccount.Of(asked.Agreement.Id, asked.Month, account)) with { Version = version };
    }

    /// <summary>The month's account as it is now.</summary>
    internal static async Task<(AgreementMonth Account, long Version)> AccountOf(QueryCall call, MonthOfAgreement asked)
    {
        var id = Identity.MonthOf(asked.Agreement.Id, asked.Month);
        var slice = await call.Read.Store.ReadStream(id, StreamBound.All, call.Cancellation);
        return (StreamKinds.Month.Fold(slice), slice.Version);
    }
}
