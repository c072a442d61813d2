using LeadLedger.Domain.Leads;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.LeadScene;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

public sealed class HandOffLeadAgainSpecs
{
    private static readonly LeadScene Nurtured =
        Given(HandedOff(Sam), Rejected(), Upheld("03-04 09:00"), Returned("03-04 09:00"));

    [Fact]
    public void A_nurtured_lead_is_valued_anew_with_new_clocks_under_the_terms_now_in_force() =>
        Nurtured
            .When(new HandOffLeadAgain(DemoRequest with { Assignee = Sue }, Marketing("04-01 09:00")))
            .Then(HandedOffAgain(Sue));

    [Fact]
    public void An_unresponsive_lead_can_be_handed_off_again_too() =>
        Given(HandedOff(), Returned("03-20 09:00", number: null))
            .When(new HandOffLeadAgain(DemoRequest, Marketing("04-01 09:00")))
            .Then(HandedOffAgain());

    [Fact]
    public void Without_an_assignee_it_is_the_teams_again()
    {
        var lead = Assert.IsType<Lead.WithSales>(Nurtured.And(HandedOffAgain()).State);
        Assert.Equal(new LeadOwner.SalesTeam(Company.AgreementId), lead.Owner);
        Assert.Equal(SalesStage.AwaitingFirstResponse, lead.Stage);
        Assert.Equal(2, lead.Facts.Handoff.Number);
    }

    [Fact]
    public void At_the_instant_of_its_return_it_can_be_handed_off_again() =>
        Assert.Equal(T("03-04 09:00"), Nurtured
            .When(new HandOffLeadAgain(DemoRequest, Marketing("03-04 09:00")))
            .ThenOne<LeadHandedOffAgain>().Handoff.HandedOffAt);

    [Fact]
    public void Reported_late_its_clocks_start_when_we_hear_of_it()
    {
        var handoff = Nurtured
            .When(new HandOffLeadAgain(DemoRequest, Marketing("03-31 09:00", told: "04-02 09:00")))
            .ThenOne<LeadHandedOffAgain>().Handoff;
        Assert.Equal((2, 1, true), (handoff.Number, handoff.TermsVersion, handoff.Late));
        Assert.Equal(T("04-02 09:00"), handoff.FirstResponse!.From);
    }

    [Fact]
    public void Our_clock_stepping_back_since_the_return_does_not_get_in_the_way() =>
        Assert.Equal(T("03-04 09:00"), Nurtured
            .When(new HandOffLeadAgain(DemoRequest, Marketing("03-04 08:58")))
            .ThenOne<LeadHandedOffAgain>().Handoff.HandedOffAt);

    [Fact]
    public void Before_its_return_it_was_not_marketings_to_hand_off() =>
        Nurtured
            .When(new HandOffLeadAgain(DemoRequest, Marketing("03-04 08:59:59.999999", told: "03-04 09:30")))
            .ThenRefused(new HandoffIsBeforeTheReturn());

    [Fact]
    public void What_was_never_handed_off_is_not_handed_off_again() =>
        Given()
            .When(new HandOffLeadAgain(DemoRequest, Marketing("04-01 09:00")))
            .ThenRefused(new LeadIsUnknown());

    [Fact]
    public void Nobody_but_the_agreements_marketing_hands_off() =>
        Nurtured
            .When(new HandOffLeadAgain(DemoRequest, Marketing("04-01 09:00", who: Otto)))
            .ThenRefused(new OnlyMarketingOfTheAgreementHandsOff());

    [Fact]
    public void While_sales_has_it_it_is_not_marketings_to_hand_off() =>
        Given(HandedOff())
            .When(new HandOffLeadAgain(DemoRequest, Marketing("04-01 09:00")))
            .ThenRefused(new LeadIsNotWithMarketing(LeadPlace.WithSales));

    [Fact]
    public void While_it_is_under_review_it_is_not_marketings_to_hand_off() =>
        Given(HandedOff(), Rejected())
            .When(new HandOffLeadAgain(DemoRequest, Marketing("04-01 09:00")))
            .ThenRefused(new LeadIsNotWithMarketing(LeadPlace.UnderReview));

    [Fact]
    public void A_won_lead_is_not_handed_off_again() =>
        Given(HandedOff(), Won("03-20 09:00"))
            .When(new HandOffLeadAgain(DemoRequest, Marketing("04-01 09:00")))
            .ThenRefused(new LeadIsNotWithMarketing(LeadPlace.Won));

    [Fact]
    public void A_lost_lead_is_not_handed_off_again() =>
        Given(HandedOff(), Lost("03-20 09:00"))
            .When(new HandOffLeadAgain(DemoRequest, Marketing("04-01 09:00")))
            .ThenRefused(new LeadIsNotWithMarketing(LeadPlace.Lost));

    [Fact]
    public void Not_in_the_future() =>
        Nurtured
            .When(new HandOffLeadAgain(DemoRequest, Marketing("04-01 09:02:00.000001", told: "04-01 09:00")))
            .ThenRefused(new TimeIsInTheFuture());

    [Fact]
    public void What_a_first_handoff_must_keep_to_a_later_one_must_too() =>
        Nurtured
            .When(new HandOffLeadAgain(DemoRequest with { Segment = "tiny" }, Marketing("04-01 09:00")))
            .ThenRefused(new SegmentIsNotInTheTerms(2));

    [Fact]
    public void Another_agreements_terms_are_never_taken_for_its_own() =>
        Assert.Throws<ArgumentException>(() =>
            (Nurtured with { Agreement = Company.Agreement with { Id = new AgreementId(Guid.Empty) } })
                .When(new HandOffLeadAgain(DemoRequest, Marketing("04-01 09:00"))));
}
