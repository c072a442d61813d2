using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.LeadScene;
using static LeadLedger.Domain.Specs.Leads.People;
using static LeadLedger.Domain.Specs.Leads.RulingScenes;

namespace LeadLedger.Domain.Specs.Leads;

/// <summary>What comes of a ruling, with the votes that it rests on.</summary>
public sealed class IssueRulingSpecs
{
    [Fact]
    public void Upheld_the_lead_is_marketings_again() =>
        BothUphold
            .When(Uphold)
            .Then(Upheld("03-04 09:00", votes: [PiaUpholds, CarlUpholds]), Returned("03-04 09:00"));

    [Fact]
    public void Overturned_it_is_back_with_sales_with_new_clocks_under_its_own_terms() =>
        BothOverturn
            .When(Overturn)
            .Then(Overturned("03-04 09:00", actBy: Sam) with { Votes = [PiaOverturns, CarlOverturns] });

    [Fact]
    public void Somebody_else_of_sales_may_have_to_act() =>
        BothOverturn
            .When(Overturn with { ActBy = Sue })
            .Then(Overturned("03-04 09:00", actBy: Sue) with { Votes = [PiaOverturns, CarlOverturns] });

    [Fact]
    public void A_lead_that_was_the_teams_is_the_teams_again() =>
        Assert.Null(Given(HandedOff(), Rejected(), Claimed(Carl, "03-04 08:50"))
            .And(Voted(Pia, Verdict.Overturned, "03-03 10:00"), Voted(Carl, Verdict.Overturned, "03-04 08:55"))
            .When(Overturn)
            .ThenOne<RulingIssued>().NewClocks!.ActBy);

    [Fact]
    public void Promises_that_the_terms_leave_out_start_no_new_clock() =>
        Assert.Equal(
            new NewClocks(Sam, null, null, Company.Reckoned),
            BothOverturn
                .Under(Company.Terms with { ResponseTimes = [], Cadences = [] })
                .When(Overturn)
                .ThenOne<RulingIssued>().NewClocks);

    [Fact]
    public void The_new_clocks_are_those_of_the_handoffs_terms_though_others_are_in_force_now() =>
        Assert.Equal(
            T("04-02 10:00"),
            Given(HandedOff(Sam), Rejected("04-02 08:00"), Claimed(Carl, "04-02 08:50"))
                .And(Voted(Pia, Verdict.Overturned, "04-02 08:30"), Voted(Carl, Verdict.Overturned, "04-02 08:55"))
                .When(Overturn with { Act = Chair("04-02 09:00"), NextStep = Teach with { DueAt = T("04-10 09:00") } })
                .ThenOne<RulingIssued>().NewClocks!.FirstResponse!.DueAt);

    [Fact]
    public void The_chairs_own_vote_is_one_of_the_votes() =>
        OnlyPiaUpholds
            .And(Voted(Paul, Verdict.Overturned, "03-03 11:00"), Voted(Carl, Verdict.Overturned, "03-04 08:55"))
            .When(Uphold)
            .ThenRefused(new RulingAgainstTheVotesNeedsAReason());

    [Theory]
    [InlineData(Verdict.Upheld, null)]
    [InlineData(Verdict.Upheld, "They overlooked the second call")]
    [InlineData(Verdict.Overturned, null)]
    [InlineData(Verdict.Overturned, "They overlooked the second call")]
    public void A_chair_who_has_not_voted_is_told_the_same_whatever_the_others_voted(Verdict verdict, string? reason)
    {
        var ruling = Uphold with { Verdict = verdict, ReasonAgainstVotes = PersonalText.OfNullable(reason) };
        foreach (var pias in Enum.GetValues<Verdict>())
        {
            foreach (var pauls in Enum.GetValues<Verdict>())
            {
                HeldByCarl.And(Voted(Pia, pias, "03-03 10:00"), Voted(Paul, pauls, "03-03 11:00"))
                    .When(ruling)
                    .ThenRefused(new ChairHasNotVoted());
            }
        }
    }

    [Fact]
    public void One_vote_of_another_is_enough_for_the_chair_to_have_to_vote() =>
        OnlyPiaUpholds
            .When(Uphold)
            .ThenRefused(new ChairHasNotVoted());

    [Fact]
    public void Votes_of_others_that_do_not_count_ask_for_none_of_the_chairs() =>
        OnlyPiaUpholds.And(Recused(Pia, "03-03 12:00"), Recused(Paul, "03-03 12:00"))
            .When(Uphold)
            .Then(Upheld("03-04 09:00") with { Recused = [Paul, Pia] }, Returned("03-04 09:00"));

    [Fact]
    public void The_chair_may_rule_against_the_votes_and_says_why() =>
        TwoUphold
            .When(Overturn with { ReasonAgainstVotes = Words("Both overlooked the second call") })
            .Then(Overturned("03-04 09:00", actBy: Sam) with
            {
                ReasonAgainstVotes = Words("Both overlooked the second call"),
                Votes = [PiaUpholds, PaulUpholds, CarlOverturns],
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
        OnlyPiaUpholds.And(Voted(Carl, Verdict.Overturned, "03-04 08:55"))
            .When(Overturn)
            .Then(Overturned("03-04 09:00", actBy: Sam) with { Votes = [PiaUpholds, CarlOverturns] });

    [Fact]
    public void Where_the_votes_are_even_the_chair_may_come_round_to_the_others_verdict() =>
        OnlyPiaUpholds.And(Voted(Carl, Verdict.Overturned, "03-04 08:55"))
            .When(Uphold)
            .Then(Upheld("03-04 09:00", votes: [PiaUpholds, CarlOverturns]), Returned("03-04 09:00"));

    [Fact]
    public void A_reason_against_votes_that_are_even_is_refused() =>
        OnlyPiaUpholds.And(Voted(Carl, Verdict.Overturned, "03-04 08:55"))
            .When(Overturn with { ReasonAgainstVotes = Words("Just in case") })
            .ThenRefused(new RulingIsNotAgainstTheVotes());

    [Fact]
    public void A_reason_against_votes_that_agree_is_refused() =>
        TwoUphold
            .When(Uphold with { ReasonAgainstVotes = Words("Just in case") })
            .ThenRefused(new RulingIsNotAgainstTheVotes());

    [Fact]
    public void A_blank_reason_where_none_is_needed_is_none() =>
        BothUphold
            .When(Uphold with { ReasonAgainstVotes = Words(" ") })
            .Then(Upheld("03-04 09:00", votes: [PiaUpholds, CarlUpholds]), Returned("03-04 09:00"));

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
        BothUphold.And(Recused(Pia, "03-03 12:00"))
            .When(Uphold)
            .ThenRefused(new QuorumIsMissing(1, 2));

    [Fact]
    public void The_vote_of_one_who_turns_out_to_have_attempted_the_lead_does_not_count() =>
        TwoUphold.And(Attempted("03-02 15:00", by: Pia, judged: "03-03 12:00"))
            .When(Uphold)
            .Then(
                Upheld("03-04 09:00", votes: [PaulUpholds, CarlOverturns]) with { Recused = [Pia] },
                Returned("03-04 09:00"));

    [Fact]
    public void The_vote_of_one_who_left_the_panel_stands() =>
        BothUphold
            .JudgedBy(Company.Panel with
            {
                Members = [new Member(Carl, MemberFunction.Neither), new Member(Paul, MemberFunction.Sales)],
            })
            .When(Uphold)
            .Then(Upheld("03-04 09:00", votes: [PiaUpholds, CarlUpholds]), Returned("03-04 09:00"));

    [Fact]
    public void Somebody_who_is_not_of_the_panel_and_acted_on_the_lead_is_not_named_among_the_recused() =>
        Assert.Equal([], BothUphold.And(Attempted("03-02 15:00", by: Cleo, judged: "03-03 12:00"))
            .Decide(Uphold).Events.OfType<RulingIssued>().Single().Recused);
}
