using LeadLedger.Domain;
using LeadLedger.Domain.Calculators;
using LeadLedger.Server.Http;
using static LeadLedger.Server.Calculators.CalculatorRoutes;

namespace LeadLedger.Server.Calculators;

/// <param name="From">The first month of handoffs whose leads count.</param>
/// <param name="To">The last one; its leads that are still open are censored, not lost.</param>
public sealed record LookBackAnswer(string Formula, LookBack Inputs, Month From, Month To);

/// <summary><c>GET /v1/calculators/look-back</c></summary>
internal static class LookBackEndpoint
{
    private static readonly OperationText Text = new(
        "Reckons whose averages a month is planned with",
        "The leads handed off in the months from..to, both included: nearly every one of them had its whole sales "
        + "cycle by then. Those of the last month that are still open are censored, not lost. cycleMonths is a whole "
        + $"number from 1 to {LookBack.MostCycleMonths}.",
        null,
        new LookBackAnswer(
            LookBack.Formula, new LookBack(new Month(2014, 2), 6), new Month(2013, 2), new Month(2013, 8)));

    public static void Map(IEndpointRouteBuilder routes) => routes.MapCalculation(
        "/calculators/look-back",
        Handle,
        Text,
        new QueryParameter("month", typeof(Month), "The month to plan, yyyy-MM.", new Month(2014, 2))
        {
            IsRequired = true,
        },
        new QueryParameter("cycleMonths", typeof(int), "The length of a sales cycle, in whole months.", 6)
        {
            IsRequired = true,
        });

    private static Answer Handle(QueryParameters query)
    {
        var month = query.Required("month", query.Month);
        var cycle = query.Required("cycleMonths", name => query.Number(name, 1, LookBack.MostCycleMonths));
        if (query.Problem is { } problem)
            return problem;
        var inputs = new LookBack(month, cycle);
        return Answered(
            inputs.Reckon(), cohort => new LookBackAnswer(LookBack.Formula, inputs, cohort.From, cohort.To));
    }
}
