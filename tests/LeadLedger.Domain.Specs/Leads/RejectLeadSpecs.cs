using LeadLedger.Domain.Leads;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.LeadScene;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

public sealed class RejectLeadSpecs
{
    [Fact]
    public void A_rejected_lead_is_the_panels_with_a_case_and_a_time_to_rule() =>
        Given(HandedOff(Sam))
            .When(NoBudget(Sales("03-03 09:00")))
            .Then(Rejected("03-03 09:00"));

    [Fact]
    public void The_panel_is_to_be_reminded_when_the_terms_say_so() =>
        Given(HandedOff(Sam))
            .Under(Company.Terms with { Review = Company.Terms.Review! with { RemindHoursBefore = 1 } })
            .When(NoBudget(Sales("03-03 09:00")))
            .Then(Rejected("03-03 09:00") with
            {
                RulingRemindAt = Rejected("03-03 09:00").RulingDueAt.AddHours(-1),
            });

    [Fact]
    public void It_says_how_much_was_tried_and_how_soon() =>
        Assert.Equal(new EffortInvested(3, 5, 2700), Given(
                HandedOff(Sam),
                Attempted("03-02 09:20", AttemptOutcome.Bounced),
                Attempted("03-02 09:45"),
                Attempted("03-02 15:00"))
            .When(NoBudget(Sales("03-03 09:00")))
            .ThenOne<LeadRejected>().Effort);

    [Fact]
    public void A_response_that_was_reported_late_counts_from_when_we_heard_of_it() =>
        Assert.Equal(7200, Given(HandedOff(Sam), Attempted("03-02 09:20", judged: "03-02 11:00"))
            .When(NoBudget(Sales("03-03 09:00")))
            .ThenOne<LeadRejected>().Effort.FirstResponseSeconds);

    [Fact]
    public void The_first_response_is_the_first_by_time_and_not_by_report() =>
        Assert.Equal(600, Given(HandedOff(Sam), Attempted("03-02 09:30"), Attempted("03-02 09:10"))
            .When(NoBudget(Sales("03-03 09:00")))
            .ThenOne<LeadRejected>().Effort.FirstResponseSeconds);

    [Fact]
    public void Without_promises_the_effort_is_what_was_done() =>
        Assert.Equal(
            new EffortInvested(1, null, 1800),
            Given(
                    new LeadHandedOff(Company.Lead, Ada, First with { FirstResponse = null, Cadence = null }),
                    Attempted("03-02 09:30"))
                .When(NoBudget(Sales("03-03 09:00")))
                .ThenOne<LeadRejected>().Effort);

    [Fact]
    public void A_response_from_before_a_late_handoffs_clock_took_no_time() =>
        Assert.Equal(0, Given(LateHandoff, Attempted("03-02 09:30"))
            .When(NoBudget(Sales("03-03 09:00")))
            .ThenOne<LeadRejected>().Effort.FirstResponseSeconds);

    [Fact]
    public void After_an_overturned_ruling_it_can_be_rejected_again_as_a_new_case_with_the_new_clocks_effort() =>
        Given(
                HandedOff(Sam),
                Attempted("03-02 09:30"),
                Rejected("03-03 09:00"),
                Overturned("03-04 09:00", actBy: Sam),
                Attempted("03-04 09:10"),
                Attempted("03-04 09:20"))
            .When(NoBudget(Sales("03-05 09:00")))
            .Then(Rejected("03-05 09:00", number: 2) with { Effort = new EffortInvested(2, 5, 600) });

    [Fact]
    public void After_a_withdrawal_the_next_rejection_is_a_case_of_its_own() =>
        Given(HandedOff(Sam), Attempted("03-02 09:30"), Rejected("03-03 09:00"), Withdrawn("03-03 10:00"))
            .When(NoBudget(Sales("03-05 09:00")))
            .Then(Rejected("03-05 09:00", number: 2) with { Effort = new EffortInvested(1, 5, 1800) });

    [Fact]
    public void The_reason_codes_are_those_of_the_terms_that_it_was_handed_off_under() =>
        Given(HandedOff())
            .Under(Company.Terms, Company.TermsFromApril with { ReasonCodes = [] })
            .When(NoBudget(Sales("04-10 09:00")))
            .Then(Rejected("04-10 09:00"));

    [Theory]
    [InlineData(Role.Sales, Sue)]
    [InlineData(Role.SalesManager, Max)]
    public void Anyone_of_the_sales_side_may_reject(Role role, string who) =>
        Given(HandedOff(Sam))
            .When(NoBudget(As(role, who, "03-03 09:00")))
            .Then(Rejected("03-03 09:00", by: who));

    [Fact]
    public void Under_regular_terms_no_importer_rejects_in_the_name_of_sales() =>
        Given(HandedOff(Sam))
            .When(NoBudget(Import(Sam, "03-03 09:00")))
            .ThenRefused(new OnlyHistoryIsDecidedByImport());

    [Fact]
    public void What_counts_is_the_present_handoff_and_not_that_the_lead_was_brought_in_once() =>
        Given(HandedOff(Sam), Returned("03-20 09:00", number: null), HandedOffAgain(Sam))
            .Under(Company.Terms with { Backfilled = true }, Company.TermsFromApril)
            .When(NoBudget(Import(Sam, "04-02 09:00")))
            .ThenRefused(new OnlyHistoryIsDecidedByImport());

    [Fact]
    public void An_importer_brings_in_a_rejection_with_who_made_it_and_when() =>
        Given(HandedOff(Otto))
            .AsHistory()
            .When(NoBudget(Import(Otto, "03-03 09:00")))
            .Then(Rejected("03-03 09:00", by: Otto));

    [Fact]
    public void An_unknown_lead_is_not_rejected() =>
        Given()
            .When(NoBudget(Sales("03-03 09:00")))
            .ThenRefused(new LeadIsUnknown());

    [Theory]
    [InlineData(Role.Sales, Otto)]
    [InlineData(Role.Marketing, Mia)]
    [InlineData(Role.Panel, Paul)]
    public void Nobody_else_rejects(Role role, string who) =>
        Given(HandedOff())
            .When(NoBudget(As(role, who, "03-03 09:00")))
            .ThenRefused(new OnlySalesOfTheAgreementActsOnIt());

    [Fact]
    public void A_lead_under_review_is_not_rejected_once_more() =>
        Given(HandedOff(), Rejected())
            .When(NoBudget(Sales("03-03 10:00")))
            .ThenRefused(new LeadIsNotWithSales(LeadPlace.UnderReview));

    [Fact]
    public void A_won_lead_is_not_rejected() =>
        Given(HandedOff(), Won("03-20 09:00"))
            .When(NoBudget(Sales("03-20 10:00")))
            .ThenRefused(new LeadIsNotWithSales(LeadPlace.Won));

    [Fact]
    public void A_rejection_two_minutes_ago_is_one_made_now() =>
        Given(HandedOff())
            .When(NoBudget(Sales("03-03 09:00", told: "03-03 09:02")))
            .Then(Rejected("03-03 09:00"));

    [Fact]
    public void A_rejection_is_not_reported_late() =>
        Given(HandedOff())
            .When(NoBudget(Sales("03-03 09:00", told: "03-03 09:02:00.000001")))
            .ThenRefused(new DecisionsAreNotReportedLate());

    [Fact]
    public void A_rejection_is_not_in_the_future() =>
        Given(HandedOff())
            .When(NoBudget(Sales("03-03 09:02:00.000001", told: "03-03 09:00")))
            .ThenRefused(new TimeIsInTheFuture());

    [Fact]
    public void History_in_which_a_lead_is_rejected_before_its_handoff_is_refused() =>
        Given(HandedOff())
            .AsHistory()
            .When(NoBudget(Import(Otto, "03-02 08:59:59.999999")))
            .ThenRefused(new DecisionIsBeforeItsCause(T("03-02 09:00")));

    [Fact]
    public void Terms_without_a_panel_let_nothing_be_rejected() =>
        Given(HandedOff())
            .Under(Company.Terms with { Review = null })
            .When(NoBudget(Sales("03-03 09:00")))
            .ThenRefused(new TermsPromiseNoReview(1));

    [Fact]
    public void A_reason_that_the_terms_do_not_declare_is_none() =>
        Given(HandedOff())
            .When(new RejectLead("bad-mood", "budget", Words("They have none"), Sales("03-03 09:00")))
            .ThenRefused(new RejectionNeedsAReasonInForce(1));

    [Fact]
    public void A_reason_stands_for_its_own_criterion() =>
        Given(HandedOff())
            .When(new RejectLead("no-budget", "need", Words("They have none"), Sales("03-03 09:00")))
            .ThenRefused(new RejectionNeedsTheReasonsCriterion("budget"));

    [Theory]
    [InlineData("")]
    [InlineData(" \t")]
    public void A_rejection_is_explained(string explanation) =>
        Given(HandedOff())
            .When(new RejectLead("no-budget", "budget", Words(explanation), Sales("03-03 09:00")))
            .ThenRefused(new RejectionNeedsAnExplanation());

    private static readonly LeadHandedOff LateHandoff = new(Company.Lead, Ada, First with
    {
        Late = true,
        FirstResponse = First.FirstResponse! with { From = T("03-02 12:00"), DueAt = T("03-02 13:00") },
        Cadence = First.Cadence! with { From = T("03-02 12:00"), EndsAt = T("03-16 12:00") },
    });

    private static RejectLead NoBudget(Act act) => new("no-budget", "budget", Words("They have none"), act);
}
