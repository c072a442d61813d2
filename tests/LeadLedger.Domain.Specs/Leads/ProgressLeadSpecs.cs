using LeadLedger.Domain.Leads;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.LeadScene;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

public sealed class ProgressLeadSpecs
{
    [Theory]
    [InlineData(Milestone.DiscoveryHeld)]
    [InlineData(Milestone.DemoHeld)]
    [InlineData(Milestone.OpportunityOpened)]
    public void A_milestone_is_on_the_record(Milestone milestone) =>
        Given(HandedOff())
            .When(new ProgressLead(milestone, null, Sales("03-05 10:00")))
            .Then(Reached(milestone, "03-05 10:00"));

    [Fact]
    public void An_opportunity_may_say_what_it_is_expected_to_bring() =>
        Given(HandedOff())
            .When(new ProgressLead(Milestone.OpportunityOpened, 40_000.55m, Sales("03-05 10:00")))
            .Then(Reached(Milestone.OpportunityOpened, "03-05 10:00", 40_000.55m));

    [Fact]
    public void Reported_later_than_the_grace_it_is_late() =>
        Given(HandedOff())
            .When(new ProgressLead(Milestone.DemoHeld, null, Sales("03-05 10:00", told: "03-05 11:00:00.000001")))
            .Then(Reached(Milestone.DemoHeld, "03-05 10:00") with { Late = true });

    [Fact]
    public void Reported_at_the_end_of_the_grace_it_is_not_late() =>
        Given(HandedOff())
            .When(new ProgressLead(Milestone.DemoHeld, null, Sales("03-05 10:00", told: "03-05 11:00")))
            .Then(Reached(Milestone.DemoHeld, "03-05 10:00"));

    [Fact]
    public void The_same_day_and_amount_again_is_already_so() =>
        Given(HandedOff(), Reached(Milestone.OpportunityOpened, "03-05 10:00", 40_000m))
            .When(new ProgressLead(Milestone.OpportunityOpened, 40_000.00m, Sales("03-05 16:00")))
            .ThenAlreadySo();

    [Fact]
    public void Another_day_is_refused_for_a_milestone_counts_once_a_handoff() =>
        Given(HandedOff(), Reached(Milestone.DemoHeld, "03-05 10:00"))
            .When(new ProgressLead(Milestone.DemoHeld, null, Sales("03-06 10:00")))
            .ThenRefused(new MilestoneWasReachedBefore(Milestone.DemoHeld, T("03-05 10:00")));

    [Fact]
    public void Another_amount_is_refused() =>
        Given(HandedOff(), Reached(Milestone.OpportunityOpened, "03-05 10:00", 40_000m))
            .When(new ProgressLead(Milestone.OpportunityOpened, 40_001m, Sales("03-05 16:00")))
            .ThenRefused(new MilestoneWasReachedBefore(Milestone.OpportunityOpened, T("03-05 10:00")));

    [Fact]
    public void Another_handoff_reaches_it_anew() =>
        Given(
                HandedOff(),
                Reached(Milestone.DemoHeld, "03-05 10:00"),
                Returned("03-20 09:00", number: null),
                HandedOffAgain())
            .When(new ProgressLead(Milestone.DemoHeld, null, Sales("04-02 10:00")))
            .Then(Reached(Milestone.DemoHeld, "04-02 10:00", handoff: 2));

    [Fact]
    public void Milestones_come_in_any_order() =>
        Given(HandedOff(), Reached(Milestone.OpportunityOpened, "03-05 10:00"))
            .When(new ProgressLead(Milestone.DiscoveryHeld, null, Sales("03-04 10:00", told: "03-05 10:30")))
            .Then(Reached(Milestone.DiscoveryHeld, "03-04 10:00") with { Late = true });

    [Fact]
    public void One_from_a_time_with_sales_is_accepted_wherever_the_lead_is_now() =>
        Given(HandedOff(), Won("03-20 09:00"))
            .When(new ProgressLead(Milestone.DemoHeld, null, Import(Otto, "03-05 10:00")))
            .Then(Reached(Milestone.DemoHeld, "03-05 10:00") with { ReportedBy = Otto });

    [Fact]
    public void One_from_any_other_time_is_refused() =>
        Given(HandedOff(), Rejected("03-03 09:00"))
            .When(new ProgressLead(Milestone.DemoHeld, null, Sales("03-05 10:00")))
            .ThenRefused(new LeadWasNotWithSalesThen(LeadPlace.UnderReview));

    [Fact]
    public void None_is_before_the_handoff() =>
        Given(HandedOff())
            .When(new ProgressLead(Milestone.DemoHeld, null, Sales("03-02 08:00", told: "03-02 09:30")))
            .ThenRefused(new FactIsBeforeTheHandoff());

    [Fact]
    public void None_is_in_the_future() =>
        Given(HandedOff())
            .When(new ProgressLead(Milestone.DemoHeld, null, Sales("03-05 10:02:00.000001", told: "03-05 10:00")))
            .ThenRefused(new TimeIsInTheFuture());

    [Fact]
    public void An_unknown_lead_reaches_nothing() =>
        Given()
            .When(new ProgressLead(Milestone.DemoHeld, null, Sales("03-05 10:00")))
            .ThenRefused(new LeadIsUnknown());

    [Theory]
    [InlineData(Role.Sales, Otto)]
    [InlineData(Role.Marketing, Mia)]
    [InlineData(Role.Colleague, Cleo)]
    public void Nobody_but_the_agreements_sales_side_reports_it(Role role, string who) =>
        Given(HandedOff())
            .When(new ProgressLead(Milestone.DemoHeld, null, As(role, who, "03-05 10:00")))
            .ThenRefused(new OnlySalesOfTheAgreementActsOnIt());

    [Fact]
    public void Only_an_opportunity_has_an_amount() =>
        Given(HandedOff())
            .When(new ProgressLead(Milestone.DemoHeld, 1m, Sales("03-05 10:00")))
            .ThenRefused(new OnlyAnOpportunityHasAnAmount());

    [Fact]
    public void An_opportunity_that_brings_nothing_is_one() =>
        Given(HandedOff())
            .When(new ProgressLead(Milestone.OpportunityOpened, 0m, Sales("03-05 10:00")))
            .Then(Reached(Milestone.OpportunityOpened, "03-05 10:00", 0m));

    [Fact]
    public void An_opportunity_that_costs_is_none() =>
        Given(HandedOff())
            .When(new ProgressLead(Milestone.OpportunityOpened, -0.01m, Sales("03-05 10:00")))
            .ThenRefused(new AmountIsNegative());
}
