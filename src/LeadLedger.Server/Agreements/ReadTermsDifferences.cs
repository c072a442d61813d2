using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Server.Access;
using LeadLedger.Server.Http;

namespace LeadLedger.Server.Agreements;

/// <summary>In what a version of terms differs from another.</summary>
/// <param name="From">The version that it is compared with.</param>
/// <param name="To">The version asked for.</param>
/// <param name="Items">In the order of the terms' fields; empty: they promise the same.</param>
public sealed record TermsComparison(
    AgreementId AgreementId, int From, int To, IReadOnlyList<TermsDifference> Items);

/// <summary><c>GET /v1/agreements/{agreementId}/terms/{version}/differences</c></summary>
internal static class ReadTermsDifferencesEndpoint
{
    private static readonly OperationText Text = new(
        "Compares two versions of terms",
        "What changed from another version, the one before unless said, to this one: field by field, and row by row "
        + "where a list's rows are for something, whatever their order. Signed or not, each version can be compared.",
        null,
        new TermsComparison(
            AgreementExamples.Id,
            1,
            2,
            [
                new("goal.amount", DifferenceKind.Changed, 300_000, 330_000),
                new("valuation[*,'demo-request',*].closeRate", DifferenceKind.Changed, 0.03m, 0.033m),
                new("conversionActions['webinar']", DifferenceKind.Added, null, "webinar"),
            ]),
        Refusals: [typeof(TermsVersionIsUnknown)]);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapFreshQuery(
        "/agreements/{agreementId}/terms/{version}/differences",
        AgreementAccess.Readers,
        Handle,
        Text,
        new QueryParameter("with", typeof(int), "The version to compare with; left out: the one before.", 1));

    private static async Task<Answer> Handle(QueryCall call)
    {
        if (call.Target(TargetKind.Terms, out var target) is { } malformed)
            return malformed;
        var other = call.Query.Number("with", 1, int.MaxValue) ?? target.Number - 1;
        var reading = await AgreementAccess.Read(call);
        if (reading.Value is not { } seen)
            return reading.Problem!;
        if (seen.Agreement.TermsOf(target.Number) is not { } after)
            return Problem.Of(new TermsVersionIsUnknown(target.Number));
        return seen.Agreement.TermsOf(other) is { } before
            ? Answer.Ok(new TermsComparison(
                seen.Agreement.Id, before.Version, after.Version, TermsDifferences.Between(before, after)))
            : Problem.Of(new TermsVersionIsUnknown(other));
    }
}
