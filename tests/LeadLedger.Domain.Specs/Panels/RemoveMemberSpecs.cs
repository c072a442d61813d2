using LeadLedger.Domain.Panels;
using static LeadLedger.Domain.Specs.Panels.PanelScene;

namespace LeadLedger.Domain.Specs.Panels;

public sealed class RemoveMemberSpecs
{
    private static readonly MemberLeft CoraLeft = new(Id, "cora", "ada", Now);

    [Fact]
    public void Somebody_who_is_not_the_chair_just_leaves() =>
        RemoveMember.Decide(Seated, new("mona", Ada)).Then(new MemberLeft(Id, "mona", "ada", Now));

    [Fact]
    public void When_the_chair_leaves_who_would_have_presided_next_is_the_chair() =>
        RemoveMember.Decide(Seated, new("cora", Ada)).Then(CoraLeft, new ChairAppointed(Id, "nora", "ada", Now));

    [Fact]
    public void The_panels_only_impartial_chair_does_not_leave() =>
        RemoveMember.Decide(Seated with { Members = [.. Seated.Members.Take(2)] }, new("cora", Ada))
            .ThenRefused(new PanelWouldLoseItsOnlyImpartialChair());

    [Fact]
    public void Nor_the_only_member_of_a_panel_of_one() =>
        RemoveMember.Decide(Seated with { Members = [Seated.Members[1]] }, new("cora", Ada))
            .ThenRefused(new PanelWouldLoseItsOnlyImpartialChair());

    [Fact]
    public void Only_the_role_agreements_lets_go() =>
        RemoveMember.Decide(null, new("cora", Sam)).ThenRefused(new SeatingNeedsTheAgreementsRole());

    [Fact]
    public void From_no_panel_nobody_leaves() =>
        RemoveMember.Decide(null, new("cora", Ada)).ThenRefused(new PanelIsUnknown());

    [Fact]
    public void Who_is_not_seated_does_not_leave() =>
        RemoveMember.Decide(Seated, new("sam", Ada)).ThenRefused(new MemberIsUnknown());

    [Fact]
    public void The_rota_goes_on_without_who_leaves_from_the_turn_that_it_is_now()
    {
        var panel = Seated with
        {
            Members = [.. Seated.Members, new Member("nick", MemberFunction.Neither)],
            Rota = CoraThenNora with
            {
                Members = ["cora", "nora", "nick"],
                Swaps = [new(new(2026, 6, 1), "nora"), new(new(2026, 6, 15), "nora"), new(new(2026, 6, 22), "nick")],
            },
        };

        var left = panel.After(RemoveMember.Decide(panel, new("nora", Ada)));

        Assert.Equal(new DateOnly(2026, 6, 8), left.Rota!.From);
        Assert.Equal(["nick", "cora"], left.Rota.Members);
        Assert.Equal([new RotaSwap(new(2026, 6, 22), "nick")], left.Rota.Swaps);
        Assert.Equal(
            ["nick", "cora", "nick"],
            Enumerable.Range(0, 3).Select(weeks => left.Rota.OnDutyAt(Now.AddDays(7 * weeks))));
    }

    [Fact]
    public void Who_stays_keeps_the_turn_that_it_is_now()
    {
        var panel = Seated with { Rota = CoraThenNora with { WeeksEach = 2 } };

        var left = panel.After(RemoveMember.Decide(panel, new("nora", Ada)));

        Assert.Equal((new DateOnly(2026, 6, 1), 2), (left.Rota!.From, left.Rota.WeeksEach));
        Assert.Equal("cora", left.Rota.OnDutyAt(Now));
    }

    [Fact]
    public void With_its_last_one_the_rota_ends() =>
        RemoveMember.Decide(
                Seated with { Rota = CoraThenNora with { Members = ["cora"] } }, new("cora", Ada))
            .Then(CoraLeft, new ChairAppointed(Id, "nora", "ada", Now), new RotaChanged(Id, null, "ada", Now));

    [Fact]
    public void A_rota_that_did_not_name_them_is_left_as_it_is() =>
        RemoveMember.Decide(Seated with { Rota = CoraThenNora }, new("mona", Ada))
            .Then(new MemberLeft(Id, "mona", "ada", Now));

    [Fact]
    public void A_swap_alone_is_reason_enough_to_change_it()
    {
        var panel = Seated with
        {
            Rota = CoraThenNora with { Members = ["cora"], Swaps = [new(new(2026, 6, 15), "nora")] },
        };
        Assert.Empty(panel.After(RemoveMember.Decide(panel, new("nora", Ada))).Rota!.Swaps);
    }
}
