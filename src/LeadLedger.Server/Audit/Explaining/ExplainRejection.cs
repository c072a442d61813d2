using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Leads.Explaining;
using LeadLedger.Server.Access;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.Reviews;

namespace LeadLedger.Server.Audit.Explaining;

/// <summary>
/// <c>GET /v1/leads/{leadId}/rejections/{case}/explanation</c>: from the streams themselves, so always fresh.
/// </summary>
internal static class ExplainRejectionEndpoint
{
    private static readonly OperationText Text = new(
        "Explains a rejection",
        "Why a lead was rejected, as data and in plain words, each sentence with the positions of the events that it "
        + "rests on: the criterion in force at handoff, what the lead was, what sales promised and did until then, who "
        + "rejected it and with what words, who could judge and who couldn't, votes and dissents, the ruling, and what "
        + "came of it. With Accept: text/plain the same to be printed. Votes are withheld until the ruling (rule 6; "
        + "docs/audit.md).",
        null,
        ExplanationExample.Json,
        Refusals: [typeof(CaseIsUnknown)])
    {
        ProseExample = ExplanationExample.Prose,
        Problems = [Problems.ReadNotRecorded],
    };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapFreshQuery(
        "/leads/{leadId}/rejections/{case}/explanation", ReadReviewEndpoint.Readers, Handle, Text);

    private static async Task<Answer> Handle(QueryCall call)
    {
        var reading = await LeadAccess.Read(call, TargetKind.Rejection);
        if (reading.Value is not { } seen)
            return reading.Problem!;
        var explanation = await CaseRecords.Explain(
            call.Read.Store, seen.History, seen.Case, seen.Disclosure, call.Read.Clock.Now(), call.Cancellation);
        if (explanation is null)
            return Problem.Of(new CaseIsUnknown(seen.Case));
        return RequestHeaders.PrefersText(call.Http.Request.Headers)
            ? Answer.Prose(PrintedExplanation.Of(explanation))
            : Answer.Ok(RejectionExplained.Of(explanation, seen.Disclosure.SeesPerson)) with
            {
                Version = seen.History.Version,
                VariesByAccept = true,
            };
    }
}
