using LeadLedger.Domain.Panels;
using static LeadLedger.Domain.Specs.Panels.PanelScene;

namespace LeadLedger.Domain.Specs.Panels;

public sealed class SeatMemberSpecs
{
    private static readonly SeatMember SeatPaul = new("paul", MemberFunction.Sales, Ada);

    [Fact]
    public void A_member_is_seated_last()
    {
        var decision = SeatMember.Decide(Seated, SeatPaul);

        decision.Then(new MemberSeated(Id, "paul", MemberFunction.Sales, "ada", Now));
        Assert.Equal(new Member("paul", MemberFunction.Sales), Seated.After(decision).Members[^1]);
    }

    [Fact]
    public void Only_the_role_agreements_seats() =>
        SeatMember.Decide(null, SeatPaul with { Act = Sam }).ThenRefused(new SeatingNeedsTheAgreementsRole());

    [Fact]
    public void Nobody_is_seated_on_no_panel() =>
        SeatMember.Decide(null, SeatPaul with { Member = " " }).ThenRefused(new PanelIsUnknown());

    [Theory]
    [InlineData(" mona", MemberFunction.Sales)]
    [InlineData("mona", (MemberFunction)3)]
    public void A_member_has_a_subject_and_a_function(string subject, MemberFunction function) =>
        SeatMember.Decide(Seated, new(subject, function, Ada)).ThenRefused(new MemberIsMalformed(null));

    [Fact]
    public void Nobody_is_seated_twice_nor_in_another_function() =>
        SeatMember.Decide(Full, SeatPaul with { Member = "mona" })
            .ThenRefused(new MemberIsSeatedAlready(MemberFunction.Marketing));

    [Fact]
    public void A_hundred_are_enough() => SeatMember.Decide(Full, SeatPaul).ThenRefused(new PanelIsFull());

    [Fact]
    public void Who_left_is_seated_again_in_another_function()
    {
        var gone = Seated.After(RemoveMember.Decide(Seated, new("nora", Ada)));
        var back = gone.After(SeatMember.Decide(gone, new("nora", MemberFunction.Sales, Ada)));
        Assert.Equal(MemberFunction.Sales, back.MemberOf("nora")?.Function);
    }

    private static Panel Full => Seated with
    {
        Members =
        [
            .. Seated.Members,
            .. Enumerable.Range(0, 97).Select(i => new Member($"m{i}", MemberFunction.Neither)),
        ],
    };
}
