using System.Globalization;
using LeadLedger.Server.Ledger;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace LeadLedger.Server.Http.Documents;

/// <summary>
/// Writes every route into the document, from the same metadata by which it is served: a route can't be left out, and
/// what is said of its roles is what is enforced.
/// </summary>
internal sealed class RoutesInDocument(EndpointDataSource endpoints) : IDocumentFilter
{
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        swaggerDoc.Paths = [];
        var tags = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var route in endpoints.Endpoints.OfType<RouteEndpoint>())
        {
            if (route.Metadata.GetMetadata<Operation>() is not { } operation)
                continue;
            var path = "/" + route.RoutePattern.RawText!.TrimStart('/');
            var method = route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods[0];
            if (!swaggerDoc.Paths.TryGetValue(path, out var item))
                swaggerDoc.Paths[path] = item = new OpenApiPathItem { Operations = [] };
            tags.Add(TagOf(operation, path));
            item.Operations![HttpMethod.Parse(method)] = Describe(route, operation, path, method, swaggerDoc, context);
        }
        swaggerDoc.Tags = tags.Select(tag => new OpenApiTag { Name = tag }).ToHashSet();
    }

    private static OpenApiOperation Describe(
        RouteEndpoint route,
        Operation operation,
        string path,
        string method,
        OpenApiDocument document,
        DocumentFilterContext context)
    {
        var roles = route.Metadata.GetRequiredMetadata<AllowedRoles>().Roles.Select(role => role.Code());
        var (schemas, repository) = (context.SchemaGenerator, context.SchemaRepository);
        return new OpenApiOperation
        {
            OperationId = operation.Id ?? IdOf(path, method),
            Summary = operation.Text.Summary,
            Description = $"{operation.Text.Description}\n\nRoles: {string.Join(", ", roles)}.",
            Tags = new HashSet<OpenApiTagReference> { new(TagOf(operation, path), document) },
            Parameters = [.. ParametersInDocument.Of(route, operation, method, schemas, repository)],
            RequestBody = RequestBody(operation, schemas, repository),
            Responses = ResponsesInDocument.Of(route, operation, method, document, context),
            Security =
            [
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] },
            ],
        };
    }

    private static OpenApiRequestBody? RequestBody(
        Operation operation, ISchemaGenerator schemas, SchemaRepository repository)
    {
        if (operation.Text.RequestExample is not { } example || HasNoFields(operation.RequestType))
            return null;
        return new OpenApiRequestBody
        {
            Required = operation.RequestType is null || NeedsABody(operation.RequestType),
            Content = new Dictionary<string, IOpenApiMediaType>
            {
                [operation.Text.RequestContentType] = new OpenApiMediaType
                {
                    Schema = operation.RequestType is { } type
                        ? schemas.GenerateSchema(type, repository)
                        : new OpenApiSchema { Type = JsonSchemaType.String },
                    Example = ApiDocument.Json(example),
                },
            },
        };
    }

    /// <summary>Nothing at all stands for <c>{}</c> where no field has to be given.</summary>
    private static bool NeedsABody(Type request) =>
        RequestJson.Options.GetTypeInfo(request).Properties.Any(property => property.IsRequired);

    private static bool HasNoFields(Type? request) =>
        request is not null && RequestJson.Options.GetTypeInfo(request).Properties.Count == 0;

    private static string TagOf(Operation operation, string path) => operation.Text.Tag ?? path.Split('/')[2];

    /// <summary>
    /// <c>GET /v1/leads/{leadId}/events</c> → <c>getLeadsEvents</c>; a list and one of it differ by "All".
    /// </summary>
    private static string IdOf(string path, string method)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(1).ToArray();
        var words = parts.Where(part => part[0] != '{').SelectMany(part => part.Split('-'))
            .Select(word => char.ToUpperInvariant(word[0]) + word[1..]);
        var ofMany = parts is [_] ? "All" : parts is [_, .., ['{', ..]] ? "One" : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{method.ToLowerInvariant()}{string.Concat(words)}{ofMany}");
    }
}
