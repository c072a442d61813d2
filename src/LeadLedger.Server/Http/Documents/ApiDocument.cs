using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLedger.Domain;
using LeadLedger.Server.Ledger;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace LeadLedger.Server.Http.Documents;

/// <summary>The OpenAPI document, its page at <c>/swagger</c>, and how both are made.</summary>
internal static class ApiDocument
{
    public const string Name = "v1";

    private const string Description = """
        LeadLedger keeps the agreement between marketing and sales as a ledger of events that are never changed.

        Every POST takes an `Idempotency-Key`: sent again with the same key and body it has no second effect and gets
        the first answer. An `ETag` is the version of what was read; `If-Match` says which version you decided on. Each
        command answers its `Ledger-Position`; a query sent with that as `Ledger-Min-Position` sees its effect.
        Whatever goes wrong is answered as `application/problem+json` with a stable `type`.
        """;

    public static IServiceCollection AddApiDocument(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSingleton<ISerializerDataContractResolver>(_ =>
            new JsonSerializerDataContractResolver(RequestJson.Options));
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc(Name,
                new OpenApiInfo { Title = "LeadLedger", Version = Name, Description = Description });
            options.AddSecurityDefinition("bearer", new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "A token of the configured issuer; `sub` says who, `roles` in which roles.",
            });
            options.SchemaFilter<FieldsInDocument>();
            options.CustomSchemaIds(SchemaId);
            MapWords(options);
            foreach (var assembly in new[] { typeof(ApiDocument).Assembly, typeof(Act).Assembly })
                options.IncludeXmlComments(assembly);
            options.DocumentFilter<RoutesInDocument>();
        });
        return services;
    }

    /// <summary>Answers <c>/swagger</c> and nothing else.</summary>
    public static void UseApiDocument(this IApplicationBuilder app) => app.MapWhen(
        http => http.Request.Path.StartsWithSegments("/swagger"),
        documents =>
        {
            documents.UseSwagger(options => options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1);
            documents.UseSwaggerUI(options =>
            {
                options.SwaggerEndpoint($"/swagger/{Name}/swagger.json", "LeadLedger");
                options.DocumentTitle = "LeadLedger";
                options.EnablePersistAuthorization();
            });
            documents.Run(http => http.Response.Write(Problems.NoSuchRoute));
        });

    /// <summary>As bodies write it.</summary>
    public static JsonNode? Json(object? example) =>
        example is null ? null : JsonSerializer.SerializeToNode(example, example.GetType(), RequestJson.Options);

    private static string SchemaId(Type type)
    {
        var name = type.Name.Split('`')[0];
        return type.IsGenericType
            ? string.Concat(type.GetGenericArguments().Select(SchemaId)) + name
            : name;
    }

    /// <summary>What bodies write as a string or number although it is a type of its own here.</summary>
    private static void MapWords(SwaggerGenOptions options)
    {
        options.MapType<LeadId>(Uuid);
        options.MapType<AgreementId>(Uuid);
        options.MapType<PanelId>(Uuid);
        options.MapType<PersonalText>(() => new OpenApiSchema { Type = JsonSchemaType.String });
        options.MapType<Month>(() => new OpenApiSchema { Type = JsonSchemaType.String, Pattern = @"^\d{4}-\d\d$" });
        options.MapType<TimeOnly>(() => new OpenApiSchema { Type = JsonSchemaType.String, Format = "time" });
        options.MapType<JsonElement>(() => new OpenApiSchema { Type = JsonSchemaType.Object });
        // Whatever stands in the field that is told of.
        options.MapType<JsonNode>(() => new OpenApiSchema());
        options.MapType<decimal>(() => new OpenApiSchema { Type = JsonSchemaType.Number });

        static OpenApiSchema Uuid() => new() { Type = JsonSchemaType.String, Format = "uuid" };
    }
}
