using LeadLedger.Server.Ledger;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace LeadLedger.Server.Http.Documents;

/// <summary>
/// Says which fields have to be there and which may be null, by the same contract that reads requests and writes
/// answers: a null is never written, and nothing that may be null or has a default has to be sent.
/// </summary>
internal sealed class FieldsInDocument : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema { Properties: { Count: > 0 } properties } shown)
            return;
        shown.Required = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var property in RequestJson.Options.GetTypeInfo(context.Type).Properties)
        {
            if (property.IsRequired)
                shown.Required.Add(property.Name);
            var mayBeNull = property.PropertyType.IsValueType
                ? Nullable.GetUnderlyingType(property.PropertyType) is not null
                : property.AssociatedParameter?.IsNullable ?? property.IsGetNullable;
            if (!mayBeNull && properties.TryGetValue(property.Name, out var field) && field is OpenApiSchema own)
                own.Type &= ~JsonSchemaType.Null;
        }
    }
}
