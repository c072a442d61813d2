using LeadLedger.Domain.Panels;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

/// <summary>
/// What becomes of a panel by a seeded die: members join and leave, also such as belong to a party or call leads, the
/// chair is replaced, and the rota changes. All of it through the panel's own decisions.
/// </summary>
internal static class RandomPanel
{
    private static readonly string[] People = [Carl, Nora, Pia, Paul, Sue, Max, Cleo, Otto, "nick"];

    /// <summary>The panel after one more command; as it was, where that is refused.</summary>
    public static Panel Changed(Panel panel, Random die, DateTimeOffset now) =>
        Decide(panel, die, now).Events.Aggregate((Panel?)panel, Panel.Evolve)!;

    public static Decision<PanelEvent> Decide(Panel panel, Random die, DateTimeOffset now)
    {
        var act = new Act("ada", die.Next(20) == 0 ? Role.Panel : Role.Agreements, "ada", now, now);
        var who = People[die.Next(People.Length)];
        return die.Next(10) switch
        {
            < 4 => SeatMember.Decide(panel, new(who, FunctionOf(who, die), act)),
            < 7 => RemoveMember.Decide(panel, new(who, act)),
            7 => AppointChair.Decide(panel, new(who, act)),
            _ => ChangeRota.Decide(panel, new(ARota(panel, die, now), act)),
        };
    }

    private static MemberFunction FunctionOf(string who, Random die) => who switch
    {
        Pia => MemberFunction.Marketing,
        Paul or Sue => MemberFunction.Sales,
        _ => die.Next(8) == 0 ? MemberFunction.Sales : MemberFunction.Neither,
    };

    private static Rota? ARota(Panel panel, Random die, DateTimeOffset now)
    {
        var able = panel.Members.Select(member => member.Subject).Where(panel.CanPreside).ToList();
        if (able.Count == 0 || die.Next(4) == 0)
            return null;
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        var from = monday.AddDays(7 * die.Next(-6, 3));
        var swaps = Enumerable.Range(0, die.Next(3))
            .Select(n => new RotaSwap(from.AddDays(7 * ((4 * n) + die.Next(4))), able[die.Next(able.Count)]));
        return new Rota(
            from,
            die.Next(1, 3),
            [.. Enumerable.Range(0, die.Next(1, 4)).Select(_ => able[die.Next(able.Count)])],
            "UTC",
            [.. swaps]);
    }
}
