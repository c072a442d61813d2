using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Agreements.Rules;
using static LeadLedger.Domain.Specs.Agreements.Enterprise;

namespace LeadLedger.Domain.Specs.Agreements;

/// <summary>Of two things wrong in a proposal, the one that docs/refusals.md lists first is the refusal.</summary>
public class TermsPrecedenceSpecs
{
    private static readonly (Type Refusal, Func<Terms, Terms> Spoil)[] InOrder =
    [
        Flaw<ListIsTooLong>(t => t with { Segments = [.. Enumerable.Range(0, 201).Select(i => $"code-{i}")] }),
        Flaw<ChoiceIsUnknown>(t => t with { ResponseTimes = [new(null, 5, (ClockKind)9)] }),
        Flaw<TimeZoneIsUnknown>(t => t with { TimeZone = "Mars/Olympus" }),
        Flaw<CurrencyIsUnknown>(t => t with { Currency = "EUX" }),
        Flaw<ReportingGraceIsOutOfRange>(t => t with { ReportingGraceMinutes = -1 }),
        Flaw<TimeZoneIsFixed>(t => t with { TimeZone = "Europe/Paris" }),
        Flaw<CurrencyIsFixed>(t => t with { Currency = "USD" }),
        Flaw<EffectiveMonthIsOutOfRange>(t => t with { EffectiveFrom = new Month(2066, 1) }),
        Flaw<RevisionTakesEffectInTheCurrentMonth>(t => t with { EffectiveFrom = new Month(2026, 7) }),
        Flaw<PartyIsEmpty>(t => t with { Parties = new Parties([], ["sam"], []) }),
        Flaw<PersonIsOnBothSides>(t => t with { Parties = new Parties(["mia"], ["mia"], []) }),
        Flaw<GoalIsOutOfRange>(t => t with { Goal = new Goal(GoalKind.LeadValue, 0) }),
        Flaw<GoalIsDerivedFromOneThing>(t => t with { Goal = t.Goal! with { DerivedFrom = new() } }),
        Flaw<GoalFromCapacityCountsLeads>(t => t with { Goal = new(GoalKind.LeadValue, 9, FromCapacity(1, 8)) }),
        Flaw<SalesCapacityIsOutOfRange>(t => t with { Goal = new(GoalKind.Count, 9, FromCapacity(0, 8)) }),
        Flaw<GoalDoesNotFollow>(t => t with { Goal = new(GoalKind.Count, 9, FromCapacity(1, 8)) }),
        Flaw<CodesAreMissing>(t => t with { ConversionActions = [] }),
        Flaw<CodeIsMalformed>(t => t with { Segments = ["enterprise", "small", " "] }),
        Flaw<TextIsMissing>(t => t with { MatrixLabels = t.MatrixLabels! with { Other = "" } }),
        Flaw<ReasonCodeNamesAnUndeclaredCriterion>(t => t with { ReasonCodes = [new("a", "A.", "authority")] }),
        Flaw<CloseRateIsOutOfRange>(t => t with { Valuation = [new(null, null, null, 2, 100)] }),
        Flaw<AverageSaleIsOutOfRange>(t => t with { Valuation = [new(null, null, null, 1, -1)] }),
        Flaw<CalendarNeedsAVersion>(t => t with { Calendar = t.Calendar with { Version = "" } }),
        Flaw<ResponseTimeIsOutOfRange>(t => t with { ResponseTimes = [new(null, 0, ClockKind.Elapsed)] }),
        Flaw<CadenceIsOutOfRange>(t => t with { Cadences = [new(null, 0, 5, ClockKind.Elapsed, [])] }),
        Flaw<WeekdayWeightsDoNotFitTheShape>(t => t with { Curve = t.Curve! with { WeekdayWeights = [1] } }),
        Flaw<BandIsOutOfRange>(t => t with { Curve = t.Curve! with { BandBelowShare = 2 } }),
        Flaw<MonthWeighsNothing>(t => t with { Curve = t.Curve! with { DateWeights = [WholeOfSeptember] } }),
        Flaw<QuorumIsOutOfRange>(t => t with { Review = t.Review! with { Quorum = 0 } }),
        Flaw<RulingTimeIsOutOfRange>(t => t with { Review = t.Review! with { RuleWithinHours = 0 } }),
        Flaw<ClaimTimeIsOutOfRange>(t => t with { Review = t.Review! with { ClaimMinutes = 0 } }),
        Flaw<ReviewNeedsReasonCodes>(t => t with { ReasonCodes = [] }),
        Flaw<PanelIsNotSeated>(t => t with { Review = t.Review! with { PanelId = new PanelId(Guid.Empty) } }),
        Flaw<QuorumExceedsThePanel>(t => t with { Review = t.Review! with { Quorum = 3 } }),
        Flaw<ChairBelongsToAParty>(t => t with { Parties = t.Parties with { Marketing = ["mia", "carl"] } }),
        Flaw<ResponsibilityNeedsADuty>(t => t with { Responsibilities = [new("", Party.Sales, null)] }),
        Flaw<ResponsibleIsNotOfTheParty>(t => t with { Responsibilities = [new("Calls", Party.Sales, "carl")] }),
        Flaw<StrikesNeedACause>(t => t with { Strikes = new(false, null, null, null, true) }),
        Flaw<StrikesPerPersonNeedAShare>(t => t with { Strikes = new(true, null, null, null, true) }),
        Flaw<CarryOverShareIsOutOfRange>(t => t with { Compensation = new(0, 0) }),
        Flaw<MostShareOfGoalIsOutOfRange>(t => t with { Compensation = new(1, 0) }),
        Flaw<NoticeIsOutOfRange>(t => t with { Termination = new(-1, 0) }),
        Flaw<TriggerIsOutOfRange>(t => t with { Termination = new(0, 0) }),
        Flaw<SalesCycleIsOutOfRange>(t => t with { SalesCycleMonths = 0 }),
    ];

    private static DateWeight WholeOfSeptember => new("Closed", new(2026, 9, 1), new(2026, 9, 30), 0);

    private static GoalDerivation FromCapacity(int reps, int leadsPerRep) => new(Capacity: new(reps, leadsPerRep));

    [Fact]
    public void The_first_of_two_flaws_is_the_refusal()
    {
        for (var first = 0; first < InOrder.Length; first++)
        {
            for (var second = first + 1; second < InOrder.Length; second++)
            {
                // The first flaw comes last, so that the second can't undo it.
                var refusal = Propose(InOrder[first].Spoil(InOrder[second].Spoil(Revision)));
                Assert.IsType(InOrder[first].Refusal, refusal);
            }
        }
    }

    [Fact]
    public void Each_flaw_alone_is_its_own_refusal() =>
        Assert.All(InOrder, flaw => Assert.IsType(flaw.Refusal, Propose(flaw.Spoil(Revision))));

    // July's terms are signed and in force; a revision for August is on the table.
    private static Terms Revision => Offer with { EffectiveFrom = new Month(2026, 8) };

    private static Refusal? Propose(Terms terms) => ProposeTerms.Decide(
        Given([Drafted, Proposed(Offer), .. Signed(1, "2026-06-30T22:00Z")]),
        new ProposeTerms(terms, Judges, By("ada", Role.Agreements, "2026-07-15T10:00Z"))).Refusal;

    private static (Type, Func<Terms, Terms>) Flaw<TRefusal>(Func<Terms, Terms> spoil)
        where TRefusal : Refusal => (typeof(TRefusal), spoil);
}
