using System.Globalization;
using LeadLedger.Domain.Calculators;
using LeadLedger.Server.Http;
using static LeadLedger.Server.Calculators.CalculatorRoutes;

namespace LeadLedger.Server.Calculators;

/// <param name="VelocityPerMonth">Revenue a month, rounded to 4 decimals.</param>
/// <param name="Gap">What is short of the goal; below 0: velocity is beyond it; left out without a goal.</param>
/// <param name="Warning">Left out unless velocity is short of the goal.</param>
public sealed record SalesVelocityAnswer(
    string Formula, SalesVelocity Inputs, decimal VelocityPerMonth, decimal? Gap, CalculatorWarning? Warning)
{
    public static SalesVelocityAnswer Of(SalesVelocity inputs, VelocityAgainstGoal result) => new(
        SalesVelocity.Formula,
        inputs,
        result.VelocityPerMonth,
        result.Gap,
        result.IsShortOfGoal
            ? new CalculatorWarning(
                "velocity-is-short-of-the-goal",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Velocity is {result.Gap:#,0.####} a month short of the goal of {inputs.GoalPerMonth:#,0.####}."))
            : null);
}

/// <summary>What a reader of the answer shouldn't overlook.</summary>
/// <param name="Code">Stable, kebab-case.</param>
/// <param name="Detail">One sentence for a person.</param>
public sealed record CalculatorWarning(string Code, string Detail);

/// <summary><c>GET /v1/calculators/sales-velocity</c></summary>
internal static class SalesVelocityEndpoint
{
    private static readonly SalesVelocity Example = new(60, 0.25m, 60_000, 3, 500_000);

    private static readonly OperationText Text = new(
        "Reckons how much revenue sales can make in a month",
        "Of a rep, a team, or all of sales. goalPerMonth may be left out: then there is no gap and no warning. Where "
        + "velocity is short of the goal, a warning says by how much; a gap below 0 is how far it is beyond. "
        + "cycleMonths is more than 0 and at most 600." + Bounds,
        null,
        SalesVelocityAnswer.Of(Example, Example.Reckon().Result));

    public static void Map(IEndpointRouteBuilder routes) => routes.MapCalculation(
        "/calculators/sales-velocity",
        Handle,
        Text,
        Required("opportunities", "Opportunities that are worked at the same time.", 60),
        Required("winRate", "The share of opportunities that are won.", 0.25m),
        Required("averageDeal", "Money.", 60_000),
        Required("cycleMonths", "The length of a sales cycle, in months; 1.5 is one and a half.", 3),
        Optional("goalPerMonth", "Revenue to be made in a month, in the currency of the average deal.", 500_000));

    private static Answer Handle(QueryParameters query)
    {
        var inputs = new SalesVelocity(
            query.Required("opportunities", query.Figure),
            query.Required("winRate", query.Figure),
            query.Required("averageDeal", query.Figure),
            query.Required("cycleMonths", query.Figure),
            query.Figure("goalPerMonth"));
        return query.Problem is { } problem
            ? problem
            : Answered(inputs.Reckon(), result => SalesVelocityAnswer.Of(inputs, result));
    }
}
