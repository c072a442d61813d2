using System.Globalization;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Panels;

namespace LeadLedger.Domain.Specs.Agreements;

/// <summary>An agreement of marketing with the enterprise sales team, in Berlin and in euros.</summary>
internal static class Enterprise
{
    public static readonly AgreementId Id = new(Guid.Parse("0198c0de-0000-7000-8000-000000000001"));
    public static readonly PanelId PanelId = new(Guid.Parse("0198c0de-0000-7000-8000-000000000002"));

    public static readonly AgreementDrafted Drafted =
        new(Id, "Enterprise 2026", "Enterprise", "ada", At("2026-05-20T09:00Z"));

    public static readonly Panel Judges = new(
        PanelId,
        "Impartial",
        [new Member("carl", MemberFunction.Neither), new Member("dora", MemberFunction.Sales)],
        "carl");

    public static readonly BusinessCalendar NineToFive = new(
        "2026-a",
        [.. WorkingDays.Select(day => new OpenHours(day, new TimeOnly(9, 0), new TimeOnly(17, 0)))],
        [new Holiday(new DateOnly(2026, 5, 1), "Labour Day"), new Holiday(new DateOnly(2026, 12, 25), "Christmas")]);

    /// <summary>The figures of 001: an e-book 1 % and a demo request 3 % of 100,000.</summary>
    public static readonly Terms Offer = new(
        Version: 1,
        EffectiveFrom: new Month(2026, 7),
        Backfilled: false,
        TimeZone: "Europe/Berlin",
        Currency: "EUR",
        Parties: new Parties(["mia", "max"], ["sam", "sue"], ["sid"]),
        Goal: new Goal(GoalKind.LeadValue, 300_000),
        Segments: ["enterprise", "small"],
        ConversionActions: ["demo", "ebook"],
        MatrixLabels: new MatrixLabels("Raised a hand", "Didn't", "A", "B", "C"),
        Valuation: [new(null, "ebook", null, 0.01m, 100_000), new(null, "demo", null, 0.03m, 100_000)],
        ResponseTimes: [new(Bucket.HandRaiserHighFit, 5, ClockKind.Elapsed), new(null, 480, ClockKind.Business)],
        Cadences: [new("enterprise", 5, 14, ClockKind.Elapsed, [0, 1, 3]), new(null, 3, 5, ClockKind.Business, [])],
        Criteria: [new("budget", "Has a budget.", ["yes", "no"]), new("need", "Has a need.", [])],
        ReasonCodes: [new("no-budget", "There is no budget.", "budget")],
        Curve: new Curve(CurveShape.Straight, [], [], 0.05m, 0.1m),
        Calendar: NineToFive,
        Review: new ReviewTerms(PanelId, 1, 48, ClockKind.Elapsed));

    private static IEnumerable<DayOfWeek> WorkingDays =>
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    /// <summary>An instant, written with its offset.</summary>
    public static DateTimeOffset At(string instant) =>
        DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);

    public static Act By(string actor, Role role, string now) => new(actor, role, actor, At(now), At(now));

    public static TermsProposed Proposed(Terms terms, string at = "2026-06-01T09:00Z") => new(Id, terms, "ada", At(at));

    /// <summary>Both signatures, marketing's first; in force from the instant given.</summary>
    public static AgreementEvent[] Signed(int version, string inForceFrom, string at = "2026-06-10T09:00Z") =>
    [
        new TermsSigned(Id, version, Party.Marketing, "mia", At(at), null),
        new TermsSigned(Id, version, Party.Sales, "sid", At(at), At(inForceFrom)),
    ];

    /// <summary>The agreement after these events.</summary>
    public static Agreement? Given(params IEnumerable<AgreementEvent> events) =>
        events.Aggregate((Agreement?)null, Agreement.Evolve);
}
