using LeadLedger.Domain.Time;

namespace LeadLedger.Domain.Panels;

/// <summary>Who presides in which week from now on.</summary>
/// <param name="Rota">Null: the appointed chair always does.</param>
public sealed record ChangeRota(Rota? Rota, Act Act)
{
    private const int MostWeeksEach = 52;
    private const int MostTurns = 100;
    private const int MostSwaps = 200;

    public static Decision<PanelEvent> Decide(Panel? state, ChangeRota command)
    {
        if (PanelRules.Refuse(state, command.Act) is { } refusal)
            return refusal;
        var panel = state!;
        if (command.Rota is { } rota && Wrong(panel, rota) is { } wrong)
            return wrong;
        var same = command.Rota is { } wanted
            ? panel.Rota is { } present && present.IsSameAs(wanted)
            : panel.Rota is null;
        return same
            ? Decision<PanelEvent>.AlreadySo
            : new RotaChanged(panel.Id, command.Rota, command.Act.Actor, command.Act.Now);
    }

    private static Refusal? Wrong(Panel panel, Rota rota)
    {
        if (rota.From.DayOfWeek != DayOfWeek.Monday)
            return new RotaBeginsOnAMonday();
        if (rota.WeeksEach is < 1 or > MostWeeksEach)
            return new RotaIsOutOfRange("weeksEach", 1, MostWeeksEach);
        if (rota.Members.Count is 0 or > MostTurns)
            return new RotaIsOutOfRange("members", 1, MostTurns);
        if (rota.Swaps.Count > MostSwaps)
            return new RotaIsOutOfRange("swaps", 0, MostSwaps);
        if (!LocalTime.IsKnownZone(rota.TimeZone))
            return new RotaNeedsAKnownTimeZone();
        foreach (var (i, member) in rota.Members.Index())
        {
            if (!panel.CanPreside(member))
                return new RotaMemberCannotPreside($"members[{i}]");
        }
        return WrongSwap(panel, rota);
    }

    private static Refusal? WrongSwap(Panel panel, Rota rota)
    {
        var weeks = new HashSet<DateOnly>();
        foreach (var (i, swap) in rota.Swaps.Index())
        {
            if (swap.Week.DayOfWeek != DayOfWeek.Monday || swap.Week < rota.From)
                return new SwapIsOfNoWeekOfTheRota(i);
            if (!weeks.Add(swap.Week))
                return new WeekIsSwappedTwice(i);
            if (!panel.CanPreside(swap.Member))
                return new RotaMemberCannotPreside($"swaps[{i}].member");
        }
        return null;
    }
}
