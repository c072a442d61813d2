using LeadLedger.Server.Access;
using LeadLedger.Server.Http;

namespace LeadLedger.Server.Leads;

/// <summary><c>GET /v1/leads/{leadId}</c>: folded from the stream, so always fresh.</summary>
internal static class ReadLeadEndpoint
{
    private static readonly OperationText Text = new(
        "Reads a lead",
        "As it is this moment; its ETag is what If-Match names. The parties of its agreement, its panel and "
        + "auditors see "
        + "the person too; the roles operator, agreements, importer and colleague see the lead without them.",
        null,
        ExampleHistory.File)
    { Problems = [Problems.ReadNotRecorded] };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapFreshQuery("/leads/{leadId}", LeadAccess.Readers, Handle, Text);

    private static async Task<Answer> Handle(QueryCall call)
    {
        var reading = await LeadAccess.Read(call);
        return reading.Value is { } seen
            ? Answer.Ok(LeadFile.Of(seen)) with { Version = seen.History.Version }
            : reading.Problem!;
    }
}
