using System.Globalization;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace LeadLedger.Server.Http.Documents;

/// <summary>Every answer that a route can give, each with an example.</summary>
internal static class ResponsesInDocument
{
    private const string ProblemType = "application/problem+json";
    private const string ExampleTrace = "4bf92f3577b34da6a3ce929d0e0e4736";

    public static OpenApiResponses Of(
        RouteEndpoint route,
        Operation operation,
        string method,
        OpenApiDocument document,
        DocumentFilterContext context)
    {
        var (schemas, repository) = (context.SchemaGenerator, context.SchemaRepository);
        var isQuery = HttpMethods.IsGet(method);
        var responses = new OpenApiResponses
        {
            [Code(operation.Text.AnswerStatus)] = Answered(operation, isQuery, schemas, repository),
        };
        if (isQuery && !operation.ReadsModels && !operation.IsCalculation)
        {
            responses["304"] = new OpenApiResponse
            {
                Description = "It is still the version that If-None-Match names.",
            };
        }
        if (operation.JobExample is { } job)
            responses["202"] = Accepted(job, schemas, repository);
        if (operation.MayBeEmpty)
            responses["204"] = new OpenApiResponse { Description = "There is nothing, and nothing was done." };
        var problems = Common(route, operation, isQuery)
            .Concat(operation.Problems)
            .Concat((operation.Text.Refusals ?? []).Select(RefusalExample.Of))
            .Concat(operation.Text.Problems)
            .GroupBy(problem => problem.Status)
            .OrderBy(group => group.Key);
        foreach (var group in problems)
        {
            var response = Problem(group.Key, [.. group.DistinctBy(problem => problem.Code)], document);
            response.Content!.Values.OfType<OpenApiMediaType>().Single().Schema =
                schemas.GenerateSchema(typeof(ProblemDocument), repository);
            responses[Code(group.Key)] = response;
        }
        return responses;
    }

    private static OpenApiResponse Accepted(object job, ISchemaGenerator schemas, SchemaRepository repository) => new()
    {
        Description = "It is being worked on; the job tells how far it has come.",
        Headers = new Dictionary<string, IOpenApiHeader>
        {
            ["Location"] = Header("Where the job can be read.", "/v1/simulations/0197f3a0-0000-8000-8000-00000000e001"),
            ["ETag"] = Header("The job's revision, in double quotes.", "\"1\""),
        },
        Content = new Dictionary<string, IOpenApiMediaType>
        {
            ["application/json"] = new OpenApiMediaType
            {
                Schema = schemas.GenerateSchema(job.GetType(), repository),
                Example = ApiDocument.Json(job),
            },
        },
    };

    private static OpenApiResponse Answered(
        Operation operation, bool isQuery, ISchemaGenerator schemas, SchemaRepository repository)
    {
        var (text, example) = (operation.Text, operation.Text.AnswerExample);
        if (text.AnswerStatus == StatusCodes.Status204NoContent)
            return new OpenApiResponse { Description = "It is done, or was so already." };
        var headers = new Dictionary<string, IOpenApiHeader>();
        var hasVersion = isQuery
            ? !operation.ReadsModels && !operation.IsCalculation && text.AnswerContentType == "application/json"
            : operation.RequestType is not null;
        if (hasVersion)
            headers["ETag"] = Header("The version, in double quotes.", "\"3\"");
        if (!isQuery || operation.ReadsModels || text.AnswerContentType != "application/json")
            headers[AnswerWriting.PositionName] = Header("The ledger's position that the answer rests on.", "4711");
        if (text.AnswerStatus == StatusCodes.Status201Created)
            headers["Location"] = Header("Where it can be read.", "/v1/leads/0197f3a0-0000-8000-8000-00000000b001");
        if (operation.Query.Any(parameter => parameter.Name == "cursor"))
            headers["Link"] = Header("The next page, if there is one (rel=\"next\").",
                "</v1/leads?cursor=AYk>; rel=\"next\"");
        var content = new Dictionary<string, IOpenApiMediaType>
        {
            [text.AnswerContentType] = new OpenApiMediaType
            {
                Schema = schemas.GenerateSchema(example.GetType(), repository),
                Example = ApiDocument.Json(example),
            },
        };
        if (text.AlsoAnswers is var (otherType, other))
        {
            content[otherType] = new OpenApiMediaType
            {
                Schema = schemas.GenerateSchema(typeof(object), repository),
                Example = ApiDocument.Json(other),
            };
        }
        if (text.ProseExample is { } prose)
        {
            content["text/plain"] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                Example = ApiDocument.Json(prose),
            };
        }
        return new OpenApiResponse
        {
            Description = text.AnswerStatus switch
            {
                StatusCodes.Status201Created => "It is in the ledger.",
                StatusCodes.Status207MultiStatus => "A result for each, in order.",
                _ => isQuery ? "As it was asked for." : "It is in the ledger, or was so already.",
            },
            Headers = headers,
            Content = content,
        };
    }

    private static IEnumerable<Problem> Common(RouteEndpoint route, Operation operation, bool isQuery)
    {
        yield return Problems.NoToken;
        yield return Problems.RoleNotAllowed([Domain.Role.Marketing, Domain.Role.Importer]);
        if (!operation.IsCalculation)
            yield return Problems.LedgerUnavailable;
        yield return Problems.ServiceBusy;
        yield return Problems.Unexpected;
        if (route.RoutePattern.Parameters.Count > 0)
        {
            yield return Problems.PathIsNotValid("leadId", "leadId is a UUID.");
            yield return Problems.NotFound("resource");
        }
        foreach (var problem in isQuery ? OfQuery(operation) : OfCommand(operation))
            yield return problem;
    }

    private static IEnumerable<Problem> OfQuery(Operation operation)
    {
        yield return Problems.QueryIsNotValid(
            [new("colour", "unknown-parameter", "There is no parameter 'colour' here.")]);
        if (!operation.IsCalculation)
            yield return Problems.NotAMember("agreement");
        if (operation.ReadsModels)
            yield return Problems.ProjectionIsBehind;
        if (operation.Query.Any(parameter => parameter.Name == "cursor"))
            yield return Problems.CursorIsNotValid;
    }

    private static IEnumerable<Problem> OfCommand(Operation operation)
    {
        yield return Problems.IdempotencyKeyIsNotValid;
        yield return Problems.ContentTypeNotSupported("application/json");
        yield return Problems.BodyTooLarge(JsonBody.DefaultLimitBytes);
        if (operation.RequestType is null)
            yield break;
        yield return Problems.MalformedJson("It can't be read at line 1, byte 12 of the line.");
        yield return Problems.WrongShape([new("colour", "unknown-field", "There is no field 'colour' here.")]);
        yield return Problems.NotTheVersionSeen(4);
        yield return Problems.RequestIsNotValid([new("name", "line", "It has 1 to 200 characters and isn't blank.")]);
        yield return Problems.KeyUsedForAnotherRequest;
        yield return Problems.TooContended;
        yield return Problems.OutcomeUnknown;
        if (operation.RequiresIfMatch)
            yield return Problems.IfMatchIsRequired;
    }

    private static OpenApiResponse Problem(int status, IReadOnlyList<Problem> problems, OpenApiDocument document)
    {
        foreach (var problem in problems)
            Keep(problem, document);
        var lines = problems.Select(problem => $"- `{Http.Problem.TypePrefix}{problem.Code}`: {problem.Title}");
        var response = new OpenApiResponse
        {
            Description = string.Join('\n', lines),
            Content = new Dictionary<string, IOpenApiMediaType>
            {
                [ProblemType] = new OpenApiMediaType
                {
                    Examples = problems.ToDictionary(
                        problem => problem.Code,
                        problem => (IOpenApiExample)new OpenApiExampleReference(problem.Code, document)),
                },
            },
        };
        if (status == StatusCodes.Status401Unauthorized)
        {
            response.Headers = new Dictionary<string, IOpenApiHeader>
            {
                ["WWW-Authenticate"] = Header("Bearer.", "Bearer"),
            };
        }
        if (status == StatusCodes.Status503ServiceUnavailable)
            response.Headers = new Dictionary<string, IOpenApiHeader> { ["Retry-After"] = Header("Seconds.", "1") };
        return response;
    }

    /// <summary>Each problem is shown once in the document, however many routes can answer it.</summary>
    private static void Keep(Problem problem, OpenApiDocument document)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.Examples ??= new SortedDictionary<string, IOpenApiExample>(StringComparer.Ordinal);
        document.Components.Examples.TryAdd(problem.Code, new OpenApiExample
        {
            Summary = problem.Title,
            Value = ApiDocument.Json(ProblemDocument.Of(problem, ExampleTrace)),
        });
    }

    private static OpenApiHeader Header(string description, string example) => new()
    {
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Example = example,
    };

    private static string Code(int status) => status.ToString(CultureInfo.InvariantCulture);
}
