using LeadLedger.Domain.Leads;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.LeadScene;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

public sealed class CastVoteSpecs
{
    private static readonly LeadScene Open = Given(HandedOff(Sam), Rejected());

    private static readonly LeadScene HeldByPia = Open.And(Claimed(Pia, "03-03 10:00"));

    [Fact]
    public void A_members_vote_ends_their_claim_so_that_the_next_can_work_the_case() =>
        HeldByPia
            .When(Vote(Verdict.Upheld, Member(Pia, "03-03 10:05")))
            .Then(Voted(Pia, Verdict.Upheld, "03-03 10:05"), Released(Pia, "03-03 10:05"));

    [Fact]
    public void The_chair_keeps_the_case_to_rule_on_it_once_enough_have_voted() =>
        Open.And(Voted(Pia, Verdict.Upheld, "03-03 09:30"), Claimed(Carl, "03-03 10:00"))
            .When(Vote(Verdict.Overturned, Chair("03-03 10:05")))
            .Then(Voted(Carl, Verdict.Overturned, "03-03 10:05"));

    [Fact]
    public void Where_others_have_to_vote_yet_the_chairs_claim_ends_too() =>
        Open.And(Claimed(Carl, "03-03 10:00"))
            .When(Vote(Verdict.Overturned, Chair("03-03 10:05")))
            .Then(Voted(Carl, Verdict.Overturned, "03-03 10:05"), Released(Carl, "03-03 10:05"));

    [Fact]
    public void Under_the_fence_of_the_live_claim_it_counts() =>
        HeldByPia
            .When(Vote(Verdict.Upheld, Member(Pia, "03-03 10:05"), fence: 1))
            .Then(Voted(Pia, Verdict.Upheld, "03-03 10:05"), Released(Pia, "03-03 10:05"));

    [Fact]
    public void Under_a_superseded_fence_it_does_not() =>
        HeldByPia.And(Claimed(Pia, "03-03 10:04", fence: 2))
            .When(Vote(Verdict.Upheld, Member(Pia, "03-03 10:05"), fence: 1))
            .ThenRefused(new ClaimIsSuperseded(Pia, T("03-03 10:34"), 2));

    [Fact]
    public void Imported_votes_need_no_claim() =>
        Open
            .AsHistory()
            .When(Vote(Verdict.Upheld, Import(Pia, "03-03 10:05")))
            .Then(Voted(Pia, Verdict.Upheld, "03-03 10:05"));

    [Fact]
    public void Imported_votes_end_a_claim_that_was_imported_too() =>
        HeldByPia
            .AsHistory()
            .When(Vote(Verdict.Upheld, Import(Pia, "03-03 10:05")))
            .Then(Voted(Pia, Verdict.Upheld, "03-03 10:05"), Released(Pia, "03-03 10:05"));

    [Fact]
    public void Who_had_a_hand_in_the_lead_does_not_vote() =>
        HeldByPia.And(Attempted("03-02 15:00", by: Pia, judged: "03-03 10:01"))
            .When(Vote(Verdict.Upheld, Member(Pia, "03-03 10:05")))
            .ThenRefused(new MemberIsNotImpartial(Involvement.AttemptedContact, false));

    [Fact]
    public void Not_in_imported_history_either() =>
        Open.And(Attempted("03-02 15:00", by: Pia))
            .AsHistory()
            .When(Vote(Verdict.Upheld, Import(Pia, "03-03 10:05")))
            .ThenRefused(new MemberIsNotImpartial(Involvement.AttemptedContact, false));

    [Fact]
    public void Who_stood_aside_does_not_vote() =>
        Open.And(Recused(Pia, "03-03 10:00"))
            .When(Vote(Verdict.Upheld, Member(Pia, "03-03 10:05")))
            .ThenRefused(new MemberIsNotImpartial(Involvement.None, true));

    [Theory]
    [InlineData(Verdict.Upheld)]
    [InlineData(Verdict.Overturned)]
    public void A_vote_stands(Verdict second) =>
        HeldByPia.And(Voted(Pia, Verdict.Upheld, "03-03 10:05"), Released(Pia, "03-03 10:05"))
            .And(Claimed(Pia, "03-03 10:06", fence: 2))
            .When(Vote(second, Member(Pia, "03-03 10:07")))
            .ThenRefused(new MemberHasVotedAlready());

    [Fact]
    public void A_vote_on_an_earlier_case_does_not_stand_for_a_later_one() =>
        HeldByPia.And(Voted(Pia, Verdict.Upheld, "03-03 10:05"), Withdrawn("03-03 10:10"))
            .And(Rejected("03-03 11:00", number: 2), Claimed(Pia, "03-03 11:10", number: 2))
            .When(new CastVote(2, Verdict.Overturned, Words("pia thinks so"), null, Member(Pia, "03-03 11:11")))
            .Then(
                Voted(Pia, Verdict.Overturned, "03-03 11:11", number: 2),
                Released(Pia, "03-03 11:11", number: 2));

    [Fact]
    public void Without_a_claim_nobody_votes() =>
        Open
            .When(Vote(Verdict.Upheld, Member(Pia, "03-03 10:05")))
            .ThenRefused(new CaseNeedsTheMembersOwnClaim(null, default, 0));

    [Fact]
    public void A_microsecond_before_the_claim_ends_the_vote_counts() =>
        HeldByPia
            .When(Vote(Verdict.Upheld, Member(Pia, "03-03 10:29:59.999999")))
            .Then(Voted(Pia, Verdict.Upheld, "03-03 10:29:59.999999"), Released(Pia, "03-03 10:29:59.999999"));

    [Fact]
    public void When_the_claim_has_ended_the_vote_comes_too_late() =>
        HeldByPia
            .When(Vote(Verdict.Upheld, Member(Pia, "03-03 10:30")))
            .ThenRefused(new CaseNeedsTheMembersOwnClaim(Pia, T("03-03 10:30"), 1));

    [Fact]
    public void A_claim_is_not_made_longer_by_saying_that_it_was_earlier() =>
        HeldByPia
            .When(Vote(Verdict.Upheld, Member(Pia, "03-03 10:29", told: "03-03 10:30")))
            .ThenRefused(new CaseNeedsTheMembersOwnClaim(Pia, T("03-03 10:30"), 1));

    [Fact]
    public void While_another_works_the_case_nobody_votes() =>
        HeldByPia
            .When(Vote(Verdict.Upheld, Member(Paul, "03-03 10:05")))
            .ThenRefused(new CaseIsClaimedByAnother(Pia, T("03-03 10:30"), 1));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_vote_is_given_with_its_why(string rationale) =>
        HeldByPia
            .When(new CastVote(1, Verdict.Upheld, Words(rationale), null, Member(Pia, "03-03 10:05")))
            .ThenRefused(new VoteNeedsARationale());

    private static CastVote Vote(Verdict verdict, Act act, int? fence = null) =>
        new(1, verdict, Words($"{act.By} thinks so"), fence, act);
}
