using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.LeadScene;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

/// <summary>The order of precedence of every command on leads; docs/refusals.md says the same in words.</summary>
internal static partial class PrecedenceTables
{
    private static readonly LeadEvent[] Nurtured =
        [HandedOff(Sam), Rejected(), Upheld("03-04 09:00"), Returned("03-04 09:00")];

    private static readonly LeadEvent[] UnderReview = [HandedOff(Sam), Rejected()];

    public static IReadOnlyList<Precedence> All { get; } =
    [
        HandingOff(),
        HandingOffAgain(),
        Assigning(),
        Attempting(),
        Progressing(),
        Winning(),
        Losing(),
        Returning(),
        Rejecting(),
        Withdrawing(),
        Claiming(),
        Taking(),
        Releasing(),
        Voting(),
        Recusing(),
        Ruling(),
        FollowingUp(),
        RecordingABreach(),
        Reminding(),
        Erasing(),
    ];

    private static Precedence HandingOff() => Precedence.Of(
        Given(),
        new HandOffLead(Company.Lead, Ada, DemoRequest, Marketing("03-02 09:00")),
        [
            Flaw.Scene<AgreementIsUnknown>(scene => scene with { Agreement = null! }),
            Flaw.Said<OnlyMarketingOfTheAgreementHandsOff, HandOffLead>(c => c with { Act = Stranger(c.Act) }),
            Flaw.Happened<PersonIsErased>(HandedOff(), Erased()),
            Flaw.Happened<LeadExistsAlready>(HandedOff()),
            Flaw.Said<TimeIsInTheFuture, HandOffLead>(c => c with { Act = Future(c.Act) }),
            Flaw.Said<NoTermsInForceAtHandoff, HandOffLead>(c => c with { Act = At("02-27 09:00", c.Act) }),
            .. FlawsOfTheDetails<HandOffLead>((c, spoil) => c with { Details = spoil(c.Details) }),
        ]);

    private static Precedence Erasing() => Precedence.Of(
        Given(HandedOff()),
        new EraseLead(ErasureGround.SubjectsRequest, "k1", People.As(Role.Operator, "olga", "03-03 09:00")),
        [
            Flaw.Happened<LeadIsUnknown>(),
            Flaw.Said<OnlyOperatorsErase, EraseLead>(c => c with { Act = Imported(c.Act) }),
        ]);

    private static Precedence HandingOffAgain() => Precedence.Of(
        Given(Nurtured),
        new HandOffLeadAgain(DemoRequest, Marketing("04-01 09:00")),
        [
            Flaw.Happened<LeadIsUnknown>(),
            Flaw.Said<OnlyMarketingOfTheAgreementHandsOff, HandOffLeadAgain>(c => c with { Act = Stranger(c.Act) }),
            Flaw.Happened<LeadIsNotWithMarketing>(HandedOff()),
            Flaw.Said<TimeIsInTheFuture, HandOffLeadAgain>(c => c with { Act = Future(c.Act) }),
            Flaw.Said<HandoffIsBeforeTheReturn, HandOffLeadAgain>(c => c with { Act = At("03-03 09:00", c.Act) }),
            Flaw.Scene<NoTermsInForceAtHandoff>(scene => scene with
            {
                // Signed by both, so that its parties are known, but not in force yet.
                Agreement = Company.Signed(Company.Terms with { EffectiveFrom = new Month(2026, 5) }),
            }),
            .. FlawsOfTheDetails<HandOffLeadAgain>((c, spoil) => c with { Details = spoil(c.Details) }),
        ]);

    private static Flaw[] FlawsOfTheDetails<TCommand>(
        Func<TCommand, Func<HandoffDetails, HandoffDetails>, TCommand> with)
        where TCommand : notnull =>
    [
        Flaw.Said<SegmentIsNotInTheTerms, TCommand>(c => with(c, d => d with { Segment = "tiny" })),
        Flaw.Said<ConversionActionIsNotInTheTerms, TCommand>(c => with(c, d => d with { ConversionAction = "fair" })),
        Flaw.Said<CriterionIsNotInTheTerms, TCommand>(c => with(c, d => d with { Qualification = Answer("shoes") })),
        Flaw.Said<AnswerIsNotOneOfTheCriterion, TCommand>(
            c => with(c, d => d with { Qualification = Answer("budget") })),
        Flaw.Said<AssigneeIsNotOfSales, TCommand>(c => with(c, d => d with { Assignee = Mia })),
        Flaw.Scene<NoValuationRowMatches>(scene => scene.Under(Company.Terms with { Valuation = [] })),
    ];

    private static Precedence Assigning() => Precedence.Of(
        Given(HandedOff(Sam)),
        new AssignLead(Sue, SalesManager("03-02 09:10")),
        [
            Flaw.Happened<LeadIsUnknown>(),
            Flaw.Said<OnlyHistoryIsDecidedByImport, AssignLead>(c => c with { Act = Imported(c.Act) }),
            Flaw.Said<OnlySalesOfTheAgreementActsOnIt, AssignLead>(c => c with { Act = Stranger(c.Act) }),
            Flaw.Said<OnlySalesManagersAssign, AssignLead>(c => c with { Act = As(Role.Sales, Sam, c.Act) }),
            Flaw.Happened<LeadIsNotWithSales>(Nurtured),
            .. FlawsOfADecisionsTime<AssignLead>((c, spoil) => c with { Act = spoil(c.Act) }),
            Flaw.Said<AssigneeIsNotOfSales, AssignLead>(c => c with { Assignee = Mia }),
        ]);

    private static Precedence Attempting() => Precedence.Of(
        Given(HandedOff()),
        new AttemptContact(Channel.Phone, AttemptOutcome.NoAnswer, null, Sales("03-02 09:30")),
        [
            Flaw.Happened<LeadIsUnknown>(),
            Flaw.Said<OnlySalesAndColleaguesAttemptContact, AttemptContact>(c => c with { Act = Stranger(c.Act) }),
            Flaw.Said<TimeIsInTheFuture, AttemptContact>(c => c with { Act = Future(c.Act) }),
            Flaw.Said<FactIsBeforeTheHandoff, AttemptContact>(c => c with { Act = At("03-02 08:00", c.Act) }),
            Flaw.Happened<LeadWasNotWithSalesThen>(HandedOff(), Rejected("03-02 09:10")),
        ]);

    private static Precedence Progressing() => Precedence.Of(
        Given(HandedOff()),
        new ProgressLead(Milestone.OpportunityOpened, 5m, Sales("03-02 09:30")),
        [
            Flaw.Happened<LeadIsUnknown>(),
            Flaw.Said<OnlySalesOfTheAgreementActsOnIt, ProgressLead>(c => c with { Act = Stranger(c.Act) }),
            Flaw.Said<TimeIsInTheFuture, ProgressLead>(c => c with { Act = Future(c.Act) }),
            Flaw.Said<FactIsBeforeTheHandoff, ProgressLead>(c => c with { Act = At("03-02 08:00", c.Act) }),
            Flaw.Happened<LeadWasNotWithSalesThen>(HandedOff(), Rejected("03-02 09:10")),
            Flaw.Said<OnlyAnOpportunityHasAnAmount, ProgressLead>(c => c with { Milestone = Milestone.DemoHeld }),
            Flaw.Said<AmountIsNegative, ProgressLead>(c => c with { Amount = -1m }),
            Flaw.Happened<MilestoneWasReachedBefore>(
                HandedOff(), Reached(Milestone.OpportunityOpened, "03-02 09:10", 6m)),
        ]);

    private static Precedence Winning() => Precedence.Of(
        Given(HandedOff()),
        new WinDeal(50_000m, Sales("03-20 09:00")),
        [
            .. FlawsOfAnOutcome<WinDeal>((c, spoil) => c with { Act = spoil(c.Act) }),
            Flaw.Said<AmountIsNegative, WinDeal>(c => c with { Amount = -1m }),
        ]);

    private static Precedence Losing() => Precedence.Of(
        Given(HandedOff()),
        new LoseDeal("went-elsewhere", null, Sales("03-20 09:00")),
        FlawsOfAnOutcome<LoseDeal>((c, spoil) => c with { Act = spoil(c.Act) }));

    private static Flaw[] FlawsOfAnOutcome<TCommand>(Func<TCommand, Func<Act, Act>, TCommand> with)
        where TCommand : notnull =>
    [
        Flaw.Happened<LeadIsUnknown>(),
        Flaw.Said<OnlySalesOfTheAgreementActsOnIt, TCommand>(c => with(c, Stranger)),
        Flaw.Happened<LeadIsNotWithSales>(HandedOff(), Lost("03-19 09:00")),
        Flaw.Said<TimeIsInTheFuture, TCommand>(c => with(c, Future)),
        Flaw.Said<FactIsBeforeTheHandoff, TCommand>(c => with(c, act => At("03-02 08:00", act))),
        Flaw.Happened<LeadWasNotWithSalesThen>(HandedOff(), Rejected(), Overturned("03-21 09:00")),
        Flaw.Scene<OutcomeBelongsToAnEarlierHandoff>(_ =>
            Given(HandedOff(), Returned("03-21 09:00", number: null), HandedOffAgain())),
    ];

    private static Precedence Returning() => Precedence.Of(
        Given(HandedOff()).And(Enumerable.Repeat(Attempted("03-02 09:30"), 5)),
        new ReturnLeadToMarketing(Sales("03-11 10:00")),
        [
            Flaw.Happened<LeadIsUnknown>(),
            Flaw.Said<OnlyHistoryIsDecidedByImport, ReturnLeadToMarketing>(c => c with { Act = Imported(c.Act) }),
            Flaw.Said<OnlySalesOfTheAgreementActsOnIt, ReturnLeadToMarketing>(c => c with { Act = Stranger(c.Act) }),
            Flaw.Happened<LeadIsNotWithSales>(Nurtured),
            .. FlawsOfADecisionsTime<ReturnLeadToMarketing>((c, spoil) => c with { Act = spoil(c.Act) }),
            Flaw.Happened<NoCadenceWasPromised>(
                new LeadHandedOff(Company.Lead, Ada, First with { Cadence = null }),
                Attempted("03-02 09:30", AttemptOutcome.Connected)),
            Flaw.Happened<PersonWasReached>(HandedOff(), Attempted("03-02 09:30", AttemptOutcome.Connected)),
            Flaw.Happened<CadenceIsNotWorkedYet>(HandedOff()),
        ]);

    private static Flaw[] FlawsOfADecisionsTime<TCommand>(Func<TCommand, Func<Act, Act>, TCommand> with)
        where TCommand : notnull =>
    [
        Flaw.Said<TimeIsInTheFuture, TCommand>(c => with(c, Future)),
        Flaw.Said<DecisionsAreNotReportedLate, TCommand>(c => with(c, act => act with
        {
            OccurredAt = act.Now.AddMinutes(-3),
        })),
        Flaw.Said<DecisionIsBeforeItsCause, TCommand>(c => with(c, act => act with
        {
            OccurredAt = T("03-01 08:00"),
            Now = T("03-01 08:00"),
        })),
    ];

    private static Act Stranger(Act act) => act with { Actor = Otto, By = Otto };

    private static Act Imported(Act act) => act with { Actor = Ida, Role = Role.Importer };

    private static Act As(Role role, string who, Act act) => act with { Role = role, Actor = who, By = who };

    private static Act Future(Act act) => act with { OccurredAt = act.Now.AddHours(1) };

    private static Act At(string at, Act act) => act with { OccurredAt = T(at) };

    private static Dictionary<string, PersonalText> Answer(string criterion) =>
        new() { [criterion] = Words("plenty") };
}
