using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.LeadScene;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

public sealed class IssueRulingSpecs
{
    private static readonly IssueRuling Uphold = new(
        1,
        Verdict.Upheld,
        RootCause.Qualification,
        Words("No money indeed"),
        null,
        Teach,
        null,
        null,
        Chair("03-04 09:00"));

    private static readonly IssueRuling Overturn = Uphold with
    {
        Verdict = Verdict.Overturned,
        RootCause = RootCause.FollowUp,
        Rationale = Words("Nobody asked them"),
    };

    private static readonly LeadScene Open = Given(HandedOff(Sam), Rejected());

    private static readonly LeadScene HeldByCarl = Open.And(Claimed(Carl, "03-04 08:50"));

    /// <summary>Pia found that sales was right, so with Carl there is a quorum.</summary>
    private static readonly LeadScene OneUpholds = HeldByCarl.And(Voted(Pia, Verdict.Upheld, "03-03 10:00"));

    private static readonly MemberVote PiaUpholds = new(Pia, Verdict.Upheld);

    private static readonly MemberVote PaulUpholds = new(Paul, Verdict.Upheld);

    private static readonly LeadScene TwoUphold = OneUpholds.And(Voted(Paul, Verdict.Upheld, "03-03 11:00"));

    private static readonly LeadScene OnTheirOwn = HeldByCarl.JudgedBy(Company.Panel with
    {
        Members = [new Member(Carl, MemberFunction.Neither)],
    });

    [Fact]
    public void Upheld_the_lead_is_marketings_again() =>
        OneUpholds
            .When(Uphold)
            .Then(Upheld("03-04 09:00", votes: [PiaUpholds]), Returned("03-04 09:00"));

    [Fact]
    public void Overturned_it_is_back_with_sales_with_new_clocks_under_its_own_terms() =>
        HeldByCarl.And(Voted(Pia, Verdict.Overturned, "03-03 10:00"))
            .When(Overturn)
            .Then(Overturned("03-04 09:00", actBy: Sam) with { Votes = [new MemberVote(Pia, Verdict.Overturned)] });

    [Fact]
    public void Somebody_else_of_sales_may_have_to_act() =>
        HeldByCarl.And(Voted(Pia, Verdict.Overturned, "03-03 10:00"))
            .When(Overturn with { ActBy = Sue })
            .Then(Overturned("03-04 09:00", actBy: Sue) with { Votes = [new MemberVote(Pia, Verdict.Overturned)] });

    [Fact]
    public void A_lead_that_was_the_teams_is_the_teams_again() =>
        Assert.Null(Given(HandedOff(), Rejected(), Claimed(Carl, "03-04 08:50"))
            .And(Voted(Pia, Verdict.Overturned, "03-03 10:00"))
            .When(Overturn)
            .ThenOne<RulingIssued>().NewClocks!.ActBy);

    [Fact]
    public void Promises_that_the_terms_leave_out_start_no_new_clock() =>
        Assert.Equal(
            new NewClocks(Sam, null, null, Company.Reckoned),
            HeldByCarl.And(Voted(Pia, Verdict.Overturned, "03-03 10:00"))
                .Under(Company.Terms with { ResponseTimes = [], Cadences = [] })
                .When(Overturn)
                .ThenOne<RulingIssued>().NewClocks);

    [Fact]
    public void The_new_clocks_are_those_of_the_handoffs_terms_though_others_are_in_force_now() =>
        Assert.Equal(
            T("04-02 10:00"),
            Given(HandedOff(Sam), Rejected("04-02 08:00"), Claimed(Carl, "04-02 08:50"))
                .And(Voted(Pia, Verdict.Overturned, "04-02 08:30"))
                .When(Overturn with { Act = Chair("04-02 09:00"), NextStep = Teach with { DueAt = T("04-10 09:00") } })
                .ThenOne<RulingIssued>().NewClocks!.FirstResponse!.DueAt);

    [Fact]
    public void The_chairs_own_vote_is_one_of_the_votes() =>
        OneUpholds.And(Voted(Carl, Verdict.Upheld, "03-04 08:55"))
            .When(Uphold)
            .Then(
                Upheld("03-04 09:00", votes: [PiaUpholds, new MemberVote(Carl, Verdict.Upheld)]),
                Returned("03-04 09:00"));

    [Fact]
    public void The_chair_may_rule_against_the_votes_and_says_why() =>
        TwoUphold
            .When(Overturn with { ReasonAgainstVotes = Words("Both overlooked the second call") })
            .Then(Overturned("03-04 09:00", actBy: Sam) with
            {
                ReasonAgainstVotes = Words("Both overlooked the second call"),
                Votes = [PiaUpholds, PaulUpholds],
            });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Against_the_votes_without_a_reason_is_refused(string? reason) =>
        TwoUphold
            .When(Overturn with { ReasonAgainstVotes = PersonalText.OfNullable(reason) })
            .ThenRefused(new RulingAgainstTheVotesNeedsAReason());

    [Fact]
    public void Where_the_votes_are_even_the_chair_decides_without_a_reason() =>
        OneUpholds.And(Voted(Paul, Verdict.Overturned, "03-03 11:00"))
            .When(Overturn)
            .Then(Overturned("03-04 09:00", actBy: Sam) with
            {
                Votes = [PiaUpholds, new MemberVote(Paul, Verdict.Overturned)],
            });

    [Fact]
    public void A_reason_against_votes_that_agree_is_refused() =>
        TwoUphold
            .When(Uphold with { ReasonAgainstVotes = Words("Just in case") })
            .ThenRefused(new RulingIsNotAgainstTheVotes());

    [Fact]
    public void A_blank_reason_where_none_is_needed_is_none() =>
        OneUpholds
            .When(Uphold with { ReasonAgainstVotes = Words(" ") })
            .Then(Upheld("03-04 09:00", votes: [PiaUpholds]), Returned("03-04 09:00"));

    [Fact]
    public void The_chair_alone_is_no_quorum_of_two() =>
        HeldByCarl
            .When(Uphold)
            .ThenRefused(new QuorumIsMissing(1, 2));

    [Fact]
    public void The_chairs_vote_does_not_make_two_of_one() =>
        HeldByCarl.And(Voted(Carl, Verdict.Upheld, "03-04 08:55"))
            .When(Uphold)
            .ThenRefused(new QuorumIsMissing(1, 2));

    [Fact]
    public void A_panel_of_one_is_fine_if_that_one_is_impartial() =>
        OnTheirOwn
            .When(Uphold)
            .Then(Upheld("03-04 09:00"), Returned("03-04 09:00"));

    [Fact]
    public void A_chair_who_voted_on_their_own_and_rules_otherwise_says_why_too() =>
        OnTheirOwn.And(Voted(Carl, Verdict.Overturned, "03-04 08:55"))
            .When(Uphold)
            .ThenRefused(new RulingAgainstTheVotesNeedsAReason());

    [Fact]
    public void Where_all_others_stood_aside_the_chair_is_quorum_enough() =>
        HeldByCarl.And(Recused(Pia, "03-03 10:00"), Recused(Paul, "03-03 11:00"))
            .When(Uphold)
            .Then(Upheld("03-04 09:00") with { Recused = [Paul, Pia] }, Returned("03-04 09:00"));

    [Fact]
    public void The_vote_of_one_who_then_stood_aside_does_not_count() =>
        OneUpholds.And(Recused(Pia, "03-03 12:00"))
            .When(Uphold)
            .ThenRefused(new QuorumIsMissing(1, 2));

    [Fact]
    public void The_vote_of_one_who_turns_out_to_have_attempted_the_lead_does_not_count() =>
        TwoUphold.And(Attempted("03-02 15:00", by: Pia, judged: "03-03 12:00"))
            .When(Uphold)
            .Then(Upheld("03-04 09:00", votes: [PaulUpholds]) with { Recused = [Pia] }, Returned("03-04 09:00"));

    [Fact]
    public void The_vote_of_one_who_left_the_panel_stands() =>
        OneUpholds
            .JudgedBy(Company.Panel with
            {
                Members = [new Member(Carl, MemberFunction.Neither), new Member(Paul, MemberFunction.Sales)],
            })
            .When(Uphold)
            .Then(Upheld("03-04 09:00", votes: [PiaUpholds]), Returned("03-04 09:00"));

    [Fact]
    public void Somebody_who_is_not_of_the_panel_and_acted_on_the_lead_is_not_named_among_the_recused() =>
        Assert.Equal([], OneUpholds.And(Attempted("03-02 15:00", by: Cleo, judged: "03-03 12:00"))
            .Decide(Uphold).Events.OfType<RulingIssued>().Single().Recused);

    [Fact]
    public void A_member_who_is_not_the_chair_does_not_rule() =>
        Open.And(Claimed(Pia, "03-04 08:50"), Voted(Paul, Verdict.Upheld, "03-03 10:00"))
            .When(Uphold with { Act = Member(Pia, "03-04 09:00") })
            .ThenRefused(new OnlyTheChairRules());

    [Fact]
    public void A_panel_without_a_chair_does_not_rule() =>
        OneUpholds.JudgedBy(Company.Panel with { Chair = null })
            .When(Uphold)
            .ThenRefused(new OnlyTheChairRules());

    [Fact]
    public void A_former_chair_does_not_rule() =>
        OneUpholds.JudgedBy(Company.Panel with { Chair = Paul })
            .When(Uphold)
            .ThenRefused(new OnlyTheChairRules());

    [Theory]
    [InlineData(MemberFunction.Marketing)]
    [InlineData(MemberFunction.Sales)]
    public void A_chair_who_is_of_marketing_or_sales_does_not_rule(MemberFunction function) =>
        OneUpholds
            .JudgedBy(Company.Panel with
            {
                Members = [new Member(Carl, function), new Member(Pia, MemberFunction.Marketing)],
            })
            .When(Uphold)
            .ThenRefused(new ChairIsOfMarketingOrSales());

    [Fact]
    public void A_chair_who_had_a_hand_in_the_lead_does_not_rule() =>
        OneUpholds.And(Attempted("03-02 15:00", by: Carl, judged: "03-04 08:55"))
            .When(Uphold)
            .ThenRefused(new MemberIsNotImpartial(Involvement.AttemptedContact, false));

    [Fact]
    public void A_chair_who_stood_aside_does_not_rule() =>
        OneUpholds.And(Recused(Carl, "03-04 08:55"))
            .When(Uphold)
            .ThenRefused(new MemberIsNotImpartial(Involvement.None, true));

    [Fact]
    public void Imported_rulings_need_no_claim_and_their_next_step_may_be_long_past() =>
        Open.And(Voted(Pia, Verdict.Upheld, "03-03 10:00"))
            .When(Uphold with { Act = Import(Carl, "03-04 09:00") })
            .Then(Upheld("03-04 09:00", votes: [PiaUpholds]), Returned("03-04 09:00"));

    [Fact]
    public void Imported_rulings_need_the_quorum() =>
        Open
            .When(Uphold with { Act = Import(Carl, "03-04 09:00") })
            .ThenRefused(new QuorumIsMissing(1, 2));

    [Fact]
    public void Imported_rulings_need_the_chair() =>
        Open.And(Voted(Paul, Verdict.Upheld, "03-03 10:00"))
            .When(Uphold with { Act = Import(Pia, "03-04 09:00") })
            .ThenRefused(new OnlyTheChairRules());

    [Fact]
    public void Imported_rulings_may_give_the_lead_to_somebody_who_has_left() =>
        Assert.Equal(Otto, Open.And(Voted(Pia, Verdict.Overturned, "03-03 10:00"))
            .When(Overturn with { Act = Import(Carl, "03-04 09:00"), ActBy = Otto })
            .ThenOne<RulingIssued>().NewClocks!.ActBy);

    [Fact]
    public void Without_a_claim_nobody_rules() =>
        Open.And(Voted(Pia, Verdict.Upheld, "03-03 10:00"))
            .When(Uphold)
            .ThenRefused(new CaseNeedsTheMembersOwnClaim());

    [Fact]
    public void When_the_claim_has_ended_the_ruling_comes_too_late() =>
        OneUpholds
            .When(Uphold with { Act = Chair("03-04 09:20") })
            .ThenRefused(new CaseNeedsTheMembersOwnClaim());

    [Fact]
    public void A_microsecond_before_the_claim_ends_it_does_not() =>
        OneUpholds
            .When(Uphold with { Act = Chair("03-04 09:19:59.999999") })
            .Then(
                Upheld("03-04 09:19:59.999999", votes: [PiaUpholds]),
                Returned("03-04 09:19:59.999999"));

    [Fact]
    public void While_another_works_the_case_nobody_rules() =>
        Open.And(Voted(Pia, Verdict.Upheld, "03-03 10:00"), Claimed(Paul, "03-04 08:55"))
            .When(Uphold)
            .ThenRefused(new CaseIsClaimedByAnother(Paul, T("03-04 09:25")));

    [Fact]
    public void Under_a_superseded_claim_nobody_rules() =>
        OneUpholds.And(Claimed(Carl, "03-04 08:55", fence: 2))
            .When(Uphold with { Fence = 1 })
            .ThenRefused(new ClaimIsSuperseded(2));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_ruling_is_given_with_its_why(string rationale) =>
        OneUpholds
            .When(Uphold with { Rationale = Words(rationale) })
            .ThenRefused(new RulingNeedsARationale());

    [Fact]
    public void A_ruling_says_what_follows_from_it() =>
        OneUpholds
            .When(Uphold with { NextStep = Teach with { What = Words(" ") } })
            .ThenRefused(new RulingNeedsANextStep("nextStep.what"));

    [Fact]
    public void A_ruling_says_who_owes_what_follows() =>
        OneUpholds
            .When(Uphold with { NextStep = Teach with { Owner = " " } })
            .ThenRefused(new RulingNeedsANextStep("nextStep.owner"));

    [Fact]
    public void A_next_step_due_now_is_in_time()
    {
        var now = Teach with { DueAt = T("03-04 09:00") };
        OneUpholds
            .When(Uphold with { NextStep = now })
            .Then(Upheld("03-04 09:00", votes: [PiaUpholds]) with { NextStep = now }, Returned("03-04 09:00"));
    }

    [Fact]
    public void A_next_step_is_not_due_in_the_past() =>
        OneUpholds
            .When(Uphold with { NextStep = Teach with { DueAt = T("03-04 08:59:59.999999") } })
            .ThenRefused(new NextStepIsDueInThePast());

    [Fact]
    public void An_upheld_rejection_leaves_sales_nothing_to_act_on() =>
        OneUpholds
            .When(Uphold with { ActBy = Sue })
            .ThenRefused(new OnlyAnOverturnedLeadHasSomeoneToAct());

    [Fact]
    public void Whoever_is_not_of_sales_does_not_have_to_act() =>
        OneUpholds
            .When(Overturn with { ActBy = Mia })
            .ThenRefused(new PersonToActIsNotOfSales());
}
