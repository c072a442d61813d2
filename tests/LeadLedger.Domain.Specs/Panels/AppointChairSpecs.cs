using LeadLedger.Domain.Panels;
using static LeadLedger.Domain.Specs.Panels.PanelScene;

namespace LeadLedger.Domain.Specs.Panels;

public sealed class AppointChairSpecs
{
    [Fact]
    public void Another_member_who_is_neither_becomes_the_chair()
    {
        var decision = AppointChair.Decide(Seated, new("nora", Ada));

        decision.Then(new ChairAppointed(Id, "nora", "ada", Now));
        Assert.Equal(["nora", "cora"], Seated.After(decision).PresidingAt(Now));
    }

    [Fact]
    public void The_chair_is_it_already()
    {
        var decision = AppointChair.Decide(Seated, new("cora", Ada));
        Assert.Null(decision.Refusal);
        Assert.Empty(decision.Events);
    }

    [Fact]
    public void Only_the_role_agreements_appoints() =>
        AppointChair.Decide(null, new("nora", Sam)).ThenRefused(new SeatingNeedsTheAgreementsRole());

    [Fact]
    public void No_panel_has_a_chair_before_it_is_there() =>
        AppointChair.Decide(null, new("nora", Ada)).ThenRefused(new PanelIsUnknown());

    [Fact]
    public void The_chair_is_a_member() =>
        AppointChair.Decide(Seated, new("nick", Ada)).ThenRefused(new ChairIsNoMember());

    [Fact]
    public void The_chair_is_neither_marketing_nor_sales() =>
        AppointChair.Decide(Seated, new("mona", Ada)).ThenRefused(new ChairIsPartial(MemberFunction.Marketing));
}
