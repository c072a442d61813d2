using LeadLedger.Domain.Leads;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.LeadScene;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

/// <summary>What every act of the panel has in common.</summary>
public sealed class BenchSpecs
{
    private static readonly LeadScene Open = Given(HandedOff(Sam), Rejected());

    [Theory]
    [MemberData(nameof(Acts))]
    public void An_unknown_lead_has_no_case(ActOfThePanel act) =>
        Given()
            .When(act.On(1, Chair("03-03 10:00")))
            .ThenRefused(new LeadIsUnknown());

    [Theory]
    [MemberData(nameof(Acts))]
    public void A_lead_that_was_never_rejected_has_no_case(ActOfThePanel act) =>
        Given(HandedOff())
            .When(act.On(1, Chair("03-03 10:00")))
            .ThenRefused(new CaseIsUnknown(1));

    [Theory]
    [MemberData(nameof(Acts))]
    public void A_case_yet_to_come_is_unknown(ActOfThePanel act) =>
        Open
            .When(act.On(2, Chair("03-03 10:00")))
            .ThenRefused(new CaseIsUnknown(2));

    [Theory]
    [MemberData(nameof(Acts))]
    public void Somebody_who_is_not_seated_does_not_act(ActOfThePanel act) =>
        Open
            .When(act.On(1, Member(Otto, "03-03 10:00")))
            .ThenRefused(new OnlySeatedMembersReview());

    [Theory]
    [MemberData(nameof(Acts))]
    public void A_member_does_not_act_in_another_role(ActOfThePanel act) =>
        Open
            .When(act.On(1, As(Role.Marketing, Pia, "03-03 10:00")))
            .ThenRefused(new OnlySeatedMembersReview());

    [Theory]
    [MemberData(nameof(Acts))]
    public void History_in_which_somebody_acts_who_is_not_seated_is_refused(ActOfThePanel act) =>
        Open
            .AsHistory()
            .When(act.On(1, Import(Otto, "03-03 10:00")))
            .ThenRefused(new OnlySeatedMembersReview());

    [Theory]
    [MemberData(nameof(Acts))]
    public void Under_regular_terms_no_importer_acts_in_the_name_of_a_member(ActOfThePanel act) =>
        Open
            .When(act.On(1, Import(Carl, "03-03 10:00")))
            .ThenRefused(new OnlyHistoryIsDecidedByImport());

    [Theory]
    [MemberData(nameof(Acts))]
    public void After_the_ruling_the_case_is_closed(ActOfThePanel act) =>
        Open.And(Overturned("03-04 09:00"))
            .When(act.On(1, Chair("03-04 10:00")))
            .ThenRefused(new CaseIsClosed(1));

    [Theory]
    [MemberData(nameof(Acts))]
    public void After_an_upheld_ruling_too(ActOfThePanel act) =>
        Open.And(Upheld("03-04 09:00"), Returned("03-04 09:00"))
            .When(act.On(1, Chair("03-04 10:00")))
            .ThenRefused(new CaseIsClosed(1));

    [Theory]
    [MemberData(nameof(Acts))]
    public void After_the_withdrawal_the_case_is_closed(ActOfThePanel act) =>
        Open.And(Withdrawn("03-03 09:30"))
            .When(act.On(1, Chair("03-03 10:00")))
            .ThenRefused(new CaseIsClosed(1));

    [Theory]
    [MemberData(nameof(Acts))]
    public void Decisions_are_not_reported_late(ActOfThePanel act) =>
        Open
            .When(act.On(1, Chair("03-03 10:00", told: "03-03 10:02:00.000001")))
            .ThenRefused(new DecisionsAreNotReportedLate());

    [Theory]
    [MemberData(nameof(Acts))]
    public void Nor_are_they_in_the_future(ActOfThePanel act) =>
        Open
            .When(act.On(1, Chair("03-03 10:02:00.000001", told: "03-03 10:00")))
            .ThenRefused(new TimeIsInTheFuture());

    [Theory]
    [MemberData(nameof(Acts))]
    public void In_history_they_are_not_before_the_rejection(ActOfThePanel act) =>
        Open
            .AsHistory()
            .When(act.On(1, Import(Carl, "03-03 08:59:59.999999")))
            .ThenRefused(new DecisionIsBeforeItsCause(T("03-03 09:00")));

    [Theory]
    [MemberData(nameof(Acts))]
    public void Another_panel_is_never_taken_for_the_cases_own(ActOfThePanel act) =>
        Assert.Throws<ArgumentException>(() => Open
            .JudgedBy(Company.Panel with { Id = new PanelId(Guid.Empty) })
            .When(act.On(1, Chair("03-03 10:00"))));

    public static TheoryData<ActOfThePanel> Acts() =>
    [
        new("claim", (number, act) => new ClaimReview(number, act)),
        new("release", (number, act) => new ReleaseReview(number, null, act)),
        new("vote", (number, act) => new CastVote(number, Verdict.Upheld, Words("So it is"), null, act)),
        new("recuse", (number, act) => new RecuseMember(number, Words("I know them"), act)),
        new("rule", (number, act) => new IssueRuling(
            number, Verdict.Upheld, RootCause.Messaging, Words("So it is"), null, Teach, null, null, act)),
    ];

    /// <summary>One of the panel's commands, on a case and by somebody.</summary>
    public sealed record ActOfThePanel(string Name, Func<int, Act, object> On)
    {
        public override string ToString() => Name;
    }
}
