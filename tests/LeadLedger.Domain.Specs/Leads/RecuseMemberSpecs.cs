using LeadLedger.Domain.Leads;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.LeadScene;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

public sealed class RecuseMemberSpecs
{
    private static readonly LeadScene Open = Given(HandedOff(Sam), Rejected());

    [Fact]
    public void A_member_stands_aside() =>
        Open
            .When(new RecuseMember(1, Words("I know them"), Member(Pia, "03-03 10:00")))
            .Then(Recused(Pia, "03-03 10:00"));

    [Fact]
    public void Who_holds_the_case_gives_it_back_by_standing_aside() =>
        Open.And(Claimed(Pia, "03-03 10:00"))
            .When(new RecuseMember(1, Words("I know them"), Member(Pia, "03-03 10:01")))
            .Then(Recused(Pia, "03-03 10:01"), Released(Pia, "03-03 10:01"));

    [Fact]
    public void Whose_claim_has_ended_has_nothing_to_give_back() =>
        Open.And(Claimed(Pia, "03-03 10:00"))
            .When(new RecuseMember(1, Words("I know them"), Member(Pia, "03-03 10:30")))
            .Then(Recused(Pia, "03-03 10:30"));

    [Fact]
    public void What_another_holds_stays_theirs() =>
        Open.And(Claimed(Carl, "03-03 10:00"))
            .When(new RecuseMember(1, Words("I know them"), Member(Pia, "03-03 10:01")))
            .Then(Recused(Pia, "03-03 10:01"));

    [Fact]
    public void Who_has_voted_may_still_stand_aside() =>
        Open.And(Voted(Pia, Verdict.Upheld, "03-03 10:00"))
            .When(new RecuseMember(1, Words("I know them"), Member(Pia, "03-03 10:01")))
            .Then(Recused(Pia, "03-03 10:01"));

    [Fact]
    public void Standing_aside_twice_changes_nothing() =>
        Open.And(Recused(Pia, "03-03 10:00"))
            .When(new RecuseMember(1, Words("I really do"), Member(Pia, "03-03 10:01")))
            .ThenAlreadySo();

    [Fact]
    public void An_importer_brings_in_who_stood_aside() =>
        Open
            .AsHistory()
            .When(new RecuseMember(1, Words("I know them"), Import(Pia, "03-03 10:00")))
            .Then(Recused(Pia, "03-03 10:00"));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Who_stands_aside_says_why(string why) =>
        Open
            .When(new RecuseMember(1, Words(why), Member(Pia, "03-03 10:00")))
            .ThenRefused(new RecusalNeedsAReason());
}
