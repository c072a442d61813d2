using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Agreements;
using LeadLedger.Server.Http;
using LeadLedger.Server.Reviews;

namespace LeadLedger.Server.Leads;

/// <summary>What the OpenAPI document shows of leads and reviews.</summary>
internal static class LeadExamples
{
    private static readonly LeadId Id = new(new Guid("0197f3a0-0000-8000-8000-00000000b001"));

    private static readonly PanelId PanelId = new(new Guid("0197f3a0-0000-8000-8000-00000000c001"));

    private static readonly DateTimeOffset HandedOffAt = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>When a request with nothing else in it may say that it is made.</summary>
    public static DateTimeOffset Now => HandedOffAt.AddDays(3);

    private static readonly Dictionary<string, PersonalText> Qualification = new()
    {
        ["budget"] = PersonalText.Of("confirmed"),
        ["need"] = PersonalText.Of("Replaces a tool that ends in May."),
    };

    public static HandOffLeadRequest HandOff { get; } = new(
        AgreementExamples.Id,
        "enterprise",
        Bucket.HandRaiserHighFit,
        "demo-request",
        "paid-search",
        "spring",
        Qualification,
        new PersonRequest(
            PersonalText.Of("Kim Muster"),
            PersonalText.Of("kim@example.org"),
            PersonalText.Of("+41 44 000 00 00"),
            PersonalText.Of("Muster AG")),
        "crm",
        PersonalText.Of("4711"),
        "ada");

    public static HandOffLeadAgainRequest HandOffAgain { get; } = new(
        "enterprise", Bucket.HandRaiserHighFit, "demo-request", "webinar", null, Qualification, "ada");

    public static LeadRepresentation Lead { get; } = new(
        Id,
        1,
        AgreementExamples.Id,
        1,
        1,
        LeadPlace.WithSales,
        SalesStage.AwaitingFirstResponse,
        new OwnerRepresentation(OwnerKind.SalesPerson, "ada"),
        HandedOffAt,
        "enterprise",
        Bucket.HandRaiserHighFit,
        "demo-request",
        "paid-search",
        "spring",
        new ValueRepresentation(3000m, "EUR", 0.03m, 100000m),
        new DeadlinesRepresentation(HandedOffAt.AddMinutes(5), HandedOffAt.AddDays(14), 5, null),
        null);

    public static LeadRepresentation Closed { get; } = Lead with
    {
        Version = 4,
        Place = LeadPlace.Won,
        Stage = null,
        Owner = new OwnerRepresentation(OwnerKind.Closed, null),
        Since = HandedOffAt.AddDays(20),
        Deadlines = null,
    };

    public static LeadRepresentation Returned { get; } = Closed with
    {
        Version = 6,
        Place = LeadPlace.WithMarketing,
        Owner = new OwnerRepresentation(OwnerKind.Marketing, AgreementExamples.Id.ToString()),
    };

    public static ReviewRepresentation Review { get; } = new(
        CommandTarget.ReviewId(Id.Value, 1),
        Id,
        1,
        3,
        ReviewState.Open,
        PanelId,
        "no-budget",
        "budget",
        "ada",
        HandedOffAt.AddDays(2),
        HandedOffAt.AddDays(4),
        new ClaimRepresentation("grace", 1, HandedOffAt.AddDays(3), HandedOffAt.AddDays(3).AddMinutes(30)),
        [],
        null);

    public static IssueRulingRequest Ruling { get; } = new(
        Verdict.Overturned,
        RootCause.FollowUp,
        PersonalText.Of("The budget was confirmed in writing before the handoff."),
        null,
        new NextStepRequest(PersonalText.Of("Call them this week."), "ada", HandedOffAt.AddDays(7)),
        "ada",
        1);

    public static ReviewRepresentation Ruled { get; } = Review with
    {
        Version = 6,
        State = ReviewState.Ruled,
        Claim = null,
        Ruling = new RulingRepresentation(
            Verdict.Overturned,
            RootCause.FollowUp,
            "grace",
            HandedOffAt.AddDays(3).AddMinutes(20),
            [new MemberVote("grace", Verdict.Overturned)],
            [],
            "ada",
            HandedOffAt.AddDays(7),
            null,
            "ada",
            HandedOffAt.AddDays(3).AddMinutes(25),
            null),
    };
}
