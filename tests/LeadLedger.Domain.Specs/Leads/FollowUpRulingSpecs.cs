using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.LeadScene;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

public sealed class FollowUpRulingSpecs
{
    private static readonly LeadScene Ruled =
        Given(HandedOff(Sam), Rejected(), Upheld("03-04 09:00"), Returned("03-04 09:00"));

    [Theory]
    [InlineData(Role.Marketing)]
    [InlineData(Role.Colleague)]
    public void The_steps_owner_says_that_it_is_done_in_any_role(Role role) =>
        Ruled
            .When(new FollowUpRuling(1, null, As(role, Mia, "03-09 09:00")))
            .Then(FollowedUp("03-09 09:00"));

    [Fact]
    public void The_panels_chair_may_say_so_with_a_note() =>
        Ruled
            .When(new FollowUpRuling(1, Words("Seen it"), Chair("03-09 09:00")))
            .Then(FollowedUp("03-09 09:00") with { DoneBy = Carl, Note = Words("Seen it") });

    [Fact]
    public void So_may_who_issued_it_though_another_is_chair_now() =>
        Ruled.JudgedBy(PresidingSpecs.WithNora(Company.Panel) with { Chair = Nora })
            .When(new FollowUpRuling(1, null, Chair("03-09 09:00")))
            .Then(FollowedUp("03-09 09:00") with { DoneBy = Carl });

    [Fact]
    public void So_may_whoever_is_on_duty() =>
        Ruled
            .JudgedBy(PresidingSpecs.WithNora(Company.Panel) with
            {
                Rota = new Rota(Day("03-09"), 1, [Nora], "Europe/Berlin", []),
            })
            .When(new FollowUpRuling(1, null, Member(Nora, "03-09 09:00")))
            .Then(FollowedUp("03-09 09:00") with { DoneBy = Nora });

    [Fact]
    public void After_its_due_time_it_can_still_be_done() =>
        Ruled
            .When(new FollowUpRuling(1, null, Marketing("03-20 09:00")))
            .Then(FollowedUp("03-20 09:00"));

    [Fact]
    public void Wherever_the_lead_is_by_then() =>
        Ruled.And(HandedOffAgain())
            .When(new FollowUpRuling(1, null, Marketing("04-02 09:00")))
            .Then(FollowedUp("04-02 09:00"));

    [Fact]
    public void While_a_later_case_is_open_the_earlier_ruling_can_be_followed_up() =>
        Given(HandedOff(), Rejected(), Overturned("03-04 09:00"), Rejected("03-05 09:00", number: 2))
            .When(new FollowUpRuling(1, null, Marketing("03-06 09:00")))
            .Then(FollowedUp("03-06 09:00"));

    [Fact]
    public void An_importer_brings_it_in() =>
        Ruled
            .AsHistory()
            .When(new FollowUpRuling(1, null, Import(Mia, "03-09 09:00")))
            .Then(FollowedUp("03-09 09:00"));

    [Fact]
    public void An_unknown_lead_has_no_ruling() =>
        Given()
            .When(new FollowUpRuling(1, null, Marketing("03-09 09:00")))
            .ThenRefused(new LeadIsUnknown());

    [Fact]
    public void An_unknown_case_has_no_ruling() =>
        Ruled
            .When(new FollowUpRuling(2, null, Marketing("03-09 09:00")))
            .ThenRefused(new CaseIsUnknown(2));

    [Theory]
    [InlineData(Role.Marketing, Otto)]
    [InlineData(Role.Panel, Pia)]
    [InlineData(Role.Colleague, Carl)]
    public void Nobody_else_says_so(Role role, string who) =>
        Ruled
            .When(new FollowUpRuling(1, null, As(role, who, "03-09 09:00")))
            .ThenRefused(new OnlyTheStepsOwnerOrTheChairFollowsUp());

    [Fact]
    public void An_open_case_has_no_ruling_yet() =>
        Given(HandedOff(), Rejected())
            .When(new FollowUpRuling(1, null, Chair("03-09 09:00")))
            .ThenRefused(new CaseHasNoRuling(1));

    [Fact]
    public void A_withdrawn_rejection_has_none() =>
        Given(HandedOff(), Rejected(), Withdrawn("03-03 10:00"))
            .When(new FollowUpRuling(1, null, Chair("03-09 09:00")))
            .ThenRefused(new CaseHasNoRuling(1));

    [Fact]
    public void It_is_done_once() =>
        Ruled.And(FollowedUp("03-08 09:00"))
            .When(new FollowUpRuling(1, null, Marketing("03-09 09:00")))
            .ThenRefused(new RulingIsFollowedUpAlready(1));

    [Fact]
    public void It_is_not_reported_late() =>
        Ruled
            .When(new FollowUpRuling(1, null, Marketing("03-09 09:00", told: "03-09 09:02:00.000001")))
            .ThenRefused(new DecisionsAreNotReportedLate());

    [Fact]
    public void It_is_not_in_the_future() =>
        Ruled
            .When(new FollowUpRuling(1, null, Marketing("03-09 09:02:00.000001", told: "03-09 09:00")))
            .ThenRefused(new TimeIsInTheFuture());

    [Fact]
    public void In_history_it_is_not_before_the_ruling() =>
        Ruled
            .AsHistory()
            .When(new FollowUpRuling(1, null, Import(Mia, "03-04 08:59:59.999999")))
            .ThenRefused(new DecisionIsBeforeItsCause(T("03-04 09:00")));

    [Fact]
    public void Another_panels_chair_is_never_taken_for_the_cases_own() =>
        Assert.Throws<ArgumentException>(() => Ruled
            .JudgedBy(Company.Panel with { Id = new PanelId(Guid.Empty) })
            .When(new FollowUpRuling(1, null, Chair("03-09 09:00"))));
}
