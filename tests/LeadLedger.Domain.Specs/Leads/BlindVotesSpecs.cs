using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.LeadScene;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

/// <summary>Who sees Pia's vote, and when (rule 6).</summary>
public sealed class BlindVotesSpecs
{
    private static readonly VoteCast PiasVote = Voted(Pia, Verdict.Upheld, "03-03 10:00");

    private static readonly LeadScene PiaVoted = Given(HandedOff(Sam), Rejected(), PiasVote);

    private static readonly LeadScene BothVoted = PiaVoted.And(Voted(Carl, Verdict.Upheld, "03-03 11:00"));

    [Fact]
    public void The_voter_sees_it_at_once() => Assert.True(Sees(Pia, PiaVoted));

    [Theory]
    [InlineData(Paul)]
    [InlineData(Sam)]
    [InlineData(Mia)]
    public void Nobody_else_sees_it_before_the_ruling(string who) => Assert.False(Sees(who, BothVoted));

    [Fact]
    public void The_chair_does_not_see_it_before_their_own_vote() =>
        Assert.False(Sees(Carl, PiaVoted.And(Voted(Paul, Verdict.Upheld, "03-03 11:00"))));

    [Fact]
    public void The_chair_sees_it_after_their_own_vote_and_quorum() => Assert.True(Sees(Carl, BothVoted));

    [Fact]
    public void The_chair_does_not_see_it_before_quorum() => Assert.False(Sees(Carl, BothVoted, quorum: 3));

    [Fact]
    public void A_chair_who_stood_aside_after_voting_does_not_see_it() =>
        Assert.False(Sees(Carl, BothVoted.And(
            Voted(Paul, Verdict.Upheld, "03-03 11:30"), Recused(Carl, "03-03 12:00"))));

    [Fact]
    public void A_substitute_sees_it_after_their_own_vote_and_quorum_and_the_chair_in_whose_place_they_sit_no_more()
    {
        var substituted = BothVoted.JudgedBy(PresidingSpecs.WithNora(Company.Panel)).And(Recused(Carl, "03-03 12:00"));
        Assert.False(Sees(Nora, substituted));

        var voted = substituted.And(Voted(Nora, Verdict.Overturned, "03-03 13:00"));
        Assert.True(Sees(Nora, voted));
        Assert.False(Sees(Carl, voted));
    }

    [Fact]
    public void The_appointed_chair_does_not_see_it_in_anothers_week() =>
        Assert.False(Sees(Carl, BothVoted.JudgedBy(PresidingSpecs.WithNora(Company.Panel) with
        {
            Rota = new Rota(Day("03-02"), 1, [Nora], "UTC", []),
        })));

    [Fact]
    public void Without_its_panel_nobody_passes_for_the_chair() =>
        Assert.False(BlindVotes.MaySee(
            (Lead.Existing)BothVoted.State, PiasVote, Carl, null, Company.Terms, T("03-03 16:00")));

    [Theory]
    [InlineData(Carl)]
    [InlineData(Paul)]
    [InlineData(Sam)]
    public void After_the_ruling_it_is_on_the_record(string who) =>
        Assert.True(Sees(who, BothVoted.And(Overturned("03-04 09:00"))));

    [Theory]
    [InlineData(Carl, false)]
    [InlineData(Sam, false)]
    [InlineData(Pia, true)]
    public void After_a_withdrawal_it_stays_the_voters_own(string who, bool sees) =>
        Assert.Equal(sees, Sees(who, BothVoted.And(Withdrawn("03-03 12:00"))));

    [Fact]
    public void A_vote_on_a_withdrawn_case_is_not_opened_by_the_quorum_of_the_next() =>
        Assert.False(Sees(Carl, BothVoted.And(
            Withdrawn("03-03 12:00"),
            Rejected("03-03 13:00", number: 2),
            Voted(Paul, Verdict.Upheld, "03-03 14:00", number: 2),
            Voted(Carl, Verdict.Upheld, "03-03 15:00", number: 2))));

    private static bool Sees(string who, LeadScene scene, int quorum = 2)
    {
        var terms = Company.Terms with { Review = Company.Terms.Review! with { Quorum = quorum } };
        return BlindVotes.MaySee(
            (Lead.Existing)scene.State, PiasVote, who, scene.Panel, terms, T("03-03 16:00"));
    }
}
