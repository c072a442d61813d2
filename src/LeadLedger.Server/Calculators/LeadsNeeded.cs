using LeadLedger.Domain.Calculators;
using LeadLedger.Server.Http;
using static LeadLedger.Server.Calculators.CalculatorRoutes;

namespace LeadLedger.Server.Calculators;

/// <param name="Leads">Whole leads, rounded up.</param>
public sealed record LeadsNeededAnswer(string Formula, LeadsNeeded Inputs, long Leads);

/// <summary><c>GET /v1/calculators/leads-needed</c></summary>
internal static class LeadsNeededEndpoint
{
    private static readonly OperationText Text = new(
        "Reckons the leads that a revenue goal takes",
        "Rounded up from the exact quotient. Where only the share of leads that become customers is known, that is one "
        + "of the rates, and the other is 1. Neither rate nor the average sale can be 0." + Bounds,
        null,
        new LeadsNeededAnswer(LeadsNeeded.Formula, new LeadsNeeded(5_000, 0.5m, 1, 100), 100));

    public static void Map(IEndpointRouteBuilder routes) => routes.MapCalculation(
        "/calculators/leads-needed",
        Handle,
        Text,
        Required("revenueGoal", "Revenue to be made, in the currency of the average sale.", 5_000),
        Required("leadToOpportunity", "The share of leads that become opportunities.", 0.5m),
        Required("opportunityToSale", "The share of opportunities that are won.", 1),
        Required("averageSale", "Money.", 100));

    private static Answer Handle(QueryParameters query)
    {
        var inputs = new LeadsNeeded(
            query.Required("revenueGoal", query.Figure),
            query.Required("leadToOpportunity", query.Figure),
            query.Required("opportunityToSale", query.Figure),
            query.Required("averageSale", query.Figure));
        return query.Problem is { } problem
            ? problem
            : Answered(inputs.Reckon(), leads => new LeadsNeededAnswer(LeadsNeeded.Formula, inputs, leads));
    }
}
