using LeadLedger.Domain.Leads;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.LeadScene;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

public sealed class EraseLeadSpecs
{
    private static readonly EraseLead Asked =
        new(ErasureGround.SubjectsRequest, "k1", As(Role.Operator, "olga", "03-03 09:00"));

    [Fact]
    public void The_person_behind_a_lead_is_erased_wherever_it_is() =>
        Given(HandedOff()).When(Asked).Then(Erased());

    [Fact]
    public void A_person_is_erased_once() =>
        Given(HandedOff(), Erased()).When(Asked with { Ground = ErasureGround.Other }).ThenAlreadySo();

    [Fact]
    public void There_is_nobody_behind_a_lead_that_isnt_there() =>
        Given().When(Asked).ThenRefused(new LeadIsUnknown());

    [Fact]
    public void Nobody_erases_but_an_operator() =>
        Given(HandedOff())
            .When(Asked with { Act = Marketing("03-03 09:00") })
            .ThenRefused(new OnlyOperatorsErase());

    [Fact]
    public void The_lead_stays_where_it_is_with_all_that_runs()
    {
        var before = (Lead.WithSales)Given(HandedOff(Sam)).State;
        Assert.Equal(before with { Facts = before.Facts with { Erased = Erased() } }, Lead.Evolve(before, Erased()));
    }

    [Fact]
    public void It_can_be_worked_on_without_the_person() =>
        Given(HandedOff(Sam), Erased())
            .When(new AttemptContact(Channel.Phone, AttemptOutcome.NoAnswer, null, Sales("03-03 10:00")))
            .ThenOne<ContactAttempted>();

    [Fact]
    public void The_same_record_isnt_taken_in_anew() =>
        Given(HandedOff(), Erased())
            .When(new HandOffLead(Company.Lead, Ada, DemoRequest, Marketing("03-04 09:00")))
            .ThenRefused(new PersonIsErased());

    /// <summary>Who may not hand leads off isn't told who was erased.</summary>
    [Fact]
    public void A_stranger_is_told_nothing_of_it() =>
        Given(HandedOff(), Erased())
            .When(new HandOffLead(Company.Lead, Ada, DemoRequest, Marketing("03-04 09:00", who: Otto)))
            .ThenRefused(new OnlyMarketingOfTheAgreementHandsOff());
}
