using LeadLedger.Domain.Leads;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.LeadScene;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

public sealed class AttemptContactSpecs
{
    [Fact]
    public void An_attempt_of_sales_is_on_the_record() =>
        Given(HandedOff())
            .When(Called(Sales("03-02 09:30")))
            .Then(Attempted("03-02 09:30"));

    [Fact]
    public void Its_note_is_kept_as_personal_text() =>
        Assert.Equal(Words("Ada was out"), Given(HandedOff())
            .When(new AttemptContact(Channel.Sms, AttemptOutcome.NoAnswer, Words("Ada was out"), Sales("03-02 09:30")))
            .ThenOne<ContactAttempted>().Note);

    [Theory]
    [InlineData(Role.Sales, Max)]
    [InlineData(Role.SalesManager, Max)]
    [InlineData(Role.Colleague, Cleo)]
    [InlineData(Role.Colleague, Otto)]
    public void Anyone_of_the_company_may_make_it_in_their_role(Role role, string who) =>
        Given(HandedOff())
            .When(Called(As(role, who, "03-02 09:30")))
            .Then(Attempted("03-02 09:30", by: who));

    [Fact]
    public void An_importer_says_who_made_it_elsewhere_and_it_is_never_late() =>
        Given(HandedOff())
            .When(Called(Import(Otto, "03-02 09:30")))
            .Then(Attempted("03-02 09:30", by: Otto));

    [Fact]
    public void Two_at_the_same_time_are_two() =>
        Given(HandedOff(), Attempted("03-02 09:30"))
            .When(Called(Sales("03-02 09:30")))
            .Then(Attempted("03-02 09:30"));

    [Fact]
    public void Reported_at_the_end_of_the_grace_it_is_judged_by_when_it_happened() =>
        Given(HandedOff())
            .When(Called(Sales("03-02 09:30", told: "03-02 10:30")))
            .Then(Attempted("03-02 09:30"));

    [Fact]
    public void Reported_a_microsecond_after_the_grace_it_is_late_and_judged_by_when_we_heard_of_it() =>
        Given(HandedOff())
            .When(Called(Sales("03-02 09:30", told: "03-02 10:30:00.000001")))
            .Then(Attempted("03-02 09:30", judged: "03-02 10:30:00.000001"));

    [Fact]
    public void At_the_instant_of_the_handoff_it_counts() =>
        Given(HandedOff())
            .When(Called(Sales("03-02 09:00")))
            .Then(Attempted("03-02 09:00"));

    [Fact]
    public void Before_the_handoff_there_is_none() =>
        Given(HandedOff())
            .When(Called(Sales("03-02 08:59:59.999999", told: "03-02 09:30")))
            .ThenRefused(new FactIsBeforeTheHandoff());

    [Fact]
    public void Our_clock_stepping_back_since_the_handoff_puts_it_at_the_handoff() =>
        Given(HandedOff())
            .When(Called(Sales("03-02 08:58")))
            .Then(Attempted("03-02 09:00"));

    [Fact]
    public void A_clock_that_is_more_than_two_minutes_behind_is_not_corrected() =>
        Given(HandedOff())
            .When(Called(Sales("03-02 08:57:59.999999")))
            .ThenRefused(new FactIsBeforeTheHandoff());

    [Fact]
    public void It_is_not_in_the_future() =>
        Given(HandedOff())
            .When(Called(Sales("03-02 09:32:00.000001", told: "03-02 09:30")))
            .ThenRefused(new TimeIsInTheFuture());

    [Fact]
    public void An_unknown_lead_is_not_contacted() =>
        Given()
            .When(Called(Sales("03-02 09:30")))
            .ThenRefused(new LeadIsUnknown());

    [Theory]
    [InlineData(Role.Sales, Otto)]
    [InlineData(Role.SalesManager, Sam)]
    [InlineData(Role.Marketing, Mia)]
    [InlineData(Role.Panel, Carl)]
    public void Nobody_else_records_one(Role role, string who) =>
        Given(HandedOff())
            .When(Called(As(role, who, "03-02 09:30")))
            .ThenRefused(new OnlySalesAndColleaguesAttemptContact());

    [Fact]
    public void One_from_before_the_rejection_is_accepted_while_the_lead_is_under_review() =>
        Given(HandedOff(), Rejected("03-03 09:00"))
            .When(Called(Sales("03-03 09:00", told: "03-03 09:30")))
            .Then(Attempted("03-03 09:00"));

    [Fact]
    public void One_made_while_the_lead_is_under_review_is_refused() =>
        Given(HandedOff(), Rejected("03-03 09:00"))
            .When(Called(Sales("03-03 09:00:00.000001", told: "03-03 09:30")))
            .ThenRefused(new LeadWasNotWithSalesThen(LeadPlace.UnderReview));

    [Fact]
    public void After_a_withdrawal_the_time_under_review_was_time_with_sales() =>
        Given(HandedOff(), Rejected("03-03 09:00"), Withdrawn("03-03 12:00"))
            .When(Called(Sales("03-03 11:30", told: "03-03 12:10")))
            .Then(Attempted("03-03 11:30"));

    [Fact]
    public void One_from_before_an_overturned_rejection_belongs_to_the_same_handoff() =>
        Given(HandedOff(), Rejected("03-03 09:00"), Overturned("03-04 09:00"))
            .When(Called(Sales("03-02 15:00", told: "03-04 10:00")))
            .Then(Attempted("03-02 15:00", judged: "03-04 10:00"));

    [Fact]
    public void Between_the_rejection_and_the_ruling_the_lead_was_not_with_sales() =>
        Given(HandedOff(), Rejected("03-03 09:00"), Overturned("03-04 09:00"))
            .When(Called(Sales("03-04 08:59:59.999999", told: "03-04 09:30")))
            .ThenRefused(new LeadWasNotWithSalesThen(LeadPlace.WithSales));

    [Fact]
    public void At_the_instant_at_which_one_handoff_ends_and_another_begins_it_is_the_laters() =>
        Given(HandedOff(), Returned("04-01 09:00", number: null), HandedOffAgain())
            .When(Called(Sales("04-01 09:00")))
            .Then(Attempted("04-01 09:00", handoff: 2));

    [Fact]
    public void One_from_an_earlier_handoff_is_that_handoffs() =>
        Given(HandedOff(), Returned("03-20 09:00", number: null), HandedOffAgain())
            .When(Called(Sales("03-10 09:00", told: "04-01 10:00")))
            .Then(Attempted("03-10 09:00", judged: "04-01 10:00"));

    [Fact]
    public void One_from_the_later_handoff_is_the_laters() =>
        Given(HandedOff(), Returned("03-20 09:00", number: null), HandedOffAgain())
            .When(Called(Sales("04-01 09:00")))
            .Then(Attempted("04-01 09:00", handoff: 2));

    [Fact]
    public void One_from_before_the_deal_was_won_is_accepted_after() =>
        Given(HandedOff(), Won("03-20 09:00"))
            .When(Called(Sales("03-19 09:00", told: "03-21 09:00")))
            .Then(Attempted("03-19 09:00", judged: "03-21 09:00"));

    [Fact]
    public void After_the_deal_was_won_there_are_no_more() =>
        Given(HandedOff(), Won("03-20 09:00"))
            .When(Called(Sales("03-20 09:00:00.000001", told: "03-20 09:30")))
            .ThenRefused(new LeadWasNotWithSalesThen(LeadPlace.Won));

    [Fact]
    public void While_the_lead_is_in_nurture_there_are_none() =>
        Given(HandedOff(), Returned("03-20 09:00", number: null))
            .When(Called(Sales("03-20 09:00:00.000001")))
            .ThenRefused(new LeadWasNotWithSalesThen(LeadPlace.WithMarketing));

    private static AttemptContact Called(Act act) => new(Channel.Phone, AttemptOutcome.NoAnswer, null, act);
}
