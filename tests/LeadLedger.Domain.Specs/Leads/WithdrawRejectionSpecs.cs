using LeadLedger.Domain.Leads;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.LeadScene;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

public sealed class WithdrawRejectionSpecs
{
    [Fact]
    public void Sales_takes_its_rejection_back() =>
        Given(HandedOff(Sam), Rejected())
            .When(new WithdrawRejection(1, Sales("03-03 10:00")))
            .Then(Withdrawn("03-03 10:00"));

    [Fact]
    public void It_is_as_if_the_rejection_had_never_been()
    {
        var before = Given(HandedOff(Sam), Attempted("03-02 09:30"), Reached(Milestone.DemoHeld, "03-03 08:00"));
        var was = Assert.IsType<Lead.WithSales>(before.State);
        var now = Assert.IsType<Lead.WithSales>(
            before.And(Rejected(), Claimed(Carl, "03-03 10:00"), Withdrawn("03-03 10:10")).State);
        Assert.Equal(Spelled.Out(was.Facts.Period), Spelled.Out(now.Facts.Period));
        Assert.Equal((was.Stage, was.Owner, was.Since), (now.Stage, now.Owner, now.Since));
    }

    [Fact]
    public void Another_of_sales_may_take_it_back_too() =>
        Given(HandedOff(Sam), Rejected())
            .When(new WithdrawRejection(1, SalesManager("03-03 10:00")))
            .Then(Withdrawn("03-03 10:00") with { WithdrawnBy = Max });

    [Fact]
    public void Who_rejected_it_may_take_it_back_though_they_left_the_sales_side() =>
        Given(HandedOff(Sam), Rejected(by: Otto))
            .When(new WithdrawRejection(1, Sales("03-03 10:00", who: Otto)))
            .Then(Withdrawn("03-03 10:00") with { WithdrawnBy = Otto });

    [Fact]
    public void While_a_member_works_the_case_and_others_have_voted_it_can_still_be_taken_back() =>
        Given(
                HandedOff(Sam),
                Rejected(),
                Claimed(Pia, "03-03 10:00"),
                Voted(Pia, Verdict.Upheld, "03-03 10:05"),
                Released(Pia, "03-03 10:05"),
                Claimed(Carl, "03-03 10:10", fence: 2))
            .When(new WithdrawRejection(1, Sales("03-03 10:11")))
            .Then(Withdrawn("03-03 10:11"));

    [Fact]
    public void An_importer_brings_a_withdrawal_in() =>
        Given(HandedOff(Otto), Rejected(by: Otto))
            .AsHistory()
            .When(new WithdrawRejection(1, Import(Otto, "03-03 10:00")))
            .Then(Withdrawn("03-03 10:00") with { WithdrawnBy = Otto });

    [Fact]
    public void An_unknown_lead_has_no_rejection() =>
        Given()
            .When(new WithdrawRejection(1, Sales("03-03 10:00")))
            .ThenRefused(new LeadIsUnknown());

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void An_unknown_case_is_not_withdrawn(int number) =>
        Given(HandedOff(), Rejected())
            .When(new WithdrawRejection(number, Sales("03-03 10:00")))
            .ThenRefused(new CaseIsUnknown(number));

    [Theory]
    [InlineData(Role.Sales, Otto)]
    [InlineData(Role.Marketing, Mia)]
    [InlineData(Role.Panel, Carl)]
    [InlineData(Role.Colleague, Sam)]
    public void Nobody_else_takes_it_back(Role role, string who) =>
        Given(HandedOff(), Rejected())
            .When(new WithdrawRejection(1, As(role, who, "03-03 10:00")))
            .ThenRefused(new OnlySalesOfTheAgreementActsOnIt());

    [Fact]
    public void After_the_ruling_it_is_too_late() =>
        Given(HandedOff(), Rejected(), Overturned("03-04 09:00"))
            .When(new WithdrawRejection(1, Sales("03-04 10:00")))
            .ThenRefused(new CaseIsClosed(1));

    [Fact]
    public void Twice_is_once_too_often() =>
        Given(HandedOff(), Rejected(), Withdrawn("03-03 09:30"))
            .When(new WithdrawRejection(1, Sales("03-03 10:00")))
            .ThenRefused(new CaseIsClosed(1));

    [Fact]
    public void An_earlier_case_stays_closed_while_a_later_one_is_open() =>
        Given(HandedOff(), Rejected(), Withdrawn("03-03 09:30"), Rejected("03-03 10:00", number: 2))
            .When(new WithdrawRejection(1, Sales("03-03 11:00")))
            .ThenRefused(new CaseIsClosed(1));

    [Fact]
    public void It_is_not_reported_late() =>
        Given(HandedOff(), Rejected())
            .When(new WithdrawRejection(1, Sales("03-03 10:00", told: "03-03 10:02:00.000001")))
            .ThenRefused(new DecisionsAreNotReportedLate());

    [Fact]
    public void It_is_not_in_the_future() =>
        Given(HandedOff(), Rejected())
            .When(new WithdrawRejection(1, Sales("03-03 10:02:00.000001", told: "03-03 10:00")))
            .ThenRefused(new TimeIsInTheFuture());

    [Fact]
    public void In_history_it_is_not_before_the_rejection() =>
        Given(HandedOff(), Rejected())
            .AsHistory()
            .When(new WithdrawRejection(1, Import(Otto, "03-03 08:59")))
            .ThenRefused(new DecisionIsBeforeItsCause(T("03-03 09:00")));
}
