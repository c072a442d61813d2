using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.People;
using static LeadLedger.Domain.Specs.Leads.RulingScenes;

namespace LeadLedger.Domain.Specs.Leads;

/// <summary>Who presides over a case, and rules in whose place (ADR-0015). 2 March 2026 is a Monday.</summary>
public sealed class PresidingSpecs
{
    private static readonly Rota NoraThenCarl = new(Day("03-02"), 1, [Nora, Carl], "Europe/Berlin", []);

    private static readonly Panel WithRota = WithNora(Company.Panel) with { Rota = NoraThenCarl };

    [Fact]
    public void Without_a_rota_the_appointed_chair_presides() =>
        Assert.Equal(new Presiding(Carl, null), Over(Open, WithNora(Company.Panel)));

    [Fact]
    public void Whoever_is_on_duty_presides_and_the_appointed_chair_does_not() =>
        Assert.Equal(new Presiding(Nora, null), Over(Open, WithRota));

    [Fact]
    public void The_next_week_is_the_next_ones() =>
        Assert.Equal(new Presiding(Carl, null), Over(Open, WithRota, "03-09 09:00"));

    [Theory]
    [InlineData("03-08 22:59:59.999999", Nora)]
    [InlineData("03-08 23:00", Carl)]
    [InlineData("03-29 21:59:59.999999", Carl)]
    [InlineData("03-29 22:00", Nora)]
    public void A_week_begins_with_its_local_Monday_on_either_side_of_a_clock_change(string at, string who) =>
        Assert.Equal(who, Over(Open, WithRota, at).Chair);

    [Fact]
    public void A_turn_may_last_several_weeks() =>
        Assert.Equal(
            [Nora, Nora, Carl, Carl, Nora],
            new[] { "03-03 09:00", "03-10 09:00", "03-17 09:00", "03-24 09:00", "03-31 09:00" }.Select(at =>
                Over(Open, WithRota with { Rota = NoraThenCarl with { WeeksEach = 2 } }, at).Chair));

    [Fact]
    public void A_swapped_week_is_whose_it_was_given_to()
    {
        var swapped = WithRota with { Rota = NoraThenCarl with { Swaps = [new RotaSwap(Day("03-02"), Carl)] } };
        Assert.Equal(new Presiding(Carl, null), Over(Open, swapped));
    }

    [Fact]
    public void Before_the_first_turn_the_appointed_chair_presides() =>
        Assert.Equal(
            new Presiding(Carl, null),
            Over(Open, WithRota with { Rota = NoraThenCarl with { From = Day("03-09") } }));

    [Fact]
    public void Where_the_one_on_duty_had_a_hand_in_the_lead_the_appointed_chair_presides_in_their_place() =>
        Assert.Equal(
            new Presiding(Carl, Nora),
            Over(Open.And(Attempted("03-02 15:00", by: Nora, judged: "03-03 09:30")), WithRota));

    [Fact]
    public void Where_both_stood_aside_the_next_in_turn_does_and_after_the_rota_whoever_was_seated_first()
    {
        var both = Open.And(Recused(Nora, "03-03 10:00"), Recused(Carl, "03-03 10:05"));
        var panel = WithRota with
        {
            Members =
            [
                new Member("first", MemberFunction.Neither), .. WithRota.Members,
                new Member("third", MemberFunction.Neither),
            ],
        };
        Assert.Equal(new Presiding("first", Nora), Over(both, panel));
        Assert.Equal(
            new Presiding("third", Nora),
            Over(both, panel with { Rota = NoraThenCarl with { Members = [Nora, Carl, "third"] } }));
    }

    [Fact]
    public void Nobody_presides_who_belongs_to_a_party_of_the_leads_terms() =>
        Assert.Equal(
            new Presiding(Nora, Carl),
            Presiding.Over(
                (Lead.UnderReview)Open.State,
                WithNora(Company.Panel),
                Company.Terms with { Parties = new Parties([Mia, Carl], [Sam], []) },
                T("03-04 09:00")));

    [Fact]
    public void Nobody_presides_who_is_of_marketing_or_sales_however_long_the_case_waits() =>
        Assert.Equal(new Presiding(null, Carl), Over(Open.And(Recused(Carl, "03-03 10:00")), Company.Panel));

    [Fact]
    public void A_substitute_rules_and_the_record_says_in_whose_place() =>
        BothUphold
            .And(Recused(Carl, "03-04 08:56"), Claimed(Nora, "03-04 08:57", fence: 2))
            .And(Voted(Nora, Verdict.Upheld, "03-04 08:58"))
            .JudgedBy(WithNora(Company.Panel))
            .When(Uphold with { Act = Member(Nora, "03-04 09:00") })
            .Then(
                Upheld("03-04 09:00", votes: [PiaUpholds, new MemberVote(Nora, Verdict.Upheld)]) with
                {
                    Chair = Nora,
                    Recused = [Carl],
                    InPlaceOf = Carl,
                },
                Returned("03-04 09:00") with { ReturnedBy = Nora });

    [Fact]
    public void The_ruling_of_whoever_is_on_duty_is_in_nobodys_place() =>
        Assert.Null(Open
            .And(Recused(Pia, "03-03 10:00"), Recused(Paul, "03-03 10:00"), Recused(Carl, "03-03 10:00"))
            .And(Claimed(Nora, "03-04 08:50"))
            .JudgedBy(WithRota)
            .Decide(Uphold with { Act = Member(Nora, "03-04 09:00") })
            .Events.OfType<RulingIssued>().Single().InPlaceOf);

    [Fact]
    public void The_appointed_chair_does_not_rule_in_anothers_week() =>
        BothUphold.JudgedBy(WithRota).When(Uphold).ThenRefused(new OnlyTheChairRules(Nora));

    [Fact]
    public void A_case_that_nobody_can_preside_over_waits_for_one_to_be_seated_who_then_rules()
    {
        var partial = Company.Terms with { Parties = new Parties([Mia], [Sam, Sue, Carl], [Max]) };
        var waiting = BothUphold.Under(partial);

        waiting.When(Uphold).ThenRefused(new CaseHasNoChair());

        var seated = waiting.JudgedBy(WithNora(Company.Panel))
            .And(Released(Carl, "03-04 08:56"), Claimed(Nora, "03-04 08:57", fence: 2))
            .And(Voted(Nora, Verdict.Upheld, "03-04 08:58"));
        Assert.Equal(
            Carl,
            seated.Decide(Uphold with { Act = Member(Nora, "03-04 09:00") })
                .Events.OfType<RulingIssued>().Single().InPlaceOf);
    }

    [Fact]
    public void A_chair_replaced_in_the_middle_of_a_case_leaves_it_to_the_new_one() =>
        Assert.Equal(
            Nora,
            BothUphold.And(Released(Carl, "03-04 08:56"), Claimed(Nora, "03-04 08:57", fence: 2))
                .And(Voted(Nora, Verdict.Overturned, "03-04 08:58"))
                .JudgedBy(WithNora(Company.Panel) with { Chair = Nora })
                .Decide(Uphold with { Act = Member(Nora, "03-04 09:00") })
                .Events.OfType<RulingIssued>().Single().Chair);

    [Fact]
    public void Who_presides_keeps_the_case_after_their_vote_and_the_appointed_chair_off_duty_does_not()
    {
        Open.And(Voted(Pia, Verdict.Upheld, "03-03 09:30"), Claimed(Nora, "03-03 10:00")).JudgedBy(WithRota)
            .When(new CastVote(1, Verdict.Upheld, Words("nora thinks so"), null, Member(Nora, "03-03 10:05")))
            .Then(Voted(Nora, Verdict.Upheld, "03-03 10:05"));
        Open.And(Voted(Pia, Verdict.Upheld, "03-03 09:30"), Claimed(Carl, "03-03 10:00")).JudgedBy(WithRota)
            .When(new CastVote(1, Verdict.Upheld, Words("carl thinks so"), null, Chair("03-03 10:05")))
            .Then(Voted(Carl, Verdict.Upheld, "03-03 10:05"), Released(Carl, "03-03 10:05"));
    }

    /// <summary>Nora, who is neither, seated last.</summary>
    internal static Panel WithNora(Panel panel) => panel with
    {
        Members = [.. panel.Members, new Member(Nora, MemberFunction.Neither)],
    };

    private static Presiding Over(LeadScene scene, Panel panel, string at = "03-04 09:00") =>
        Presiding.Over((Lead.UnderReview)scene.State, panel, Company.Terms, T(at));
}
