using LeadLedger.Domain.Leads;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.LeadScene;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

public sealed class ReturnLeadToMarketingSpecs
{
    private static readonly LeadScene Tried = Given(
        HandedOff(Sam),
        Attempted("03-02 09:30"),
        Attempted("03-04 09:30", AttemptOutcome.Voicemail),
        Attempted("03-06 09:30", AttemptOutcome.Bounced),
        Attempted("03-09 09:30", AttemptOutcome.WrongNumber),
        Attempted("03-11 09:30", by: Cleo));

    [Fact]
    public void After_the_whole_cadence_without_a_connection_the_lead_is_marketings_again() =>
        Tried
            .When(new ReturnLeadToMarketing(Sales("03-11 10:00")))
            .Then(Returned("03-11 10:00", number: null));

    [Fact]
    public void One_attempt_short_of_the_cadence_there_is_one_more_to_make() =>
        Given(HandedOff(), Attempted("03-02 09:30"), Attempted("03-02 09:30"), Attempted("03-02 09:30"))
            .And(Attempted("03-02 09:30"))
            .When(new ReturnLeadToMarketing(Sales("03-11 10:00")))
            .ThenRefused(new CadenceIsNotWorkedYet(1));

    [Fact]
    public void Without_any_attempt_the_whole_cadence_is_missing() =>
        Given(HandedOff())
            .When(new ReturnLeadToMarketing(Sales("03-11 10:00")))
            .ThenRefused(new CadenceIsNotWorkedYet(5));

    [Theory]
    [InlineData(AttemptOutcome.Connected)]
    [InlineData(AttemptOutcome.Replied)]
    public void A_person_who_answered_once_is_not_unresponsive(AttemptOutcome answered) =>
        Tried.And(Attempted("03-03 09:30", answered))
            .When(new ReturnLeadToMarketing(Sales("03-11 10:00")))
            .ThenRefused(new PersonWasReached());

    [Fact]
    public void After_an_overturned_rejection_the_cadence_begins_anew() =>
        Tried.And(Rejected("03-12 09:00"), Overturned("03-13 09:00"), Attempted("03-13 10:00"))
            .When(new ReturnLeadToMarketing(Sales("03-13 11:00")))
            .ThenRefused(new CadenceIsNotWorkedYet(4));

    [Fact]
    public void An_answer_from_before_an_overturned_rejection_is_of_the_old_cadence() =>
        Given(HandedOff(), Attempted("03-02 09:30", AttemptOutcome.Connected), Rejected("03-03 09:00"))
            .And(Overturned("03-04 09:00"))
            .And(Enumerable.Repeat(Attempted("03-05 09:00"), 5))
            .When(new ReturnLeadToMarketing(Sales("03-05 10:00")))
            .Then(Returned("03-05 10:00", number: null));

    [Fact]
    public void Attempts_after_the_windows_end_count_for_giving_up_too() =>
        Given(HandedOff())
            .And(Enumerable.Repeat(Attempted("03-20 09:00"), 5))
            .When(new ReturnLeadToMarketing(Sales("03-20 10:00")))
            .Then(Returned("03-20 10:00", number: null));

    [Fact]
    public void Where_no_cadence_is_promised_nothing_says_when_it_was_enough() =>
        Given(new LeadHandedOff(Company.Lead, Ada, First with { Cadence = null }))
            .When(new ReturnLeadToMarketing(Sales("03-11 10:00")))
            .ThenRefused(new NoCadenceWasPromised());

    [Fact]
    public void An_unknown_lead_is_not_given_back() =>
        Given()
            .When(new ReturnLeadToMarketing(Sales("03-11 10:00")))
            .ThenRefused(new LeadIsUnknown());

    [Fact]
    public void Nobody_but_the_agreements_sales_side_gives_it_back() =>
        Tried
            .When(new ReturnLeadToMarketing(Colleague("03-11 10:00")))
            .ThenRefused(new OnlySalesOfTheAgreementActsOnIt());

    [Fact]
    public void A_lead_that_is_not_with_sales_is_not_theirs_to_give_back() =>
        Tried.And(Rejected("03-11 09:50"))
            .When(new ReturnLeadToMarketing(Sales("03-11 10:00")))
            .ThenRefused(new LeadIsNotWithSales(LeadPlace.UnderReview));

    [Fact]
    public void It_is_a_decision_and_so_not_reported_late() =>
        Tried
            .When(new ReturnLeadToMarketing(Sales("03-11 10:00", told: "03-11 10:02:00.000001")))
            .ThenRefused(new DecisionsAreNotReportedLate());

    [Fact]
    public void It_is_not_in_the_future() =>
        Tried
            .When(new ReturnLeadToMarketing(Sales("03-11 10:02:00.000001", told: "03-11 10:00")))
            .ThenRefused(new TimeIsInTheFuture());

    [Fact]
    public void In_history_it_is_not_before_the_handoff() =>
        Tried
            .AsHistory()
            .When(new ReturnLeadToMarketing(Import(Otto, "03-01 10:00")))
            .ThenRefused(new DecisionIsBeforeItsCause(T("03-02 09:00")));

    [Fact]
    public void An_importer_brings_it_in_with_its_time() =>
        Tried
            .AsHistory()
            .When(new ReturnLeadToMarketing(Import(Otto, "03-11 10:00")))
            .Then(Returned("03-11 10:00", number: null) with { ReturnedBy = Otto });
}
