using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

/// <summary>Events as they happened in the specs, each a literal; what isn't named is as everywhere.</summary>
internal static class Happened
{
    public static readonly Person Ada = new(
        Words("Ada Byron"), Words("ada@example.org"), null, Words("Engines Ltd"), "crm", Words("C-1"));

    public static readonly HandoffDetails DemoRequest = new(
        "enterprise",
        Bucket.HandRaiserHighFit,
        "demo-request",
        "organic-search",
        null,
        new Dictionary<string, PersonalText> { ["budget"] = Words("approved"), ["need"] = Words("wants a CRM") },
        null);

    /// <summary>
    /// Handed off on Monday, 2 March at 09:00: a first response due within the hour, five attempts in two weeks.
    /// </summary>
    public static readonly Handoff First = new(
        1,
        Company.AgreementId,
        1,
        "enterprise",
        Bucket.HandRaiserHighFit,
        "demo-request",
        "organic-search",
        null,
        new Dictionary<string, QualificationAnswer>
        {
            ["budget"] = new("approved", null),
            ["need"] = new(null, Words("wants a CRM")),
        },
        null,
        Mia,
        T("03-02 09:00"),
        Day("03-02"),
        false,
        new LeadValue(3_000m, "EUR", 0.03m, 100_000m, 2),
        new FirstResponsePromise(T("03-02 09:00"), T("03-02 10:00"), 60, ClockKind.Elapsed),
        new CadencePromise(T("03-02 09:00"), T("03-16 09:00"), 5, 14, ClockKind.Elapsed),
        Company.Reckoned);

    public static LeadHandedOff HandedOff(string? assignee = null) =>
        new(Company.Lead, Ada, First with { Assignee = assignee });

    /// <summary>The person was erased at their own request.</summary>
    public static PersonalDataErased Erased(string at = "03-03 09:00") => new(
        Company.Lead, ErasureGround.SubjectsRequest, "olga", T(at), "k1");

    /// <summary>Handed off again on 1 April, under the terms then in force.</summary>
    public static LeadHandedOffAgain HandedOffAgain(string? assignee = null) => new(Company.Lead, First with
    {
        Number = 2,
        TermsVersion = 2,
        Assignee = assignee,
        HandedOffAt = T("04-01 09:00"),
        LocalDay = Day("04-01"),
        Value = new LeadValue(2_000m, "EUR", 0.02m, 100_000m, 1),
        FirstResponse = new FirstResponsePromise(T("04-01 09:00"), T("04-01 09:30"), 30, ClockKind.Elapsed),
        Cadence = new CadencePromise(T("04-01 09:00"), T("04-15 09:00"), 5, 14, ClockKind.Elapsed),
    });

    public static LeadAssigned Assigned(string to, string at, string by = Max) => new(Company.Lead, to, by, T(at));

    public static ContactAttempted Attempted(
        string at,
        AttemptOutcome outcome = AttemptOutcome.NoAnswer,
        string by = Sam,
        int handoff = 1,
        string? judged = null) =>
        new(
            Company.Lead,
            handoff,
            Channel.Phone,
            outcome,
            by,
            T(at),
            DateOnly.FromDateTime(T(at).Date),
            T(judged ?? at),
            judged is not null,
            null);

    public static LeadProgressed Reached(Milestone milestone, string at, decimal? amount = null, int handoff = 1) =>
        new(Company.Lead, handoff, milestone, amount, Sam, T(at), DateOnly.FromDateTime(T(at).Date), false);

    public static DealWon Won(string at) =>
        new(Company.Lead, 1, 50_000m, "EUR", Sam, T(at), DateOnly.FromDateTime(T(at).Date), false);

    public static DealLost Lost(string at) =>
        new(Company.Lead, 1, "went-elsewhere", null, Sam, T(at), DateOnly.FromDateTime(T(at).Date), false);

    /// <summary>Rejected on Tuesday, 3 March at 09:00 unless said otherwise; the ruling is due in 48 hours.</summary>
    public static LeadRejected Rejected(string at = "03-03 09:00", int number = 1, string by = Sam) => new(
        Company.Lead,
        1,
        number,
        Company.PanelId,
        "no-budget",
        "budget",
        Words("They have none"),
        by,
        T(at),
        DateOnly.FromDateTime(T(at).Date),
        new EffortInvested(0, 5, null),
        T(at).AddHours(48));

    public static RejectionWithdrawn Withdrawn(string at, int number = 1) => new(Company.Lead, number, Sam, T(at));

    /// <summary>A claim of half an hour.</summary>
    public static ReviewClaimed Claimed(string by, string at, int fence = 1, int number = 1) =>
        new(Company.Lead, number, by, fence, T(at), T(at).AddMinutes(30));

    public static ReviewReleased Released(string by, string at, int fence = 1, int number = 1) =>
        new(Company.Lead, number, by, fence, T(at));

    public static VoteCast Voted(string by, Verdict verdict, string at, int number = 1) =>
        new(Company.Lead, number, by, verdict, Words($"{by} thinks so"), T(at));

    public static MemberRecused Recused(string who, string at, int number = 1) =>
        new(Company.Lead, number, who, Words("I know them"), T(at));

    public static readonly NextStep Teach = new(Words("Ask about money first"), Mia, T("03-10 09:00"));

    public static RulingIssued Upheld(string at, int number = 1, params MemberVote[] votes) => new(
        Company.Lead,
        1,
        number,
        Verdict.Upheld,
        RootCause.Qualification,
        Words("No money indeed"),
        null,
        Teach,
        Carl,
        MemberFunction.Neither,
        votes,
        [],
        T(at),
        DateOnly.FromDateTime(T(at).Date),
        null);

    /// <summary>New clocks under the first terms: an hour, and five attempts in two weeks.</summary>
    public static RulingIssued Overturned(string at, string? actBy = null, int number = 1) => Upheld(at, number) with
    {
        Verdict = Verdict.Overturned,
        RootCause = RootCause.FollowUp,
        Rationale = Words("Nobody asked them"),
        NewClocks = new NewClocks(
            actBy,
            new FirstResponsePromise(T(at), T(at).AddHours(1), 60, ClockKind.Elapsed),
            new CadencePromise(T(at), T(at).AddDays(14), 5, 14, ClockKind.Elapsed),
            Company.Reckoned),
    };

    public static LeadReturnedToMarketing Returned(string at, int? number = 1) => new(
        Company.Lead,
        1,
        number is null ? ReturnCause.Unresponsive : ReturnCause.RejectionUpheld,
        number,
        number is null ? Sam : Carl,
        T(at),
        DateOnly.FromDateTime(T(at).Date));

    public static RulingFollowedUp FollowedUp(string at, int number = 1) =>
        new(Company.Lead, number, null, Mia, T(at));
}
