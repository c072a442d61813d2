using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;
using LeadLedger.Domain.Time;

namespace LeadLedger.Tests.ReadModels;

/// <summary>A company with agreements, a panel, and the events of its leads.</summary>
internal static class Company
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    public static readonly AgreementId Enterprise = new(new Guid("e0000000-0000-4000-8000-000000000001"));
    public static readonly AgreementId Overseas = new(new Guid("e0000000-0000-4000-8000-000000000002"));
    public static readonly PanelId Panel = new(new Guid("b0000000-0000-4000-8000-000000000001"));

    private static readonly string[] Segments = ["enterprise", "smallBusiness"];
    private static readonly string[] Actions = ["demoRequest", "ebook"];

    /// <summary>
    /// A first response within 60 business minutes for the best, a day for others; 5 calls in 14 days; reminders.
    /// </summary>
    public static Terms Terms(
        int version = 1,
        int year = 2026,
        int month = 1,
        string timeZone = "Europe/Berlin",
        decimal goal = 31_000m) => new(
        version,
        new Month(year, month),
        Backfilled: false,
        timeZone,
        timeZone == "Europe/Berlin" ? "EUR" : "USD",
        new Parties(["mia"], ["sam", "sue"], ["max"]),
        new Goal(GoalKind.LeadValue, goal),
        Segments,
        Actions,
        null,
        [
            new ValuationRow(null, "demoRequest", null, 0.03m, 100_000m),
            new ValuationRow(null, null, null, 0.015m, 33_333.33m),
        ],
        [
            new ResponseTime(Bucket.HandRaiserHighFit, 60, ClockKind.Business, 15),
            new ResponseTime(null, 1440, ClockKind.Elapsed, 600),
        ],
        [new Cadence(null, 5, 14, ClockKind.Elapsed, [], 7)],
        [new Criterion("budget", "Has a budget", ["yes", "no"])],
        [new ReasonCode("noBudget", "No budget", "budget")],
        new Curve(CurveShape.Straight, [], [], 0.1m, 0.1m),
        new BusinessCalendar(
            "office",
            [.. Enumerable.Range(1, 5).Select(OfficeDay)],
            []),
        new ReviewTerms(Panel, 2, 48, ClockKind.Elapsed, RemindHoursBefore: 24));

    private static OpenHours OfficeDay(int day) => new((DayOfWeek)day, new TimeOnly(9, 0), new TimeOnly(17, 0));

    public static object[] Drafted(AgreementId id, Terms terms) =>
    [
        new AgreementDrafted(id, "Agreement", "sales team", "ann", Start.AddDays(-60)),
        .. Signed(id, terms),
    ];

    public static object[] Signed(AgreementId id, Terms terms) =>
    [
        new TermsProposed(id, terms, "mia", Start.AddDays(-60)),
        new TermsSigned(id, terms.Version, Party.Marketing, "mia", Start.AddDays(-59), null),
        new TermsSigned(
            id, terms.Version, Party.Sales, "max", Start.AddDays(-58),
            LocalTime.StartOfMonth(terms.EffectiveFrom, terms.TimeZone)),
    ];

    /// <summary>The end of the agreement of the enterprise team.</summary>
    public static AgreementTerminated Terminated(Month endsWith) => new(
        Enterprise,
        endsWith,
        LocalTime.StartOfMonth(endsWith.AddMonths(1), "Europe/Berlin"),
        Party.Sales,
        new Month(2026, 3),
        "The goal was missed.",
        "max",
        Start);

    public static object[] Seated() =>
    [
        new PanelSeated(Panel, "The bench", "ann", Start.AddDays(-60)),
        new MemberSeated(Panel, "chris", MemberFunction.Neither, "ann", Start.AddDays(-60)),
        new MemberSeated(Panel, "mo", MemberFunction.Marketing, "ann", Start.AddDays(-60)),
        new ChairAppointed(Panel, "chris", "ann", Start.AddDays(-60)),
    ];

    public static Guid Lead(int number) => new(number, 0, 0x4000, [0x80, 0, 0, 0, 0, 0, 0, 1]);

    /// <summary>A handoff as these terms value and time it.</summary>
    public static Handoff Handoff(
        AgreementId agreement,
        Terms terms,
        DateTimeOffset at,
        int number = 1,
        string? assignee = "sam",
        string segment = "enterprise",
        Bucket bucket = Bucket.HandRaiserHighFit,
        string action = "demoRequest",
        string source = "organicSearch")
    {
        var row = terms.Valuation.First(row => row.ConversionAction is null || row.ConversionAction == action);
        return new Handoff(
            number,
            agreement,
            terms.Version,
            segment,
            bucket,
            action,
            source,
            null,
            new Dictionary<string, QualificationAnswer>
            {
                ["budget"] = new("yes", null),
                ["told us"] = new(null, PersonalText.Of("SECRET story")),
            },
            assignee,
            "mia",
            at,
            LocalTime.DayOf(at, terms.TimeZone),
            false,
            new LeadValue(row.CloseRate * row.AverageSale, terms.Currency, row.CloseRate, row.AverageSale, 1),
            Promises.FirstResponse(terms, bucket, at),
            Promises.Cadence(terms, segment, at),
            Promises.ReckonedWith(terms));
    }

    public static LeadHandedOff HandedOff(Guid lead, Handoff handoff) => new(
        new LeadId(lead),
        new Person(PersonalText.Of("SECRET name"), PersonalText.Of("SECRET@example.org"), null, null, "crm", null),
        handoff);

    public static ContactAttempted Attempted(
        Guid lead,
        Terms terms,
        DateTimeOffset at,
        AttemptOutcome outcome,
        int handoff = 1,
        DateTimeOffset? judgedAt = null) => new(
        new LeadId(lead),
        handoff,
        Channel.Phone,
        outcome,
        "sam",
        at,
        LocalTime.DayOf(at, terms.TimeZone),
        judgedAt ?? at,
        judgedAt is not null,
        PersonalText.Of("SECRET note"));

    public static LeadRejected Rejected(
        Guid lead, Terms terms, DateTimeOffset at, int handoff = 1, int number = 1) => new(
        new LeadId(lead),
        handoff,
        number,
        Panel,
        "noBudget",
        "budget",
        PersonalText.Of("SECRET explanation"),
        "sam",
        at,
        LocalTime.DayOf(at, terms.TimeZone),
        new EffortInvested(0, 5, null),
        Promises.RulingDueAt(terms, at),
        Promises.RulingRemindAt(terms, at));

    public static RulingIssued Ruled(
        Guid lead,
        Terms terms,
        DateTimeOffset at,
        Verdict verdict,
        int handoff = 1,
        int number = 1,
        string? actBy = "sue") => new(
        new LeadId(lead),
        handoff,
        number,
        verdict,
        RootCause.Qualification,
        PersonalText.Of("SECRET rationale"),
        null,
        new NextStep(PersonalText.Of("SECRET step"), "mia", at.AddDays(7)),
        "chris",
        MemberFunction.Neither,
        [new MemberVote("mo", verdict), new MemberVote("chris", verdict)],
        ["sam"],
        at,
        LocalTime.DayOf(at, terms.TimeZone),
        verdict == Verdict.Upheld
            ? null
            : new NewClocks(
                actBy,
                Promises.FirstResponse(terms, Bucket.HandRaiserHighFit, at),
                Promises.Cadence(terms, "enterprise", at),
                Promises.ReckonedWith(terms)));

    public static LeadReturnedToMarketing Returned(
        Guid lead, Terms terms, DateTimeOffset at, ReturnCause cause, int handoff = 1, int? number = null) => new(
        new LeadId(lead), handoff, cause, number, "sam", at, LocalTime.DayOf(at, terms.TimeZone));

    public static DealWon Won(Guid lead, Terms terms, DateTimeOffset at, decimal amount, int handoff = 1) => new(
        new LeadId(lead), handoff, amount, terms.Currency, "sam", at, LocalTime.DayOf(at, terms.TimeZone), false);
}
