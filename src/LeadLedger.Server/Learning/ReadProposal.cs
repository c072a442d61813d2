using LeadLedger.Domain;
using LeadLedger.Domain.Learning;
using LeadLedger.Domain.Months;
using LeadLedger.Server.Access;
using LeadLedger.Server.Agreements;
using LeadLedger.Server.Http;

namespace LeadLedger.Server.Learning;

/// <summary><c>GET /v1/agreements/{agreementId}/proposals/{month}</c></summary>
internal static class ReadProposalEndpoint
{
    private static readonly string[] Formulas = [RateEstimate.Formula, AverageEstimate.Formula];

    private static readonly OperationText Text = new(
        "Reads a month's terms as the data would have them",
        "What is in force in the month, with each value replaced that the look-back cohort speaks against: close rates "
        + "and average sales, what a goal is derived from, the sales cycle, attempts of cadences, and what sales "
        + "declared that it can take. A value changes only where what is assumed lies outside of the 95 % interval "
        + "around what was observed, of 30 leads or 10 deals at least. The draft can be sent to POST …/terms as it is, "
        + "for a month that terms can still be signed for; nothing is proposed by reading it.",
        null,
        Example(),
        Refusals: [typeof(NoTermsInForceInMonth)]);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapQuery(
        "/agreements/{agreementId}/proposals/{month}", AgreementAccess.Readers, Handle, Text);

    private static async Task<Answer> Handle(QueryCall call)
    {
        var reading = await MonthOfAgreement.Read(call);
        if (reading.Value is not { } asked)
            return reading.Problem!;
        var (agreement, month) = asked;
        if (agreement.TermsInForceIn(month) is not { } basis)
            return Problem.Of(new NoTermsInForceInMonth(month));
        var known = await LearnedMonth.Read(
            call.Read.Database, agreement.Id, month, basis.Currency, call.Cancellation);
        var proposed = ProposedTerms.For(basis, month, known.Learned, known.Declared);
        return Answer.Ok(Proposal(agreement.Id, month, basis.Version, known.Shown, proposed)) with
        {
            Position = call.Position,
        };
    }

    private static TermsProposal Proposal(
        AgreementId agreement, Month month, int version, ProposalCohort? cohort, ProposedTerms proposed) => new(
        agreement,
        month,
        version,
        cohort,
        proposed.Values.Count(value => value.Proposed != value.Assumed),
        proposed.Values,
        Formulas,
        ProposeTermsRequest.Of(proposed.Draft));

    private static TermsProposal Example()
    {
        var basis = AgreementExamples.Proposal.ToTerms() with { Version = 1 };
        var month = new Month(2027, 4);
        var cohort = new ProposalCohort(
            new Month(2026, 4), new Month(2026, 10), 6, CycleSource.Terms, 720, 690, 12, 18, 29);
        var learned = new LearnedCohort(
            new(cohort.From, cohort.To),
            cohort.CycleMonths,
            [
                new(
                    "enterprise", Domain.Agreements.Bucket.HandRaiserHighFit, "demo-request",
                    new(400, 100, 24, 2_300_000m, 222_000_000_000m, 4_300, 775_000)),
                new(
                    "enterprise", Domain.Agreements.Bucket.OtherHighFit, "e-book",
                    new(290, 30, 5, 500_000m, 50_200_000_000m, 900, 163_000)),
            ],
            []);
        return Proposal(AgreementExamples.Id, month, 1, cohort, ProposedTerms.For(basis, month, learned, null));
    }
}
