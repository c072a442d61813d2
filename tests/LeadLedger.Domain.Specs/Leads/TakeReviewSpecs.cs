using LeadLedger.Domain.Leads;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.LeadScene;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

/// <summary>A case out of the queue is for whoever has something left to do on it.</summary>
public sealed class TakeReviewSpecs
{
    private static readonly LeadScene Open = Given(HandedOff(Sam), Rejected());

    [Fact]
    public void A_free_case_is_claimed() =>
        Open.When(new TakeReview(1, Member(Pia, "03-03 10:00"))).Then(Claimed(Pia, "03-03 10:00"));

    [Fact]
    public void A_case_that_the_member_holds_stays_theirs_under_the_same_fence() =>
        Open.And(Claimed(Pia, "03-03 10:00"))
            .When(new TakeReview(1, Member(Pia, "03-03 10:05")))
            .ThenAlreadySo();

    [Fact]
    public void A_case_that_another_holds_is_refused() =>
        Open.And(Claimed(Carl, "03-03 10:00"))
            .When(new TakeReview(1, Member(Pia, "03-03 10:05")))
            .ThenRefused(new CaseIsClaimedByAnother(Carl, T("03-03 10:30"), 1));

    [Fact]
    public void Who_has_voted_is_not_handed_the_case_again() =>
        Open.And(Voted(Pia, Verdict.Upheld, "03-03 10:00"), Voted(Carl, Verdict.Upheld, "03-03 10:01"))
            .When(new TakeReview(1, Member(Pia, "03-03 10:05")))
            .ThenRefused(new MemberHasVotedAlready());

    [Fact]
    public void Once_enough_have_voted_nobody_is_asked_to_vote_for_nothing() =>
        Open.And(Voted(Paul, Verdict.Upheld, "03-03 10:00"), Voted(Carl, Verdict.Upheld, "03-03 10:01"))
            .When(new TakeReview(1, Member(Pia, "03-03 10:05")))
            .ThenRefused(new CaseNeedsNoMoreVotes());

    [Fact]
    public void Whoever_presides_has_it_back_once_enough_have_voted() =>
        Open.And(Voted(Carl, Verdict.Upheld, "03-03 10:00"), Voted(Pia, Verdict.Upheld, "03-03 10:01"))
            .When(new TakeReview(1, Chair("03-03 10:05")))
            .Then(Claimed(Carl, "03-03 10:05"));

    [Fact]
    public void And_not_before() =>
        Open.And(Voted(Carl, Verdict.Upheld, "03-03 10:00"))
            .When(new TakeReview(1, Chair("03-03 10:05")))
            .ThenRefused(new MemberHasVotedAlready());

    [Fact]
    public void Who_had_a_hand_in_the_lead_is_not_handed_it() =>
        Given(HandedOff(Sam), Attempted("03-02 10:00", by: Paul), Rejected())
            .When(new TakeReview(1, Member(Paul, "03-03 10:05")))
            .ThenRefused(new MemberIsNotImpartial(Involvement.AttemptedContact, false));
}
