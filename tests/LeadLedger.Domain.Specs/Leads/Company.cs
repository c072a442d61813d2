using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;
using LeadLedger.Domain.Time;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

/// <summary>The agreement and the panel of the specs of leads.</summary>
internal static class Company
{
    public static readonly LeadId Lead = new(Guid.Parse("0196a1b2-0000-7000-8000-000000000001"));

    public static readonly AgreementId AgreementId = new(Guid.Parse("0196a1b2-0000-7000-8000-000000000002"));

    public static readonly PanelId PanelId = new(Guid.Parse("0196a1b2-0000-7000-8000-000000000003"));

    /// <summary>From March on.</summary>
    public static readonly Terms Terms = new(
        Version: 1,
        EffectiveFrom: new Month(2026, 3),
        Backfilled: false,
        TimeZone: "Europe/Berlin",
        Currency: "EUR",
        Parties: new Parties([Mia], [Sam, Sue], [Max]),
        Goal: new Goal(GoalKind.LeadValue, 300_000m),
        Segments: ["enterprise", "mid-market"],
        ConversionActions: ["demo-request", "e-book"],
        MatrixLabels: null,
        Valuation:
        [
            new ValuationRow(null, null, null, 0.01m, 100_000m),
            new ValuationRow(null, "demo-request", null, 0.03m, 100_000m),
        ],
        ResponseTimes:
        [
            new ResponseTime(Bucket.HandRaiserHighFit, 60, ClockKind.Elapsed),
            new ResponseTime(null, 1440, ClockKind.Elapsed),
        ],
        Cadences: [new Cadence(null, 5, 14, ClockKind.Elapsed, [])],
        Criteria:
        [
            new Criterion("budget", "Has money set aside", ["approved", "planned", "none"]),
            new Criterion("need", "Needs what we sell", []),
        ],
        ReasonCodes:
        [
            new ReasonCode("no-budget", "No money", "budget"),
            new ReasonCode("no-need", "No need", "need"),
        ],
        Curve: null,
        Calendar: new BusinessCalendar("open-1", [], []),
        Review: new ReviewTerms(PanelId, 2, 48, ClockKind.Elapsed, 30));

    /// <summary>From April on: one value for everything, and half an hour for a first response.</summary>
    public static readonly Terms TermsFromApril = Terms with
    {
        Version = 2,
        EffectiveFrom = new Month(2026, 4),
        Currency = "EUR",
        Valuation = [new ValuationRow(null, null, null, 0.02m, 100_000m)],
        ResponseTimes = [new ResponseTime(null, 30, ClockKind.Elapsed)],
    };

    /// <summary>Signed to value imported history of the time before March.</summary>
    public static readonly Terms TermsBackfilled = Terms with
    {
        Version = 3,
        EffectiveFrom = new Month(2026, 1),
        Backfilled = true,
        Valuation = [new ValuationRow(null, null, null, 0.5m, 100m)],
    };

    public static readonly Agreement Agreement = Signed(Terms, TermsFromApril, TermsBackfilled);

    /// <summary>Carl in the chair, with Pia of marketing and Paul of sales.</summary>
    public static readonly Panel Panel = new(
        PanelId,
        "The judges",
        [
            new Member(Carl, MemberFunction.Neither),
            new Member(Pia, MemberFunction.Marketing),
            new Member(Paul, MemberFunction.Sales),
        ],
        Carl);

    public static readonly ReckonedWith Reckoned = new("open-1", LocalTime.TimeZoneDataVersion);

    /// <summary>An agreement whose terms were signed by both, in force from the start of their month.</summary>
    public static Agreement Signed(params Terms[] versions) => new(
        AgreementId,
        "Enterprise",
        "enterprise",
        [
            .. versions.Select(terms => new TermsVersion(
                terms,
                [],
                LocalTime.StartOfMonth(terms.EffectiveFrom, terms.TimeZone))),
        ]);
}
