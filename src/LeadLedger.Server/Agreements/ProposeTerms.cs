using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Agreements.Rules;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Agreements;

/// <summary>Puts a version of terms on the table. A promise that is left out isn't made (rule 12).</summary>
/// <param name="EffectiveFrom">In force from the first day of this month, once both parties have signed.</param>
/// <param name="Backfilled">For the past, to value imported history only (rule 13).</param>
/// <param name="Segments">The codes a lead's segment can have.</param>
/// <param name="ConversionActions">The codes a lead's conversion action can have.</param>
/// <param name="Calendar">Open hours and holidays; left out: none, and no clock may run in business time.</param>
/// <param name="Responsibilities">Who answers for what (004).</param>
/// <param name="SalesCapacity">What sales can take a month, unless it is declared otherwise.</param>
/// <param name="Strikes">What a closed month is given strikes for; left out: no strikes.</param>
/// <param name="Compensation">How a shortfall is made good; left out: it isn't carried over.</param>
/// <param name="Termination">When either party may end the agreement; left out: at the end of any month.</param>
/// <param name="SalesCycleMonths">How long a sale takes: the look-back's length (004).</param>
public sealed record ProposeTermsRequest(
    Month EffectiveFrom,
    string TimeZone,
    string Currency,
    Parties Parties,
    IReadOnlyList<string> Segments,
    IReadOnlyList<string> ConversionActions,
    IReadOnlyList<ValuationRow> Valuation,
    Goal? Goal = null,
    MatrixLabels? MatrixLabels = null,
    IReadOnlyList<ResponseTime>? ResponseTimes = null,
    IReadOnlyList<Cadence>? Cadences = null,
    IReadOnlyList<Criterion>? Criteria = null,
    IReadOnlyList<ReasonCode>? ReasonCodes = null,
    Curve? Curve = null,
    BusinessCalendar? Calendar = null,
    ReviewTerms? Review = null,
    int ReportingGraceMinutes = 60,
    bool Backfilled = false,
    IReadOnlyList<Responsibility>? Responsibilities = null,
    SalesCapacity? SalesCapacity = null,
    StrikeTerms? Strikes = null,
    CompensationTerms? Compensation = null,
    TerminationTerms? Termination = null,
    int? SalesCycleMonths = null)
{
    private static readonly BusinessCalendar NoCalendar = new("none", [], []);

    /// <summary>As it would have to be asked for to get these terms, but for their version.</summary>
    public static ProposeTermsRequest Of(Terms terms) => new(
        terms.EffectiveFrom,
        terms.TimeZone,
        terms.Currency,
        terms.Parties,
        terms.Segments,
        terms.ConversionActions,
        terms.Valuation,
        terms.Goal,
        terms.MatrixLabels,
        terms.ResponseTimes,
        terms.Cadences,
        terms.Criteria,
        terms.ReasonCodes,
        terms.Curve,
        terms.Calendar,
        terms.Review,
        terms.ReportingGraceMinutes,
        terms.Backfilled,
        terms.Responsibilities,
        terms.SalesCapacity,
        terms.Strikes,
        terms.Compensation,
        terms.Termination,
        terms.SalesCycleMonths);

    /// <summary>The terms; the agreement gives them their version.</summary>
    public Terms ToTerms() => new(
        Version: 0,
        EffectiveFrom,
        Backfilled,
        TimeZone,
        Currency,
        Parties,
        Goal,
        Segments,
        ConversionActions,
        MatrixLabels,
        Valuation,
        ResponseTimes ?? [],
        Cadences ?? [],
        Criteria ?? [],
        ReasonCodes ?? [],
        Curve,
        Calendar ?? NoCalendar,
        Review,
        ReportingGraceMinutes,
        Responsibilities,
        SalesCapacity,
        Strikes,
        Compensation,
        Termination,
        SalesCycleMonths);
}

/// <summary><c>POST /v1/agreements/{agreementId}/terms</c></summary>
internal static class ProposeTermsEndpoint
{
    public static Command<ProposeTermsRequest, Agreement?, AgreementEvent> Command { get; } = new(
        "proposeTerms",
        TargetKind.Agreement,
        [Role.Agreements, Role.Marketing, Role.SalesManager, Role.Sales],
        StreamKinds.Agreement,
        new Validator(),
        Prepare);

    private static readonly OperationText Text = new(
        "Proposes terms",
        "A new version of what marketing and sales promise each other. The role agreements proposes, and anybody of "
        + "either party. It binds nobody until both parties have signed it.",
        AgreementExamples.Proposal,
        AgreementExamples.Proposed,
        StatusCodes.Status201Created,
        [
            typeof(AgreementIsUnknown), typeof(ProposingNeedsAParty), typeof(AgreementIsTerminated),
            typeof(BackfilledTermsComeTooLate), typeof(TermsTakeEffectInThePast), typeof(GoalDoesNotFollow),
        ]);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("/agreements/{agreementId}/terms", Command, Text);

    private static Prepared<Agreement?, AgreementEvent> Prepare(CommandCall<ProposeTermsRequest> call)
    {
        var id = call.Target.StreamId;
        var terms = call.Request.ToTerms();
        return new(
            id,
            new(call.ContextFor(id), state => terms.Review is { PanelId: var panelId }
                ? call.Ledger.Grounds.Judge<AgreementEvent>(
                    panelId, panel => ProposeTerms.Decide(state, new(terms, panel, call.Act)))
                : Judgement.Alone(ProposeTerms.Decide(state, new(terms, null, call.Act)))),
            outcome => Answer.From(
                outcome,
                accepted => TermsRepresentation.Of(accepted.State!.Id, accepted.State.Versions[^1]),
                accepted => $"/v1/agreements/{id:D}/terms/{accepted.State!.Versions.Count}"));
    }

    /// <summary>What terms may say is the domain's to judge, field by field; here is nothing left to look at.</summary>
    private sealed class Validator : RequestValidator<ProposeTermsRequest>;
}
