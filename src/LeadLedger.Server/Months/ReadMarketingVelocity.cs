using LeadLedger.Domain;
using LeadLedger.Domain.Calculators;
using LeadLedger.Domain.Months;
using LeadLedger.Server.Access;
using LeadLedger.Server.Agreements;
using LeadLedger.Server.Http;

namespace LeadLedger.Server.Months;

/// <summary>What marketing's hours of a month brought (003), by the effort that it logged.</summary>
/// <param name="Kinds">By kind of asset.</param>
/// <param name="All">All kinds together; null: nothing was logged.</param>
/// <param name="Formula">How the figures follow from each other.</param>
public sealed record MonthVelocity(
    AgreementId AgreementId, Month Month, IReadOnlyList<KindVelocity> Kinds, KindVelocity? All, string Formula);

/// <summary>What the hours put into a kind of asset brought.</summary>
/// <param name="AssetKind">Null: all kinds together.</param>
/// <param name="HoursEach">Hours that one took, to four decimals.</param>
/// <param name="LeadsEach">Leads that one brought, to four decimals.</param>
/// <param name="LeadsPerHour">To four decimals.</param>
public sealed record KindVelocity(
    string? AssetKind,
    long Made,
    decimal Hours,
    long Leads,
    decimal HoursEach,
    decimal LeadsEach,
    decimal LeadsPerHour);

/// <summary><c>GET /v1/agreements/{agreementId}/months/{month}/marketing-velocity</c></summary>
internal static class ReadMarketingVelocityEndpoint
{
    private static readonly OperationText Text = new(
        "Reads a month's marketing velocity",
        "Leads per hour of each kind of asset and of all, by the effort that marketing logged for the month.",
        null,
        MonthExamples.Velocity);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapFreshQuery(
        "/agreements/{agreementId}/months/{month}/marketing-velocity", AgreementAccess.Readers, Handle, Text);

    private static async Task<Answer> Handle(QueryCall call)
    {
        var reading = await MonthOfAgreement.Read(call);
        if (reading.Value is not { } asked)
            return reading.Problem!;
        var (account, version) = await ReadMonthAccountEndpoint.AccountOf(call, asked);
        var all = account.Effort.Values.Aggregate((Effort?)null, (sum, kind) => sum is null ? kind : sum + kind);
        var velocity = new MonthVelocity(
            asked.Agreement.Id,
            asked.Month,
            [.. account.Effort.Select(kind => Of(kind.Key, kind.Value))],
            all is null ? null : Of(null, all),
            MarketingVelocity.Formula);
        return Answer.Ok(velocity) with { Version = version };
    }

    // All assets of a kind are one volume here: an average that doesn't come out even would be rounded before it is
    // divided by.
    private static KindVelocity Of(string? kind, Effort effort)
    {
        var yield = new MarketingVelocity(1, effort.Hours, effort.Leads, null).Reckon().Result;
        return new KindVelocity(
            kind,
            effort.Made,
            yield.Hours,
            effort.Leads,
            Shown.Rounded(effort.Hours / effort.Made),
            Shown.Rounded((decimal)effort.Leads / effort.Made),
            yield.LeadsPerHour);
    }
}
