using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace LeadLedger.Server.Http.Documents;

/// <summary>The parameters of a route: those of its path and query, and the headers that it understands.</summary>
internal static class ParametersInDocument
{
    private static readonly Dictionary<string, (string Description, Func<OpenApiSchema> Schema)> InPath = new()
    {
        ["leadId"] = ("The lead.", Uuid),
        ["agreementId"] = ("The agreement.", Uuid),
        ["panelId"] = ("The panel.", Uuid),
        ["member"] = ("The member, by subject.", Text),
        ["reviewId"] = ("The review: its lead's id, a dash, and which of the lead's cases it is.", Text),
        ["simulationId"] = ("The simulation.", Uuid),
        ["version"] = ("The version of terms, counted from 1.", Number),
        ["case"] = ("Which of the lead's cases, counted from 1.", Number),
        ["view"] = ("The view, by its name in bi_v1.", Text),
        ["month"] = ("A month of the agreement's time zone, yyyy-MM.", Text),
    };

    public static IEnumerable<IOpenApiParameter> Of(
        RouteEndpoint route, Operation operation, string method, ISchemaGenerator schemas, SchemaRepository repository)
    {
        foreach (var part in route.RoutePattern.Parameters)
        {
            var (description, schema) = InPath[part.Name];
            yield return new OpenApiParameter
            {
                Name = part.Name,
                In = ParameterLocation.Path,
                Required = true,
                Description = description,
                Schema = schema(),
            };
        }
        foreach (var parameter in operation.Query)
        {
            yield return new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Description = parameter.Description,
                Required = parameter.IsRequired,
                Schema = schemas.GenerateSchema(parameter.Type, repository),
                Example = Example(parameter.Example),
            };
        }
        var headers = HttpMethods.IsGet(method) ? OfQuery(operation) : OfCommand(operation);
        foreach (var header in headers)
            yield return header;
    }

    private static IEnumerable<OpenApiParameter> OfQuery(Operation operation)
    {
        if (operation.IsCalculation)
            yield break;
        if (operation.ReadsModels)
        {
            yield return Header(
                RequestHeaders.MinPositionName,
                "Answer only once the read models have come to this position, as a command's Ledger-Position gave it.",
                "4711");
        }
        else
        {
            yield return Header("If-None-Match", "The ETag that you have: 304 where it is still that version.",
                "\"3\"");
        }
    }

    private static IEnumerable<OpenApiParameter> OfCommand(Operation operation)
    {
        yield return Header(
            RequestHeaders.IdempotencyKeyName,
            "1 to 200 visible ASCII characters. Sent again with the same body it has no second effect and "
            + "gets the first "
            + "answer; with another body it is refused. Left out: each request is a new one.",
            "2026-03-02-ada-1");
        if (operation.RequestType is not null)
        {
            yield return Header(
                "If-Match",
                operation.RequiresIfMatch
                    ? "Required: the ETag of the version that you decided on."
                    : "The ETag of the version that you saw; where it has moved on since, it is refused (412).",
                "\"3\"",
                operation.RequiresIfMatch);
        }
        yield return Header(
            RequestHeaders.ActAsName, "In which of your roles you act; left out: the first of them that may.", "sales");
        yield return Header(RequestHeaders.CorrelationName,
            "What this belongs to, for the record; left out: the trace.", null);
        yield return Header(RequestHeaders.CausationName, "What made you send this, for the record.", null);
    }

    private static OpenApiParameter Header(
        string name, string description, string? example, bool required = false) => new()
        {
            Name = name,
            In = ParameterLocation.Header,
            Description = description,
            Required = required,
            Schema = Text(),
            Example = example,
        };

    private static JsonNode? Example(object? example) => example switch
    {
        null => null,
        Enum code => JsonNamingPolicy.CamelCase.ConvertName(code.ToString()),
        _ => ApiDocument.Json(example),
    };

    private static OpenApiSchema Uuid() => new() { Type = JsonSchemaType.String, Format = "uuid" };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static OpenApiSchema Number() => new() { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "1" };
}
