using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.People;
using static LeadLedger.Domain.Specs.Leads.RulingScenes;

namespace LeadLedger.Domain.Specs.Leads;

/// <summary>Who may rule, under which claim, and what a ruling must say.</summary>
public sealed class IssueRulingRefusedSpecs
{
    [Fact]
    public void A_member_who_is_not_the_chair_does_not_rule() =>
        Open.And(Claimed(Pia, "03-04 08:50"), Voted(Paul, Verdict.Upheld, "03-03 10:00"))
            .When(Uphold with { Act = Member(Pia, "03-04 09:00") })
            .ThenRefused(new ChairIsOfMarketingOrSales());

    [Fact]
    public void A_former_chair_does_not_rule() =>
        BothUphold.JudgedBy(PresidingSpecs.WithNora(Company.Panel) with { Chair = Nora })
            .When(Uphold)
            .ThenRefused(new OnlyTheChairRules(Nora));

    [Theory]
    [InlineData(MemberFunction.Marketing)]
    [InlineData(MemberFunction.Sales)]
    public void A_chair_who_is_of_marketing_or_sales_does_not_rule(MemberFunction function) =>
        BothUphold
            .JudgedBy(Company.Panel with
            {
                Members = [new Member(Carl, function), new Member(Pia, MemberFunction.Marketing)],
            })
            .When(Uphold)
            .ThenRefused(new ChairIsOfMarketingOrSales());

    [Fact]
    public void A_chair_who_had_a_hand_in_the_lead_does_not_rule() =>
        BothUphold.And(Attempted("03-02 15:00", by: Carl, judged: "03-04 08:55"))
            .When(Uphold)
            .ThenRefused(new MemberIsNotImpartial(Involvement.AttemptedContact, false));

    [Fact]
    public void A_chair_who_stood_aside_does_not_rule() =>
        BothUphold.And(Recused(Carl, "03-04 08:55"))
            .When(Uphold)
            .ThenRefused(new MemberIsNotImpartial(Involvement.None, true));

    [Fact]
    public void Imported_rulings_need_no_claim_and_no_vote_of_the_chairs_and_their_next_step_may_be_long_past() =>
        Open.And(Voted(Pia, Verdict.Upheld, "03-03 10:00"))
            .AsHistory()
            .When(Uphold with { Act = Import(Carl, "03-04 09:00") })
            .Then(Upheld("03-04 09:00", votes: [PiaUpholds]), Returned("03-04 09:00"));

    [Fact]
    public void Imported_rulings_need_the_quorum() =>
        Open
            .AsHistory()
            .When(Uphold with { Act = Import(Carl, "03-04 09:00") })
            .ThenRefused(new QuorumIsMissing(1, 2));

    [Fact]
    public void Imported_rulings_need_the_chair() =>
        Open.And(Voted(Paul, Verdict.Upheld, "03-03 10:00"))
            .AsHistory()
            .When(Uphold with { Act = Import(Pia, "03-04 09:00") })
            .ThenRefused(new ChairIsOfMarketingOrSales());

    [Fact]
    public void Imported_rulings_may_give_the_lead_to_somebody_who_has_left() =>
        Assert.Equal(Otto, Open.And(Voted(Pia, Verdict.Overturned, "03-03 10:00"))
            .AsHistory()
            .When(Overturn with { Act = Import(Carl, "03-04 09:00"), ActBy = Otto })
            .ThenOne<RulingIssued>().NewClocks!.ActBy);

    [Fact]
    public void Without_a_claim_nobody_rules() =>
        Open.And(Voted(Pia, Verdict.Upheld, "03-03 10:00"))
            .When(Uphold)
            .ThenRefused(new CaseNeedsTheMembersOwnClaim(null, default, 0));

    [Fact]
    public void When_the_claim_has_ended_the_ruling_comes_too_late() =>
        BothUphold
            .When(Uphold with { Act = Chair("03-04 09:20") })
            .ThenRefused(new CaseNeedsTheMembersOwnClaim(Carl, T("03-04 09:20"), 1));

    [Fact]
    public void A_microsecond_before_the_claim_ends_it_does_not() =>
        BothUphold
            .When(Uphold with { Act = Chair("03-04 09:19:59.999999") })
            .Then(
                Upheld("03-04 09:19:59.999999", votes: [PiaUpholds, CarlUpholds]),
                Returned("03-04 09:19:59.999999"));

    [Fact]
    public void While_another_works_the_case_nobody_rules() =>
        Open.And(Voted(Pia, Verdict.Upheld, "03-03 10:00"), Claimed(Paul, "03-04 08:55"))
            .When(Uphold)
            .ThenRefused(new CaseIsClaimedByAnother(Paul, T("03-04 09:25"), 1));

    [Fact]
    public void Under_a_superseded_claim_nobody_rules() =>
        BothUphold.And(Claimed(Carl, "03-04 08:55", fence: 2))
            .When(Uphold with { Fence = 1 })
            .ThenRefused(new ClaimIsSuperseded(Carl, T("03-04 09:25"), 2));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_ruling_is_given_with_its_why(string rationale) =>
        BothUphold
            .When(Uphold with { Rationale = Words(rationale) })
            .ThenRefused(new RulingNeedsARationale());

    [Fact]
    public void A_ruling_says_what_follows_from_it() =>
        BothUphold
            .When(Uphold with { NextStep = Teach with { What = Words(" ") } })
            .ThenRefused(new RulingNeedsANextStep("nextStep.what"));

    [Fact]
    public void A_ruling_says_who_owes_what_follows() =>
        BothUphold
            .When(Uphold with { NextStep = Teach with { Owner = " " } })
            .ThenRefused(new RulingNeedsANextStep("nextStep.owner"));

    [Theory]
    [InlineData(Mia)]
    [InlineData(Sue)]
    [InlineData(Max)]
    [InlineData(Paul)]
    public void Who_owes_what_follows_is_of_a_party_or_of_the_panel(string owner) =>
        Assert.Equal(owner, BothUphold.Decide(Uphold with { NextStep = Teach with { Owner = owner } })
            .Events.OfType<RulingIssued>().Single().NextStep.Owner);

    [Fact]
    public void Somebody_whom_only_other_signed_terms_name_may_owe_it_too() =>
        Assert.Null(BothUphold
            .Under(Company.Terms, Company.TermsFromApril with { Parties = new Parties([Cleo], [Sam], []) })
            .Decide(Uphold with { NextStep = Teach with { Owner = Cleo } }).Refusal);

    [Theory]
    [InlineData(Cleo)]
    [InlineData(Otto)]
    public void What_follows_is_not_owed_by_nobody(string owner) =>
        BothUphold
            .When(Uphold with { NextStep = Teach with { Owner = owner } })
            .ThenRefused(new NextStepOwnerIsUnknown());

    [Fact]
    public void In_history_what_follows_may_be_owed_by_somebody_who_has_left() =>
        Assert.Null(OnlyPiaUpholds.AsHistory()
            .Decide(Uphold with { Act = Import(Carl, "03-04 09:00"), NextStep = Teach with { Owner = Otto } }).Refusal);

    [Fact]
    public void A_next_step_due_now_is_in_time()
    {
        var now = Teach with { DueAt = T("03-04 09:00") };
        BothUphold
            .When(Uphold with { NextStep = now })
            .Then(
                Upheld("03-04 09:00", votes: [PiaUpholds, CarlUpholds]) with { NextStep = now },
                Returned("03-04 09:00"));
    }

    [Fact]
    public void A_next_step_is_not_due_in_the_past() =>
        BothUphold
            .When(Uphold with { NextStep = Teach with { DueAt = T("03-04 08:59:59.999999") } })
            .ThenRefused(new NextStepIsDueInThePast());

    [Fact]
    public void An_upheld_rejection_leaves_sales_nothing_to_act_on() =>
        BothUphold
            .When(Uphold with { ActBy = Sue })
            .ThenRefused(new OnlyAnOverturnedLeadHasSomeoneToAct());

    [Fact]
    public void Whoever_is_not_of_sales_does_not_have_to_act() =>
        BothUphold
            .When(Overturn with { ActBy = Mia })
            .ThenRefused(new PersonToActIsNotOfSales());
}
