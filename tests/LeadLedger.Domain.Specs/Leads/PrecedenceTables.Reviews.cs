using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.LeadScene;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

internal static partial class PrecedenceTables
{
    private static LeadEvent[] PiaUpholdsAndCarlHoldsIt =>
        [.. UnderReview, Voted(Pia, Verdict.Upheld, "03-03 09:40"), Claimed(Carl, "03-03 09:50")];

    private static LeadEvent[] PiaAndCarlUphold =>
        [.. PiaUpholdsAndCarlHoldsIt, Voted(Carl, Verdict.Upheld, "03-03 09:52")];

    private static Precedence Rejecting() => Precedence.Of(
        Given(HandedOff()),
        new RejectLead("no-budget", "budget", Words("They have none"), Sales("03-03 09:00")),
        [
            Flaw.Happened<LeadIsUnknown>(),
            Flaw.Said<OnlyHistoryIsDecidedByImport, RejectLead>(c => c with { Act = Imported(c.Act) }),
            Flaw.Said<OnlySalesOfTheAgreementActsOnIt, RejectLead>(c => c with { Act = Stranger(c.Act) }),
            Flaw.Happened<LeadIsNotWithSales>(UnderReview),
            .. FlawsOfADecisionsTime<RejectLead>((c, spoil) => c with { Act = spoil(c.Act) }),
            Flaw.Scene<TermsPromiseNoReview>(scene => scene.Under(Company.Terms with { Review = null })),
            Flaw.Said<RejectionNeedsAReasonInForce, RejectLead>(c => c with { ReasonCode = "bad-mood" }),
            Flaw.Said<RejectionNeedsTheReasonsCriterion, RejectLead>(c => c with { Criterion = "need" }),
            Flaw.Said<RejectionNeedsAnExplanation, RejectLead>(c => c with { Explanation = Words(" ") }),
        ]);

    private static Precedence Withdrawing() => Precedence.Of(
        Given(UnderReview),
        new WithdrawRejection(1, Sales("03-03 10:00")),
        [
            Flaw.Happened<LeadIsUnknown>(),
            Flaw.Said<CaseIsUnknown, WithdrawRejection>(c => c with { Case = 7 }),
            Flaw.Said<OnlyHistoryIsDecidedByImport, WithdrawRejection>(c => c with { Act = Imported(c.Act) }),
            Flaw.Said<OnlySalesOfTheAgreementActsOnIt, WithdrawRejection>(c => c with { Act = Stranger(c.Act) }),
            Flaw.Happened<CaseIsClosed>(Nurtured),
            .. FlawsOfADecisionsTime<WithdrawRejection>((c, spoil) => c with { Act = spoil(c.Act) }),
        ]);

    private static Precedence Claiming() => Precedence.Of(
        Given(UnderReview),
        new ClaimReview(1, Chair("03-03 10:00")),
        [
            .. FlawsOfAnActOfThePanel<ClaimReview>(
                (c, number) => c with { Case = number }, (c, spoil) => c with { Act = spoil(c.Act) }),
            Flaw.Happened<MemberIsNotImpartial>([.. UnderReview, Recused(Carl, "03-03 09:10")]),
            Flaw.Happened<CaseIsClaimedByAnother>([.. UnderReview, Claimed(Pia, "03-03 09:50")]),
        ]);

    private static Precedence Taking() => Precedence.Of(
        Given(UnderReview),
        new TakeReview(1, Member(Pia, "03-03 10:00")),
        [
            .. FlawsOfAnActOfThePanel<TakeReview>(
                (c, number) => c with { Case = number }, (c, spoil) => c with { Act = spoil(c.Act) }),
            Flaw.Happened<MemberIsNotImpartial>([.. UnderReview, Recused(Pia, "03-03 09:10")]),
            Flaw.Happened<MemberHasVotedAlready>([.. UnderReview, Voted(Pia, Verdict.Upheld, "03-03 09:20")]),
            Flaw.Happened<CaseNeedsNoMoreVotes>(
            [
                .. UnderReview, Voted(Carl, Verdict.Upheld, "03-03 09:20"), Voted(Paul, Verdict.Upheld, "03-03 09:30"),
            ]),
            Flaw.Happened<CaseIsClaimedByAnother>([.. UnderReview, Claimed(Carl, "03-03 09:50")]),
        ]);

    private static Precedence Releasing() => Precedence.Of(
        Given([.. UnderReview, Claimed(Carl, "03-03 09:50")]),
        new ReleaseReview(1, 1, Chair("03-03 10:00")),
        [
            .. FlawsOfAnActOfThePanel<ReleaseReview>(
                (c, number) => c with { Case = number }, (c, spoil) => c with { Act = spoil(c.Act) }),
            Flaw.Happened<CaseIsClaimedByAnother>([.. UnderReview, Claimed(Pia, "03-03 09:50")]),
            Flaw.Said<ClaimIsSuperseded, ReleaseReview>(c => c with { Fence = 0 }),
        ]);

    private static Precedence Voting() => Precedence.Of(
        Given([.. UnderReview, Claimed(Carl, "03-03 09:50")]),
        new CastVote(1, Verdict.Upheld, Words("So it is"), 1, Chair("03-03 10:00")),
        [
            .. FlawsOfAnActOfThePanel<CastVote>(
                (c, number) => c with { Case = number }, (c, spoil) => c with { Act = spoil(c.Act) }),
            Flaw.Happened<MemberIsNotImpartial>([.. UnderReview, Recused(Carl, "03-03 09:10")]),
            Flaw.Happened<MemberHasVotedAlready>([.. UnderReview, Voted(Carl, Verdict.Upheld, "03-03 09:40")]),
            .. FlawsOfTheClaim(),
            Flaw.Said<ClaimIsSuperseded, CastVote>(c => c with { Fence = 0 }),
            Flaw.Said<VoteNeedsARationale, CastVote>(c => c with { Rationale = Words(" ") }),
        ]);

    private static Precedence Recusing() => Precedence.Of(
        Given(UnderReview),
        new RecuseMember(1, Words("I know them"), Chair("03-03 10:00")),
        [
            .. FlawsOfAnActOfThePanel<RecuseMember>(
                (c, number) => c with { Case = number }, (c, spoil) => c with { Act = spoil(c.Act) }),
            Flaw.Said<RecusalNeedsAReason, RecuseMember>(c => c with { Why = Words(" ") }),
        ]);

    private static Precedence Ruling() => Precedence.Of(
        Given(PiaAndCarlUphold),
        new IssueRuling(
            1,
            Verdict.Overturned,
            RootCause.FollowUp,
            Words("Nobody asked them"),
            Words("We overlooked the second call"),
            Teach,
            Sue,
            1,
            Chair("03-03 10:00")),
        [
            .. FlawsOfAnActOfThePanel<IssueRuling>(
                (c, number) => c with { Case = number }, (c, spoil) => c with { Act = spoil(c.Act) }),
            Flaw.Scene<ChairIsOfMarketingOrSales>(scene => scene.JudgedBy(scene.Panel with
            {
                Members = [new Member(Carl, MemberFunction.Sales)],
            })),
            Flaw.Happened<MemberIsNotImpartial>([.. UnderReview, Recused(Carl, "03-03 09:10")]),
            Flaw.Scene<CaseHasNoChair>(scene => scene.Under(
                Company.Terms with { Parties = new Parties([Mia], [Sam, Sue, Carl, Nora], [Max]) })),
            Flaw.Scene<OnlyTheChairRules>(scene => scene.JudgedBy(PresidingSpecs.WithNora(scene.Panel) with
            {
                Chair = Nora,
            })),
            .. FlawsOfTheClaim(),
            Flaw.Said<ClaimIsSuperseded, IssueRuling>(c => c with { Fence = 0 }),
            Flaw.Said<RulingNeedsARationale, IssueRuling>(c => c with { Rationale = Words(" ") }),
            Flaw.Said<RulingNeedsANextStep, IssueRuling>(
                c => c with { NextStep = c.NextStep with { What = Words(" ") } }),
            Flaw.Said<RulingNeedsANextStep, IssueRuling>(c => c with { NextStep = c.NextStep with { Owner = "" } }),
            Flaw.Said<NextStepOwnerIsUnknown, IssueRuling>(
                c => c with { NextStep = c.NextStep with { Owner = Otto } }),
            Flaw.Said<NextStepIsDueInThePast, IssueRuling>(
                c => c with { NextStep = c.NextStep with { DueAt = T("03-01 09:00") } }),
            Flaw.Said<OnlyAnOverturnedLeadHasSomeoneToAct, IssueRuling>(c => c with { Verdict = Verdict.Upheld }),
            Flaw.Said<PersonToActIsNotOfSales, IssueRuling>(c => c with { ActBy = Mia }),
            Flaw.Scene<QuorumIsMissing>(scene => scene.Under(
                Company.Terms with { Review = Company.Terms.Review! with { Quorum = 3 } })),
            Flaw.Happened<ChairHasNotVoted>(PiaUpholdsAndCarlHoldsIt),
            new Flaw(typeof(RulingAgainstTheVotesNeedsAReason), trial => new Trial(
                trial.Scene with { History = [.. PiaAndCarlUphold] },
                (IssueRuling)trial.Command with { ReasonAgainstVotes = null })),
            Flaw.Happened<RulingIsNotAgainstTheVotes>(
                [.. PiaUpholdsAndCarlHoldsIt, Voted(Carl, Verdict.Overturned, "03-03 09:52")]),
        ]);

    private static Precedence FollowingUp() => Precedence.Of(
        Given(Nurtured),
        new FollowUpRuling(1, null, Chair("03-09 09:00")),
        [
            Flaw.Happened<LeadIsUnknown>(),
            Flaw.Said<CaseIsUnknown, FollowUpRuling>(c => c with { Case = 7 }),
            Flaw.Said<OnlyHistoryIsDecidedByImport, FollowUpRuling>(c => c with { Act = Imported(c.Act) }),
            Flaw.Said<OnlyTheStepsOwnerOrTheChairFollowsUp, FollowUpRuling>(c => c with { Act = Stranger(c.Act) }),
            Flaw.Happened<CaseHasNoRuling>(UnderReview),
            Flaw.Happened<RulingIsFollowedUpAlready>([.. Nurtured, FollowedUp("03-08 09:00")]),
            .. FlawsOfADecisionsTime<FollowUpRuling>((c, spoil) => c with { Act = spoil(c.Act) }),
        ]);

    private static Precedence RecordingABreach() => Precedence.Of(
        Given(HandedOff(Sam)),
        new RecordBreach(new OwedClock(OwedPromise.FirstResponse, 1, null), Watch("03-02 10:00", "03-02 10:00:01")),
        [Flaw.Happened<LeadIsUnknown>()]);

    private static Precedence Reminding() => Precedence.Of(
        Given(UnderReview[0], Rejected() with { RulingRemindAt = T("03-04 21:00") }),
        new GiveReminder(new OwedClock(OwedPromise.Ruling, 1, 1), Watch("03-04 21:00")),
        [Flaw.Happened<LeadIsUnknown>()]);

    private static Flaw[] FlawsOfAnActOfThePanel<TCommand>(
        Func<TCommand, int, TCommand> on,
        Func<TCommand, Func<Act, Act>, TCommand> with)
        where TCommand : notnull =>
    [
        Flaw.Happened<LeadIsUnknown>(),
        Flaw.Said<CaseIsUnknown, TCommand>(c => on(c, 7)),
        Flaw.Said<OnlyHistoryIsDecidedByImport, TCommand>(c => with(c, Imported)),
        Flaw.Said<OnlySeatedMembersReview, TCommand>(c => with(c, Stranger)),
        Flaw.Happened<CaseIsClosed>(Nurtured),
        .. FlawsOfADecisionsTime(with),
    ];

    private static Flaw[] FlawsOfTheClaim() =>
    [
        Flaw.Scene<CaseNeedsTheMembersOwnClaim>(scene => scene.And(Released(Carl, "03-03 09:55"))),
        Flaw.Scene<CaseIsClaimedByAnother>(scene => scene.And(Claimed(Pia, "03-03 09:55", fence: 2))),
    ];
}
