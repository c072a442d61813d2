using LeadLedger.Domain.Calculators;
using LeadLedger.Server.Http;
using static LeadLedger.Server.Calculators.CalculatorRoutes;

namespace LeadLedger.Server.Calculators;

/// <param name="LeadValue">Exact, in the currency of the average sale.</param>
public sealed record LeadValueAnswer(string Formula, ExpectedLeadValue Inputs, decimal LeadValue);

/// <summary><c>GET /v1/calculators/lead-value</c></summary>
internal static class LeadValueEndpoint
{
    private static readonly OperationText Text = new(
        "Reckons what a lead is worth",
        "The formula by which terms value a lead at its handoff. A goal of 300,000 in lead value is reached by 100 "
        + "leads of 3,000 or 300 of 1,000." + Bounds,
        null,
        new LeadValueAnswer(ExpectedLeadValue.Formula, new ExpectedLeadValue(0.03m, 100_000), 3_000));

    public static void Map(IEndpointRouteBuilder routes) => routes.MapCalculation(
        "/calculators/lead-value",
        Handle,
        Text,
        Required("closeRate", "The share of such leads that become customers.", 0.03m),
        Required("averageSale", "Money.", 100_000));

    private static Answer Handle(QueryParameters query)
    {
        var inputs = new ExpectedLeadValue(
            query.Required("closeRate", query.Figure),
            query.Required("averageSale", query.Figure));
        return query.Problem is { } problem
            ? problem
            : Answered(inputs.Reckon(), value => new LeadValueAnswer(ExpectedLeadValue.Formula, inputs, value));
    }
}
