using LeadLedger.Domain.Calculators;
using LeadLedger.Server.Http;

namespace LeadLedger.Server.Calculators;

/// <summary>
/// The arithmetic of an agreement before there is one: every answer shows its formula and what it was reckoned with.
/// </summary>
internal static class CalculatorRoutes
{
    /// <summary>What is true of the inputs of all of them.</summary>
    public const string Bounds =
        "\n\nFigures are written plainly (1000, 0.25). A rate is 0 to 1, with at most 8 decimals; anything else is 0 "
        + "to 1,000,000,000,000, with at most 4. Nothing is rounded before the answer, and no answer is beyond "
        + "1,000,000,000,000,000. Whatever is wrong is told in `errors`, with its parameter and rule.";

    public static void Map(IEndpointRouteBuilder v1)
    {
        LeadsNeededEndpoint.Map(v1);
        LeadsFromCapacityEndpoint.Map(v1);
        LeadValueEndpoint.Map(v1);
        SalesVelocityEndpoint.Map(v1);
        MarketingVelocityEndpoint.Map(v1);
        LookBackEndpoint.Map(v1);
    }

    public static Answer Answered<TResult>(Calculation<TResult> calculation, Func<TResult, object> answer)
        where TResult : notnull => calculation.Flaws.Count == 0
        ? Answer.Ok(answer(calculation.Result))
        : Problems.QueryIsNotValid(
            [.. calculation.Flaws.Select(flaw => new FieldError(flaw.Field, flaw.Rule, flaw.Message))]);

    public static QueryParameter Required(string name, string description, decimal example) =>
        new(name, typeof(decimal), description, example) { IsRequired = true };

    public static QueryParameter Optional(string name, string description, decimal example) =>
        new(name, typeof(decimal), description, example);
}
