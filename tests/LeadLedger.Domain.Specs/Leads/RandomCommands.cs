using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

/// <summary>The commands that a random life is made of, by their types' names.</summary>
internal static class RandomCommands
{
    public static readonly string[] OfSales =
    [
        nameof(AttemptContact),
        nameof(AttemptContact),
        nameof(AttemptContact),
        nameof(AttemptContact),
        nameof(AssignLead),
        nameof(ProgressLead),
        nameof(RejectLead),
        nameof(RejectLead),
        nameof(ReturnLeadToMarketing),
        nameof(FollowUpRuling),
    ];

    public static readonly string[] Outcomes = [nameof(WinDeal), nameof(LoseDeal)];

    public static readonly string[] OnAFreeCase =
    [
        .. Enumerable.Repeat(nameof(ClaimReview), 12),
        .. Enumerable.Repeat(nameof(TakeReview), 8),
        nameof(RecuseMember),
        nameof(WithdrawRejection),
        nameof(AttemptContact),
        nameof(IssueRuling),
    ];

    public static readonly string[] OnAClaimedCase =
    [
        .. Enumerable.Repeat(nameof(CastVote), 8),
        .. Enumerable.Repeat(nameof(IssueRuling), 10),
        nameof(ReleaseReview),
        nameof(ClaimReview),
        nameof(RecuseMember),
        nameof(AttemptContact),
    ];

    public static readonly string[] OfMarketing =
        [nameof(HandOffLeadAgain), nameof(HandOffLeadAgain), nameof(FollowUpRuling), nameof(AttemptContact)];

    public static readonly string[] AfterTheEnd =
        [nameof(AttemptContact), nameof(ProgressLead), nameof(FollowUpRuling)];

    public static readonly string[] Kinds =
    [
        .. OfSales.Concat(Outcomes).Concat(OnAFreeCase).Concat(OnAClaimedCase).Concat(OfMarketing)
            .Append(nameof(HandOffLead))
            .Append(nameof(EraseLead))
            .Distinct(),
    ];

    private static readonly (Role Role, string Who)[] OfTheSalesSide =
        [(Role.Sales, Sam), (Role.Sales, Sam), (Role.Sales, Sue), (Role.SalesManager, Max), (Role.Sales, Max)];

    public static bool MayBeLate(string kind) => kind is nameof(HandOffLead) or nameof(HandOffLeadAgain)
        or nameof(AttemptContact) or nameof(ProgressLead) or nameof(WinDeal) or nameof(LoseDeal);

    /// <summary>Who may well give this command: of the panel, rather whoever holds the case.</summary>
    public static IReadOnlyList<(Role Role, string Who)> Fitting(
        string kind, ReviewCase? open, Panel panel, DateTimeOffset now) => kind switch
        {
            nameof(HandOffLead) or nameof(HandOffLeadAgain) or nameof(FollowUpRuling) => [(Role.Marketing, Mia)],
            nameof(AttemptContact) =>
            [
                .. Enumerable.Repeat((Role.Sales, Sam), 30),
                .. Enumerable.Repeat((Role.Colleague, Cleo), 10),
                (Role.Sales, Sue),
                (Role.Colleague, Carl),
                (Role.Colleague, Pia),
            ],
            nameof(ClaimReview) or nameof(TakeReview) or nameof(RecuseMember) =>
            [
                .. panel.Members.Select(member => (Role.Panel, member.Subject)),
                .. Enumerable.Repeat(Chair(panel, now), 2),
            ],
            nameof(CastVote) or nameof(ReleaseReview) when open?.ClaimHeldAt(now) is { } held =>
                [(Role.Panel, held.Member)],
            nameof(IssueRuling) =>
            [
                .. Enumerable.Repeat(Chair(panel, now), 8),
                .. panel.PresidingAt(now).Select(who => (Role.Panel, who)),
            ],
            nameof(CastVote) or nameof(ReleaseReview) => [Chair(panel, now)],
            nameof(EraseLead) => [(Role.Operator, Otto)],
            _ => OfTheSalesSide,
        };

    private static (Role Role, string Who) Chair(Panel panel, DateTimeOffset now) =>
        (Role.Panel, panel.PresidingAt(now).FirstOrDefault() ?? Carl);

    public static object Make(string kind, Random die, Act act, int number, int? fence) => kind switch
    {
        nameof(HandOffLead) => new HandOffLead(Company.Lead, Ada, Details(die), act),
        nameof(HandOffLeadAgain) => new HandOffLeadAgain(Details(die), act),
        nameof(AssignLead) => new AssignLead(die.Next(3) == 0 ? act.By : Pick(die, Sam, Sam, Sue, Max, Mia), act),
        nameof(AttemptContact) => new AttemptContact(
            Pick(die, Enum.GetValues<Channel>()), Outcome(die), null, act),
        nameof(ProgressLead) => new ProgressLead(
            Pick(die, Enum.GetValues<Milestone>()), die.Next(4) == 0 ? die.Next(-1, 5) : null, act),
        nameof(WinDeal) => new WinDeal(die.Next(-1, 100), act),
        nameof(LoseDeal) => new LoseDeal("went-elsewhere", null, act),
        nameof(RejectLead) => new RejectLead(
            Pick(die, "no-budget", "no-budget", "no-budget", "bad-mood"),
            Pick(die, "budget", "budget", "budget", "need"),
            Text(die, "They have none"),
            act),
        nameof(ReturnLeadToMarketing) => new ReturnLeadToMarketing(act),
        nameof(WithdrawRejection) => new WithdrawRejection(number, act),
        nameof(ClaimReview) => new ClaimReview(number, act),
        nameof(TakeReview) => new TakeReview(number, act),
        nameof(ReleaseReview) => new ReleaseReview(number, fence, act),
        nameof(CastVote) => new CastVote(
            number, Pick(die, Enum.GetValues<Verdict>()), Text(die, "So it is"), fence, act),
        nameof(RecuseMember) => new RecuseMember(number, Text(die, "I know them"), act),
        nameof(IssueRuling) => Ruling(die, act, number, fence),
        nameof(FollowUpRuling) => new FollowUpRuling(number, null, act),
        nameof(EraseLead) => new EraseLead(Pick(die, Enum.GetValues<ErasureGround>()), "k1", act),
        _ => throw new ArgumentException($"{kind} isn't a command.", nameof(kind)),
    };

    private static IssueRuling Ruling(Random die, Act act, int number, int? fence) => new(
        number,
        Pick(die, Enum.GetValues<Verdict>()),
        Pick(die, Enum.GetValues<RootCause>()),
        Text(die, "So it is"),
        die.Next(4) == 0 ? Words("They overlooked something") : null,
        new NextStep(
            Text(die, "Ask first"),
            Pick(die, Mia, Mia, Mia, Mia, Mia, Mia, Mia, "", Otto),
            act.Now.AddDays(die.Next(-1, 8))),
        die.Next(6) == 0 ? Pick(die, Sam, Sue, Mia) : null,
        fence,
        act);

    private static HandoffDetails Details(Random die) => DemoRequest with
    {
        Segment = Pick(die, "enterprise", "mid-market", "enterprise", "enterprise", "tiny"),
        ConversionAction = Pick(die, "demo-request", "e-book", "e-book", "e-book", "fair"),
        Bucket = Pick(die, Enum.GetValues<Bucket>()),
        Assignee = die.Next(3) == 0 ? Pick(die, Sam, Sue, Sam, Mia) : null,
        Qualification = die.Next(8) == 0
            ? new Dictionary<string, PersonalText> { [Pick(die, "shoes", "budget")] = Words("plenty") }
            : DemoRequest.Qualification,
    };

    // Mostly unanswered, or no lead would ever be unresponsive.
    private static AttemptOutcome Outcome(Random die) =>
        die.Next(3) == 0 ? Pick(die, Enum.GetValues<AttemptOutcome>()) : AttemptOutcome.NoAnswer;

    private static PersonalText Text(Random die, string text) => Words(die.Next(12) == 0 ? " " : text);

    private static TItem Pick<TItem>(Random die, params TItem[] items) => items[die.Next(items.Length)];
}
