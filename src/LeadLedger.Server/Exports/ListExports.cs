using LeadLedger.Server.Http;

namespace LeadLedger.Server.Exports;

/// <summary>A view that can be exported.</summary>
/// <param name="View">Its name in <c>bi_v1</c>, and in the address.</param>
/// <param name="Key">The columns that name a row.</param>
/// <param name="Incremental">Whether it can be read on from a position.</param>
/// <param name="Schema">Where its columns are described.</param>
public sealed record ExportListed(
    string View, IReadOnlyList<string> Key, bool Incremental, string? Day, string? Month, string Schema);

/// <summary>All views that the caller can export.</summary>
public sealed record ExportList(IReadOnlyList<ExportListed> Items);

/// <summary><c>GET /v1/exports</c></summary>
internal static class ListExportsEndpoint
{
    private static readonly OperationText Text = new(
        "Lists what can be exported",
        "The views of bi_v1 that the caller can export: all of them for the roles agreements, auditor and operator; "
        + "for a party those whose rows belong to agreements.",
        null,
        new ExportList([Of(ExportedViews.Find("fact_handoff")!)]));

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapQuery("/exports", ExportAccess.Readers, Handle, Text);

    private static async Task<Answer> Handle(QueryCall call)
    {
        if (call.Query.Problem is { } problem)
            return problem;
        var theirs = await ExportAccess.Theirs(call);
        var views = ExportedViews.All.Where(view => ExportAccess.Refuse(view, theirs) is null);
        return Answer.Ok(new ExportList([.. views.Select(Of)])) with { Position = call.Position };
    }

    private static ExportListed Of(ExportedView view) => new(
        view.Name, view.Key, view.IsIncremental, view.Day, view.Month ?? view.Day, $"/v1/exports/{view.Name}/schema");
}
