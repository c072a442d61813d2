using LeadLedger.Domain.Calculators;
using LeadLedger.Server.Http;
using static LeadLedger.Server.Calculators.CalculatorRoutes;

namespace LeadLedger.Server.Calculators;

/// <param name="Leads">Whole leads, rounded down.</param>
public sealed record LeadsFromCapacityAnswer(string Formula, LeadsFromCapacity Inputs, long Leads);

/// <summary><c>GET /v1/calculators/leads-from-capacity</c></summary>
internal static class LeadsFromCapacityEndpoint
{
    private static readonly OperationText Text = new(
        "Reckons the leads that a sales team can work",
        "For as long as leadsPerRep is meant, such as a month. Rounded down: what is left of a rep's time isn't "
        + "enough for another lead." + Bounds,
        null,
        new LeadsFromCapacityAnswer(LeadsFromCapacity.Formula, new LeadsFromCapacity(10, 100), 1_000));

    public static void Map(IEndpointRouteBuilder routes) => routes.MapCalculation(
        "/calculators/leads-from-capacity",
        Handle,
        Text,
        Required("reps", "Sales people; half a one works half of the time.", 10),
        Required("leadsPerRep", "The leads that one of them can work.", 100));

    private static Answer Handle(QueryParameters query)
    {
        var inputs = new LeadsFromCapacity(
            query.Required("reps", query.Figure),
            query.Required("leadsPerRep", query.Figure));
        return query.Problem is { } problem
            ? problem
            : Answered(inputs.Reckon(), leads => new LeadsFromCapacityAnswer(LeadsFromCapacity.Formula, inputs, leads));
    }
}
