using LeadLedger.Domain.Leads;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.LeadScene;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

public sealed class OutcomeSpecs
{
    [Fact]
    public void A_deal_is_won_with_its_amount_in_the_currency_of_the_terms() =>
        Given(HandedOff(), Reached(Milestone.OpportunityOpened, "03-05 10:00"))
            .When(new WinDeal(50_000m, Sales("03-20 09:00")))
            .Then(Won("03-20 09:00"));

    [Fact]
    public void A_deal_is_lost_with_its_reason() =>
        Given(HandedOff())
            .When(new LoseDeal("went-elsewhere", Words("Ada chose them"), Sales("03-20 09:00")))
            .Then(Lost("03-20 09:00") with { Note = Words("Ada chose them") });

    [Fact]
    public void No_milestone_is_a_condition_for_winning() =>
        Given(HandedOff())
            .When(new WinDeal(50_000m, Sales("03-20 09:00")))
            .Then(Won("03-20 09:00"));

    [Fact]
    public void Reported_later_than_the_grace_it_is_late() =>
        Given(HandedOff())
            .When(new WinDeal(50_000m, Sales("03-20 09:00", told: "03-20 10:00:00.000001")))
            .Then(Won("03-20 09:00") with { Late = true, JudgedAt = T("03-20 10:00:00.000001") });

    [Fact]
    public void Reported_at_the_end_of_the_grace_it_is_not_late() =>
        Given(HandedOff())
            .When(new LoseDeal("went-elsewhere", null, Sales("03-20 09:00", told: "03-20 10:00")))
            .Then(Lost("03-20 09:00"));

    [Fact]
    public void An_importer_says_who_won_it_elsewhere() =>
        Given(HandedOff())
            .When(new WinDeal(50_000m, Import(Otto, "03-20 09:00")))
            .Then(Won("03-20 09:00") with { ReportedBy = Otto });

    [Fact]
    public void An_outcome_of_before_an_overturned_rejection_is_of_the_same_handoff() =>
        Given(HandedOff(), Rejected("03-03 09:00"), Overturned("03-04 09:00"))
            .When(new WinDeal(50_000m, Sales("03-02 15:00", told: "03-04 10:00")))
            .Then(Won("03-02 15:00") with { Late = true, JudgedAt = T("03-04 10:00") });

    [Fact]
    public void An_outcome_of_an_earlier_handoff_comes_too_late() =>
        Given(HandedOff(), Returned("03-20 09:00", number: null), HandedOffAgain())
            .When(new WinDeal(50_000m, Sales("03-10 09:00", told: "04-01 10:00")))
            .ThenRefused(new OutcomeBelongsToAnEarlierHandoff(1));

    [Fact]
    public void A_sale_for_nothing_is_one() =>
        Given(HandedOff())
            .When(new WinDeal(0m, Sales("03-20 09:00")))
            .Then(Won("03-20 09:00") with { Amount = 0m });

    [Fact]
    public void A_sale_that_costs_is_none() =>
        Given(HandedOff())
            .When(new WinDeal(-0.01m, Sales("03-20 09:00")))
            .ThenRefused(new AmountIsNegative());

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void What_was_never_handed_off_has_no_outcome(Func<Act, object> outcome) =>
        Given()
            .When(outcome(Sales("03-20 09:00")))
            .ThenRefused(new LeadIsUnknown());

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void Nobody_but_the_agreements_sales_side_reports_it(Func<Act, object> outcome) =>
        Given(HandedOff())
            .When(outcome(Colleague("03-20 09:00")))
            .ThenRefused(new OnlySalesOfTheAgreementActsOnIt());

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void A_won_lead_has_its_outcome(Func<Act, object> outcome) =>
        Given(HandedOff(), Won("03-19 09:00"))
            .When(outcome(Sales("03-20 09:00")))
            .ThenRefused(new LeadIsNotWithSales(LeadPlace.Won));

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void A_lost_lead_has_its_outcome(Func<Act, object> outcome) =>
        Given(HandedOff(), Lost("03-19 09:00"))
            .When(outcome(Sales("03-20 09:00")))
            .ThenRefused(new LeadIsNotWithSales(LeadPlace.Lost));

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void A_lead_under_review_has_none_yet(Func<Act, object> outcome) =>
        Given(HandedOff(), Rejected())
            .When(outcome(Sales("03-03 08:00", told: "03-20 09:00")))
            .ThenRefused(new LeadIsNotWithSales(LeadPlace.UnderReview));

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void None_is_in_the_future(Func<Act, object> outcome) =>
        Given(HandedOff())
            .When(outcome(Sales("03-20 09:02:00.000001", told: "03-20 09:00")))
            .ThenRefused(new TimeIsInTheFuture());

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void None_is_before_the_handoff(Func<Act, object> outcome) =>
        Given(HandedOff())
            .When(outcome(Sales("03-01 09:00", told: "03-20 09:00")))
            .ThenRefused(new FactIsBeforeTheHandoff());

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void None_is_of_a_time_when_sales_did_not_have_it(Func<Act, object> outcome) =>
        Given(HandedOff(), Rejected("03-03 09:00"), Overturned("03-04 09:00"))
            .When(outcome(Sales("03-03 12:00", told: "03-20 09:00")))
            .ThenRefused(new LeadWasNotWithSalesThen(LeadPlace.WithSales));

    public static TheoryData<Func<Act, object>> Outcomes() =>
        [act => new WinDeal(50_000m, act), act => new LoseDeal("went-elsewhere", null, act)];
}
