using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Months;
using LeadLedger.Domain.Specs.Agreements;

namespace LeadLedger.Domain.Specs.Months;

/// <summary>Months of the enterprise agreement, which is in force from July 2026 on with a goal of 300,000.</summary>
internal static class MonthScenes
{
    public static readonly Month July = new(2026, 7);
    public static readonly Month August = new(2026, 8);

    public static readonly Terms Terms = Enterprise.Offer with
    {
        Strikes = new StrikeTerms(GoalMissed: true, DaysOutOfBand: 3, FirstResponseShare: 0.9m, 0.5m, PerPerson: true),
        Compensation = new CompensationTerms(0.5m, 0.1m),
        Termination = new TerminationTerms(3, 2),
    };

    public static readonly KeptPromises None = new(0, 0, 0, 0, 0);

    public static Agreement InForce(Terms? terms = null) => Enterprise.Given(
    [
        Enterprise.Drafted,
        Enterprise.Proposed(terms ?? Terms),
        .. Enterprise.Signed(1, "2026-06-30T22:00Z"),
    ])!;

    public static AgreementMonth Given(params IEnumerable<MonthEvent> events) =>
        events.Aggregate(AgreementMonth.Initial, AgreementMonth.Evolve);

    public static MonthClosed Closed(Month month) =>
        new(Enterprise.Id, month, "ada", Enterprise.At("2026-10-01T09:00Z"));

    public static ScorecardIssued Issued(Month month, MarketingScore? marketing) => new(
        Enterprise.Id,
        month,
        new Scorecard(1, marketing, new SalesScore(None, None), [], None),
        7,
        Enterprise.At("2026-10-01T09:00Z"));

    /// <summary>How marketing stood in a month that missed its goal, with so much to make good.</summary>
    public static MarketingScore Missed(decimal carriedOut, int running, GoalKind kind = GoalKind.LeadValue) =>
        new(kind, 300_000, 0, 0, 0, 300_000, carriedOut, 0, running);

    /// <summary>A month that came to so much, with nothing promised by sales.</summary>
    public static MonthFigures Figures(decimal net, int? daysOutOfBand = 0) => new(
        new CreditFigures(10, net + 1_000, 9, net), daysOutOfBand, new SalesScore(None, None), [], None);
}
