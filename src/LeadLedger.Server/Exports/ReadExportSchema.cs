using LeadLedger.Server.Http;

namespace LeadLedger.Server.Exports;

/// <summary><c>GET /v1/exports/{view}/schema</c>: the sidecar.</summary>
internal static class ReadExportSchemaEndpoint
{
    private static readonly OperationText Text = new(
        "Describes an export",
        "Names, types and meanings (with units) of its columns, its key, and how to go on from it: what a program "
        + "needs to load it without guessing.",
        null,
        ExportSchema.Of(
            ExportedViews.Find("fact_handoff")!,
            "Every handoff of a lead to sales, one row each.",
            [
                new("handoff_key", "text", "The handoff (key)."),
                new("lead_value", "numeric", "Close rate × average sale, in currency."),
                new("position", "bigint", "Position in the ledger of the event that touched the row last."),
            ]));

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/exports/{view}/schema", ExportAccess.Readers, Handle, Text);

    private static async Task<Answer> Handle(QueryCall call)
    {
        if (call.Query.Problem is { } unknown)
            return unknown;
        if (ExportedViews.Find(call.Path("view")) is not { } view)
            return Problems.NotFound("export");
        if (ExportAccess.Refuse(view, await ExportAccess.Theirs(call)) is { } closed)
            return closed;
        return await ExportSchema.Read(call.Read.Database, view, call.Cancellation) is { } schema
            ? Answer.Ok(schema) with { Position = call.Position }
            : Problems.ProjectionIsBehind;
    }
}
