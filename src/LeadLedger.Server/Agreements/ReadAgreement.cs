using LeadLedger.Domain.Agreements;
using LeadLedger.Server.Access;
using LeadLedger.Server.Http;

namespace LeadLedger.Server.Agreements;

/// <summary><c>GET /v1/agreements/{agreementId}</c>, and its terms: from the stream, so always fresh.</summary>
internal static class ReadAgreementEndpoint
{
    private static readonly OperationText OfAgreement = new(
        "Reads an agreement",
        "Always fresh; its ETag is what a signature has to name. Open to the roles agreements, auditor, operator and "
        + "importer, and to members: the people of its parties and panels.",
        null,
        AgreementExamples.InForce);

    private static readonly OperationText OfAllTerms = new(
        "Lists an agreement's terms",
        "Every version ever proposed, at a glance and in order.",
        null,
        new TermsList(AgreementExamples.InForce.Terms));

    private static readonly OperationText OfTerms = new(
        "Reads a version of terms",
        "In full, with its signatures; each version stays readable for ever.",
        null,
        AgreementExamples.Signed,
        Refusals: [typeof(TermsVersionIsUnknown)]);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapFreshQuery("/agreements/{agreementId}", AgreementAccess.Readers, Agreement, OfAgreement);
        routes.MapFreshQuery("/agreements/{agreementId}/terms", AgreementAccess.Readers, AllTerms, OfAllTerms);
        routes.MapFreshQuery("/agreements/{agreementId}/terms/{version}", AgreementAccess.Readers, Terms, OfTerms);
    }

    private static async Task<Answer> Agreement(QueryCall call)
    {
        var reading = await AgreementAccess.Read(call);
        return reading.Value is { } seen
            ? Answer.Ok(AgreementRepresentation.Of(seen.Agreement, seen.Version)) with { Version = seen.Version }
            : reading.Problem!;
    }

    private static async Task<Answer> AllTerms(QueryCall call)
    {
        var reading = await AgreementAccess.Read(call);
        return reading.Value is { } seen
            ? Answer.Ok(new TermsList([.. seen.Agreement.Versions.Select(TermsSummary.Of)])) with
            {
                Version = seen.Version,
            }
            : reading.Problem!;
    }

    private static async Task<Answer> Terms(QueryCall call)
    {
        if (call.Target(TargetKind.Terms, out var target) is { } malformed)
            return malformed;
        var reading = await AgreementAccess.Read(call);
        if (reading.Value is not { } seen)
            return reading.Problem!;
        return seen.Agreement.VersionOf(target.Number) is { } version
            ? Answer.Ok(TermsRepresentation.Of(seen.Agreement.Id, version)) with { Version = seen.Version }
            : Problem.Of(new TermsVersionIsUnknown(target.Number));
    }
}

/// <summary>All versions of an agreement's terms.</summary>
public sealed record TermsList(IReadOnlyList<TermsSummary> Items);
