using LeadLedger.Domain.Leads;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.LeadScene;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

public sealed class AssignLeadSpecs
{
    [Fact]
    public void A_sales_manager_gives_a_lead_to_somebody_of_sales() =>
        Given(HandedOff())
            .When(new AssignLead(Sam, SalesManager("03-02 09:10")))
            .Then(Assigned(Sam, "03-02 09:10"));

    [Fact]
    public void A_sales_manager_takes_a_lead_from_one_and_gives_it_to_another() =>
        Given(HandedOff(Sam))
            .When(new AssignLead(Sue, SalesManager("03-02 09:10")))
            .Then(Assigned(Sue, "03-02 09:10"));

    [Fact]
    public void A_sales_person_takes_a_lead_that_is_nobodys() =>
        Given(HandedOff())
            .When(new AssignLead(Sam, Sales("03-02 09:10")))
            .Then(Assigned(Sam, "03-02 09:10", by: Sam));

    [Fact]
    public void Assigning_it_to_whom_it_is_assigned_changes_nothing() =>
        Given(HandedOff(), Assigned(Sam, "03-02 09:10"))
            .When(new AssignLead(Sam, SalesManager("03-02 09:20")))
            .ThenAlreadySo();

    [Fact]
    public void Taking_a_lead_that_is_ones_own_changes_nothing() =>
        Given(HandedOff(Sam))
            .When(new AssignLead(Sam, Sales("03-02 09:20")))
            .ThenAlreadySo();

    [Fact]
    public void An_importer_gives_it_to_whoever_had_it_elsewhere() =>
        Given(HandedOff())
            .AsHistory()
            .When(new AssignLead(Otto, Import(Otto, "03-02 09:10")))
            .Then(Assigned(Otto, "03-02 09:10", by: Otto));

    [Fact]
    public void An_unknown_lead_is_not_assigned() =>
        Given()
            .When(new AssignLead(Sam, SalesManager("03-02 09:10")))
            .ThenRefused(new LeadIsUnknown());

    [Theory]
    [InlineData(Role.SalesManager, Otto)]
    [InlineData(Role.SalesManager, Sam)]
    [InlineData(Role.Sales, Otto)]
    [InlineData(Role.Marketing, Mia)]
    [InlineData(Role.Colleague, Sam)]
    public void Nobody_but_the_agreements_sales_side_assigns(Role role, string who) =>
        Given(HandedOff())
            .When(new AssignLead(Sam, As(role, who, "03-02 09:10")))
            .ThenRefused(new OnlySalesOfTheAgreementActsOnIt());

    [Fact]
    public void A_sales_person_gives_no_lead_to_another() =>
        Given(HandedOff())
            .When(new AssignLead(Sue, Sales("03-02 09:10")))
            .ThenRefused(new OnlySalesManagersAssign());

    [Fact]
    public void A_sales_person_takes_no_lead_from_another() =>
        Given(HandedOff(Sue))
            .When(new AssignLead(Sam, Sales("03-02 09:10")))
            .ThenRefused(new OnlySalesManagersAssign());

    [Fact]
    public void A_lead_under_review_is_not_assigned() =>
        Given(HandedOff(), Rejected())
            .When(new AssignLead(Sam, SalesManager("03-03 10:00")))
            .ThenRefused(new LeadIsNotWithSales(LeadPlace.UnderReview));

    [Fact]
    public void A_lead_in_nurture_is_not_assigned() =>
        Given(HandedOff(), Returned("03-20 09:00", number: null))
            .When(new AssignLead(Sam, SalesManager("03-20 10:00")))
            .ThenRefused(new LeadIsNotWithSales(LeadPlace.WithMarketing));

    [Fact]
    public void An_assignment_two_minutes_ago_is_one_made_now() =>
        Given(HandedOff())
            .When(new AssignLead(Sam, SalesManager("03-02 09:10", told: "03-02 09:12")))
            .Then(Assigned(Sam, "03-02 09:10"));

    [Fact]
    public void An_assignment_is_not_reported_late() =>
        Given(HandedOff())
            .When(new AssignLead(Sam, SalesManager("03-02 09:10", told: "03-02 09:12:00.000001")))
            .ThenRefused(new DecisionsAreNotReportedLate());

    [Fact]
    public void An_assignment_is_not_in_the_future() =>
        Given(HandedOff())
            .When(new AssignLead(Sam, SalesManager("03-02 09:12:00.000001", told: "03-02 09:10")))
            .ThenRefused(new TimeIsInTheFuture());

    [Fact]
    public void Our_clock_stepping_back_since_the_handoff_does_not_get_in_the_way() =>
        Given(HandedOff())
            .When(new AssignLead(Sam, SalesManager("03-02 08:58")))
            .Then(Assigned(Sam, "03-02 08:58"));

    [Fact]
    public void History_in_which_a_lead_is_assigned_before_its_handoff_is_refused() =>
        Given(HandedOff())
            .AsHistory()
            .When(new AssignLead(Otto, Import(Otto, "03-02 08:59:59.999999")))
            .ThenRefused(new DecisionIsBeforeItsCause(T("03-02 09:00")));

    [Fact]
    public void Whoever_is_not_of_sales_is_given_no_lead() =>
        Given(HandedOff())
            .When(new AssignLead(Mia, SalesManager("03-02 09:10")))
            .ThenRefused(new AssigneeIsNotOfSales());
}
