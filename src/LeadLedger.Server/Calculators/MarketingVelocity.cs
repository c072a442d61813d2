using LeadLedger.Domain.Calculators;
using LeadLedger.Server.Http;
using static LeadLedger.Server.Calculators.CalculatorRoutes;

namespace LeadLedger.Server.Calculators;

/// <param name="Hours">What all of them take.</param>
/// <param name="Leads">What all of them bring, on average.</param>
/// <param name="LeadsPerHour">Rounded to 4 decimals.</param>
/// <param name="HoursFreed">Below 0: the new way takes longer; left out without newHoursEach.</param>
/// <param name="LeadsPerHourFreed">
/// What an hour freed buys when it goes into more of the same, rounded to 4 decimals; left out where no hour is freed,
/// or none is needed any more.
/// </param>
public sealed record MarketingVelocityAnswer(
    string Formula,
    MarketingVelocity Inputs,
    decimal Hours,
    decimal Leads,
    decimal LeadsPerHour,
    decimal? HoursFreed,
    decimal? LeadsPerHourFreed)
{
    public static MarketingVelocityAnswer Of(MarketingVelocity inputs, AssetYield result) => new(
        MarketingVelocity.Formula,
        inputs,
        result.Hours,
        result.Leads,
        result.LeadsPerHour,
        result.HoursFreed,
        result.LeadsPerHourFreed);
}

/// <summary><c>GET /v1/calculators/marketing-velocity</c></summary>
internal static class MarketingVelocityEndpoint
{
    private static readonly MarketingVelocity Example = new(250, 3, 5, 1);

    private static readonly OperationText Text = new(
        "Reckons what an asset kind takes and brings",
        "newHoursEach, what one would take if it were made faster, may be left out: then no hours are freed. It may be "
        + "0, and it may be more than hoursEach: then hoursFreed is below 0. hoursEach can't be 0." + Bounds,
        null,
        MarketingVelocityAnswer.Of(Example, Example.Reckon().Result));

    public static void Map(IEndpointRouteBuilder routes) => routes.MapCalculation(
        "/calculators/marketing-velocity",
        Handle,
        Text,
        Required("volume", "How many of it are made, such as blogs in a year.", 250),
        Required("hoursEach", "Hours that one takes.", 3),
        Required("leadsEach", "Leads that one brings, on average.", 5),
        Optional("newHoursEach", "Hours that one would take.", 1));

    private static Answer Handle(QueryParameters query)
    {
        var inputs = new MarketingVelocity(
            query.Required("volume", query.Figure),
            query.Required("hoursEach", query.Figure),
            query.Required("leadsEach", query.Figure),
            query.Figure("newHoursEach"));
        return query.Problem is { } problem
            ? problem
            : Answered(inputs.Reckon(), result => MarketingVelocityAnswer.Of(inputs, result));
    }
}
