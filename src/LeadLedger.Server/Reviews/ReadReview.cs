using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Access;
using LeadLedger.Server.Http;
using LeadLedger.Server.Leads;

namespace LeadLedger.Server.Reviews;

/// <summary><c>GET /v1/reviews/{reviewId}</c>: from the lead's stream, so always fresh.</summary>
internal static class ReadReviewEndpoint
{
    /// <summary>Not colleagues: what they need of a lead isn't its judging.</summary>
    internal static Role[] Readers { get; } =
    [
        Role.Panel, Role.Sales, Role.SalesManager, Role.Marketing, Role.Auditor, Role.Operator, Role.Agreements,
        Role.Importer,
    ];

    private static readonly OperationText Text = new(
        "Reads a case",
        "Everything needed to judge: what sales says, the criterion's and the reason's text in force at handoff, the "
        + "effort made against what was promised, earlier cases, rulings on the same criterion, the source's record, "
        + "the lead, and what is left for the caller to do. A vote's verdict and rationale are withheld until the "
        + "ruling from all but the voter; whoever presides sees them after quorum and their own vote. Its ETag is what "
        + "a ruling has to name.",
        null,
        ExampleHistory.Case,
        Refusals: [typeof(CaseIsUnknown)])
    { Problems = [Problems.ReadNotRecorded] };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapFreshQuery("/reviews/{reviewId}", Readers, Handle, Text);

    private static async Task<Answer> Handle(QueryCall call)
    {
        var reading = await LeadAccess.Read(call, TargetKind.Review);
        if (reading.Value is not { } seen)
            return reading.Problem!;
        return seen.Present.CaseOf(seen.Case) is { } reviewed
            ? Answer.Ok(await FileOf(call, seen, reviewed)) with { Version = seen.History.Version }
            : Problem.Of(new CaseIsUnknown(seen.Case));
    }

    internal static async Task<CaseFile> FileOf(QueryCall call, SeenLead seen, ReviewCase reviewed) =>
        CaseFile.Of(seen, reviewed, await CaseSurroundings.Of(call, seen, reviewed));
}
