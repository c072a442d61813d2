using LeadLedger.Domain.Panels;
using static LeadLedger.Domain.Specs.Panels.PanelScene;

namespace LeadLedger.Domain.Specs.Panels;

public sealed class ChangeRotaSpecs
{
    private static readonly DateOnly Monday = new(2026, 6, 8);

    [Fact]
    public void From_now_on_they_preside_in_turn()
    {
        var decision = ChangeRota.Decide(Seated, new(CoraThenNora, Ada));

        decision.Then(new RotaChanged(Id, CoraThenNora, "ada", Now));
        Assert.Equal(["nora", "cora"], Seated.After(decision).PresidingAt(Now));
    }

    [Fact]
    public void With_no_rota_any_more_the_chair_always_presides()
    {
        var panel = Seated with { Rota = CoraThenNora };
        var decision = ChangeRota.Decide(panel, new(null, Ada));

        decision.Then(new RotaChanged(Id, null, "ada", Now));
        Assert.Equal(["cora", "nora"], panel.After(decision).PresidingAt(Now));
    }

    [Fact]
    public void The_same_rota_again_is_so_already()
    {
        var same = CoraThenNora with { Members = [.. CoraThenNora.Members], Swaps = [] };
        Assert.Empty(ChangeRota.Decide(Seated with { Rota = CoraThenNora }, new(same, Ada)).Events);
        Assert.Empty(ChangeRota.Decide(Seated, new(null, Ada)).Events);
        Assert.Single(ChangeRota.Decide(
            Seated with { Rota = CoraThenNora }, new(same with { Members = ["nora", "cora"] }, Ada)).Events);
    }

    [Fact]
    public void Only_the_role_agreements_changes_it() =>
        ChangeRota.Decide(null, new(CoraThenNora, Sam)).ThenRefused(new SeatingNeedsTheAgreementsRole());

    [Fact]
    public void No_panel_has_a_rota_before_it_is_there() =>
        ChangeRota.Decide(null, new(CoraThenNora, Ada)).ThenRefused(new PanelIsUnknown());

    [Fact]
    public void It_begins_on_a_Monday() =>
        Refused(CoraThenNora with { From = Monday.AddDays(1) }, new RotaBeginsOnAMonday());

    [Theory]
    [InlineData(0)]
    [InlineData(53)]
    public void A_turn_is_a_week_to_a_year(int weeks) =>
        Refused(CoraThenNora with { WeeksEach = weeks }, new RotaIsOutOfRange("weeksEach", 1, 52));

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void It_has_members_but_not_a_crowd(int turns) => Refused(
        CoraThenNora with { Members = [.. Enumerable.Repeat("cora", turns)] },
        new RotaIsOutOfRange("members", 1, 100));

    [Fact]
    public void It_has_two_hundred_swaps_at_most() => Refused(
        CoraThenNora with { Swaps = [.. Enumerable.Repeat(new RotaSwap(Monday, "nora"), 201)] },
        new RotaIsOutOfRange("swaps", 0, 200));

    [Fact]
    public void Its_weeks_are_those_of_a_known_time_zone() =>
        Refused(CoraThenNora with { TimeZone = "Mars/Olympus" }, new RotaNeedsAKnownTimeZone());

    [Theory]
    [InlineData("mona")]
    [InlineData("nick")]
    public void Only_members_who_are_neither_have_turns(string who)
    {
        Refused(CoraThenNora with { Members = ["cora", who] }, new RotaMemberCannotPreside("members[1]"));
        Refused(
            CoraThenNora with { Swaps = [new(Monday, who)] }, new RotaMemberCannotPreside("swaps[0].member"));
    }

    [Theory]
    [InlineData("2026-06-09")]
    [InlineData("2026-05-25")]
    public void A_swap_is_of_a_week_of_the_rota(string day) => Refused(
        CoraThenNora with { Swaps = [new(Monday, "nora"), new(DateOnly.Parse(day, null), "nora")] },
        new SwapIsOfNoWeekOfTheRota(1));

    [Fact]
    public void A_week_is_swapped_once() => Refused(
        CoraThenNora with { Swaps = [new(Monday, "nora"), new(Monday, "cora")] }, new WeekIsSwappedTwice(1));

    private static void Refused(Rota rota, Refusal refusal) =>
        ChangeRota.Decide(Seated, new(rota, Ada)).ThenRefused(refusal);
}
