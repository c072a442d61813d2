using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.LeadScene;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

public sealed class ReviewClaimSpecs
{
    private static readonly LeadScene Open = Given(HandedOff(Sam), Rejected());

    private static readonly LeadScene HeldByCarl = Open.And(Claimed(Carl, "03-03 10:00"));

    [Fact]
    public void A_member_claims_a_case_for_as_long_as_the_terms_say() =>
        Open
            .When(new ClaimReview(1, Chair("03-03 10:00")))
            .Then(Claimed(Carl, "03-03 10:00"));

    [Fact]
    public void The_terms_say_how_long_a_claim_holds() =>
        Assert.Equal(T("03-03 10:10"), Open
            .Under(Company.Terms with { Review = Company.Terms.Review! with { ClaimMinutes = 10 } })
            .When(new ClaimReview(1, Chair("03-03 10:00")))
            .ThenOne<ReviewClaimed>().ExpiresAt);

    [Fact]
    public void Claiming_ones_own_case_again_renews_it_under_the_next_fence() =>
        HeldByCarl
            .When(new ClaimReview(1, Chair("03-03 10:20")))
            .Then(Claimed(Carl, "03-03 10:20", fence: 2));

    [Fact]
    public void A_microsecond_before_it_ends_a_claim_keeps_others_out() =>
        HeldByCarl
            .When(new ClaimReview(1, Member(Pia, "03-03 10:29:59.999999")))
            .ThenRefused(new CaseIsClaimedByAnother(Carl, T("03-03 10:30"), 1));

    [Fact]
    public void From_its_end_on_anyone_may_take_over() =>
        HeldByCarl
            .When(new ClaimReview(1, Member(Pia, "03-03 10:30")))
            .Then(Claimed(Pia, "03-03 10:30", fence: 2));

    [Fact]
    public void A_released_case_is_anyones() =>
        HeldByCarl.And(Released(Carl, "03-03 10:05"))
            .When(new ClaimReview(1, Member(Pia, "03-03 10:06")))
            .Then(Claimed(Pia, "03-03 10:06", fence: 2));

    [Fact]
    public void A_claim_that_an_importer_brings_in_is_the_members() =>
        Open
            .AsHistory()
            .When(new ClaimReview(1, Import(Pia, "03-03 10:00")))
            .Then(Claimed(Pia, "03-03 10:00"));

    [Fact]
    public void Who_handed_the_lead_off_does_not_claim_it() =>
        Partial(Mia, HandedOff(Sam), Rejected())
            .When(new ClaimReview(1, Member(Mia, "03-03 10:00")))
            .ThenRefused(new MemberIsNotImpartial(Involvement.HandedItOff, false));

    [Fact]
    public void Who_was_assigned_it_at_handoff_does_not_claim_it() =>
        Partial(Sam, HandedOff(Sam), Rejected(by: Sue))
            .When(new ClaimReview(1, Member(Sam, "03-03 10:00")))
            .ThenRefused(new MemberIsNotImpartial(Involvement.WasAssignedIt, false));

    [Fact]
    public void Who_was_assigned_it_later_and_lost_it_does_not_claim_it() =>
        Partial(Paul, HandedOff(), Assigned(Paul, "03-02 10:00"), Assigned(Sue, "03-02 11:00"), Rejected())
            .When(new ClaimReview(1, Member(Paul, "03-03 10:00")))
            .ThenRefused(new MemberIsNotImpartial(Involvement.WasAssignedIt, false));

    [Fact]
    public void Who_attempted_it_does_not_claim_it() =>
        Partial(Carl, HandedOff(), Attempted("03-02 10:00", by: Carl), Rejected())
            .When(new ClaimReview(1, Chair("03-03 10:00")))
            .ThenRefused(new MemberIsNotImpartial(Involvement.AttemptedContact, false));

    [Fact]
    public void Who_attempted_it_and_was_assigned_and_rejected_it_does_not_claim_it() =>
        Partial(Sam, HandedOff(Sam), Attempted("03-02 10:00"), Rejected())
            .When(new ClaimReview(1, Member(Sam, "03-03 10:00")))
            .ThenRefused(new MemberIsNotImpartial(
                Involvement.WasAssignedIt | Involvement.AttemptedContact | Involvement.RejectedIt, false));

    [Fact]
    public void Who_rejected_it_in_an_earlier_case_does_not_claim_a_later_one() =>
        Partial(
                Paul,
                HandedOff(),
                Rejected(by: Paul),
                Overturned("03-04 09:00"),
                Rejected("03-05 09:00", number: 2))
            .When(new ClaimReview(2, Member(Paul, "03-05 10:00")))
            .ThenRefused(new MemberIsNotImpartial(Involvement.RejectedIt, false));

    [Fact]
    public void Who_stood_aside_does_not_claim_it() =>
        Open.And(Recused(Pia, "03-03 09:30"))
            .When(new ClaimReview(1, Member(Pia, "03-03 10:00")))
            .ThenRefused(new MemberIsNotImpartial(Involvement.None, true));

    [Fact]
    public void Who_stood_aside_in_an_earlier_case_may_judge_a_later_one() =>
        Open.And(Recused(Pia, "03-03 09:30"), Withdrawn("03-03 09:40"), Rejected("03-03 09:50", number: 2))
            .When(new ClaimReview(2, Member(Pia, "03-03 10:00")))
            .Then(Claimed(Pia, "03-03 10:00", number: 2));

    [Fact]
    public void The_holder_gives_the_case_back() =>
        HeldByCarl
            .When(new ReleaseReview(1, 1, Chair("03-03 10:10")))
            .Then(Released(Carl, "03-03 10:10"));

    [Fact]
    public void Without_a_fence_the_newest_claim_is_meant() =>
        HeldByCarl.And(Claimed(Carl, "03-03 10:05", fence: 2))
            .When(new ReleaseReview(1, null, Chair("03-03 10:10")))
            .Then(Released(Carl, "03-03 10:10", fence: 2));

    [Fact]
    public void A_superseded_claim_releases_nothing() =>
        HeldByCarl.And(Claimed(Carl, "03-03 10:05", fence: 2))
            .When(new ReleaseReview(1, 1, Chair("03-03 10:10")))
            .ThenRefused(new ClaimIsSuperseded(Carl, T("03-03 10:35"), 2));

    [Fact]
    public void A_case_that_nobody_holds_is_free_already() =>
        Open
            .When(new ReleaseReview(1, null, Chair("03-03 10:10")))
            .ThenAlreadySo();

    [Fact]
    public void A_claim_that_has_ended_leaves_nothing_to_give_back() =>
        HeldByCarl
            .When(new ReleaseReview(1, 1, Chair("03-03 10:30")))
            .ThenAlreadySo();

    [Fact]
    public void Nobody_gives_back_what_another_holds() =>
        HeldByCarl
            .When(new ReleaseReview(1, null, Member(Pia, "03-03 10:10")))
            .ThenRefused(new CaseIsClaimedByAnother(Carl, T("03-03 10:30"), 1));

    [Fact]
    public void A_holder_who_became_partial_can_still_give_it_back() =>
        HeldByCarl.And(Attempted("03-02 15:00", by: Carl, judged: "03-03 10:05"))
            .When(new ReleaseReview(1, null, Chair("03-03 10:10")))
            .Then(Released(Carl, "03-03 10:10"));

    [Fact]
    public void The_claim_of_one_who_left_the_panel_keeps_nobody_out() =>
        HeldByCarl
            .JudgedBy(PresidingSpecs.WithNora(Company.Panel with { Members = [.. Company.Panel.Members.Skip(1)] }))
            .When(new ClaimReview(1, Member(Pia, "03-03 10:05")))
            .Then(Claimed(Pia, "03-03 10:05", fence: 2));

    [Fact]
    public void The_claim_of_one_who_turns_out_to_have_attempted_the_lead_keeps_nobody_out() =>
        HeldByCarl.And(Attempted("03-02 15:00", by: Carl, judged: "03-03 10:02"))
            .When(new ClaimReview(1, Member(Pia, "03-03 10:05")))
            .Then(Claimed(Pia, "03-03 10:05", fence: 2));

    [Fact]
    public void Such_a_case_is_free_already_for_whoever_would_give_it_back() =>
        HeldByCarl.And(Attempted("03-02 15:00", by: Carl, judged: "03-03 10:02"))
            .When(new ReleaseReview(1, null, Member(Pia, "03-03 10:05")))
            .ThenAlreadySo();

    [Fact]
    public void Refused_claims_say_who_holds_the_case_until_when_and_under_which_number()
    {
        Assert.Equal(
            "carl works this case until 2026-03-03T10:30:00.000000Z, under claim 4.",
            new CaseIsClaimedByAnother(Carl, T("03-03 10:30"), 4).Detail);
        Assert.Equal(
            "carl's claim 4 ended at 2026-03-03T10:30:00.000000Z, and nobody holds the case now; claim it again.",
            new CaseNeedsTheMembersOwnClaim(Carl, T("03-03 10:30"), 4).Detail);
        Assert.Equal(
            "That claim is worth nothing any more; carl's newest is number 4, until 2026-03-03T10:30:00.000000Z.",
            new ClaimIsSuperseded(Carl, T("03-03 10:30"), 4).Detail);
        Assert.All(
            (Refusal[])
            [
                new CaseIsClaimedByAnother(Carl, T("03-03 10:30"), 4),
                new CaseNeedsTheMembersOwnClaim(Carl, T("03-03 10:30"), 4),
                new ClaimIsSuperseded(Carl, T("03-03 10:30"), 4),
            ],
            refusal => Assert.Equal(new NamedClaim(Carl, 4, T("03-03 10:30")), refusal.Claim));
        Assert.Null(new CaseNeedsTheMembersOwnClaim(null, default, 0).Claim);
    }

    private static LeadScene Partial(string member, params LeadEvent[] history) =>
        Given(history).JudgedBy(Company.Panel with
        {
            Members = [.. Company.Panel.Members, new Member(member, MemberFunction.Neither)],
        });
}
