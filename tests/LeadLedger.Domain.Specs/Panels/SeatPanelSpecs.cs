using LeadLedger.Domain.Panels;

namespace LeadLedger.Domain.Specs.Panels;

public class SeatPanelSpecs
{
    private static readonly PanelId Id = new(Guid.Parse("0198c0de-0000-7000-8000-000000000002"));
    private static readonly DateTimeOffset Now = new(2026, 5, 20, 9, 0, 0, TimeSpan.Zero);

    private static readonly SeatPanel Seat = new(
        Id,
        "Impartial",
        [new("mona", MemberFunction.Marketing), new("carl", MemberFunction.Neither)],
        "carl",
        new Act("ada", Role.Agreements, "ada", Now, Now));

    private static readonly PanelEvent[] Seated =
    [
        new PanelSeated(Id, "Impartial", "ada", Now),
        new MemberSeated(Id, "mona", MemberFunction.Marketing, "ada", Now),
        new MemberSeated(Id, "carl", MemberFunction.Neither, "ada", Now),
        new ChairAppointed(Id, "carl", "ada", Now),
    ];

    [Fact]
    public void A_panel_is_seated_with_its_members_and_its_chair() => SeatPanel.Decide(null, Seat).Then(Seated);

    [Fact]
    public void Its_events_make_the_panel()
    {
        var panel = Seated.Aggregate((Panel?)null, Panel.Evolve)!;

        Assert.Equal((Id, "Impartial", "carl"), (panel.Id, panel.Name, panel.Chair));
        Assert.Equal(Seat.Members, panel.Members);
        Assert.Equal(MemberFunction.Marketing, panel.MemberOf("mona")?.Function);
        Assert.Null(panel.MemberOf("sam"));
    }

    [Fact]
    public void A_panel_of_one_is_fine_if_that_one_is_impartial() =>
        Assert.Equal(3, SeatPanel.Decide(null, Seat with { Members = [Seat.Members[1]] }).Events.Count);

    [Theory]
    [InlineData(Role.Panel)]
    [InlineData(Role.Marketing)]
    [InlineData(Role.Operator)]
    public void Nobody_seats_a_panel_without_the_role_agreements(Role role) =>
        SeatPanel.Decide(null, Seat with { Act = Seat.Act with { Role = role } })
            .ThenRefused(new SeatingNeedsTheAgreementsRole());

    [Fact]
    public void A_panel_is_not_seated_twice() =>
        SeatPanel.Decide(Seated.Aggregate((Panel?)null, Panel.Evolve), Seat).ThenRefused(new PanelExistsAlready());

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(201)]
    public void A_panel_needs_a_name(object name) =>
        SeatPanel.Decide(null, Seat with { Name = name as string ?? new string('x', (int)name) })
            .ThenRefused(new PanelNeedsAName());

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void A_panel_has_members_but_not_a_crowd(int count) =>
        SeatPanel.Decide(null, Seat with { Members = [.. Crowd(count)] }).ThenRefused(new PanelSizeIsOutOfRange());

    [Fact]
    public void A_hundred_members_are_not_a_crowd() =>
        Assert.Null(SeatPanel.Decide(null, Seat with { Members = [.. Crowd(100)], Chair = "m0" }).Refusal);

    [Theory]
    [InlineData("", MemberFunction.Sales)]
    [InlineData(" sam", MemberFunction.Sales)]
    [InlineData("sam", (MemberFunction)3)]
    public void A_member_has_a_subject_and_a_function(string subject, MemberFunction function) =>
        SeatPanel.Decide(null, Seat with { Members = [.. Seat.Members, new(subject, function)] })
            .ThenRefused(new MemberIsMalformed(2));

    [Fact]
    public void Nobody_is_seated_twice() =>
        SeatPanel.Decide(null, Seat with { Members = [.. Seat.Members, new("carl", MemberFunction.Sales)] })
            .ThenRefused(new MemberIsSeatedTwice(2));

    [Fact]
    public void The_chair_is_a_member() =>
        SeatPanel.Decide(null, Seat with { Chair = "cora" }).ThenRefused(new ChairIsNoMember());

    [Theory]
    [InlineData(MemberFunction.Marketing)]
    [InlineData(MemberFunction.Sales)]
    public void The_chair_is_neither_marketing_nor_sales(MemberFunction function) =>
        SeatPanel.Decide(null, Seat with { Members = [new("carl", function)] })
            .ThenRefused(new ChairIsPartial(function));

    [Fact]
    public void An_event_that_is_not_known_or_cannot_follow_is_not_swallowed()
    {
        var panel = Panel.Evolve(null, Seated[0]);

        Assert.Throws<ArgumentException>(() => Panel.Evolve(panel, new PanelForgotten()));
        Assert.Throws<ArgumentException>(() => Panel.Evolve(panel, Seated[0]));
        Assert.Throws<ArgumentException>(() => Panel.Evolve(null, Seated[1]));
    }

    private static IEnumerable<Member> Crowd(int count) =>
        Enumerable.Range(0, count).Select(i => new Member($"m{i}", MemberFunction.Neither));

    private sealed record PanelForgotten : PanelEvent;
}
