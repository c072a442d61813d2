using LeadLedger.Domain.Time;

namespace LeadLedger.Domain.Panels;

/// <summary>Whose week it is by a rota.</summary>
public static class RotaTurns
{
    private const int DaysOfAWeek = 7;

    /// <summary>The Monday of the local week in which an instant falls.</summary>
    public static DateOnly WeekOf(this Rota rota, DateTimeOffset at) => Monday(LocalTime.DayOf(at, rota.TimeZone));

    /// <summary>Who is on duty in the week of a Monday; null before the first turn.</summary>
    public static string? OnDutyIn(this Rota rota, DateOnly week)
    {
        if (week < rota.From || rota.Members.Count == 0)
            return null;
        return rota.Swaps.FirstOrDefault(swap => swap.Week == week)?.Member ?? rota.Members[rota.TurnIn(week)];
    }

    /// <summary>Who is on duty at an instant; null before the first turn.</summary>
    public static string? OnDutyAt(this Rota rota, DateTimeOffset at) => rota.OnDutyIn(rota.WeekOf(at));

    /// <summary>All of them in the order of their turns, from the one whose turn it is on.</summary>
    public static IEnumerable<string> InTurnAt(this Rota rota, DateTimeOffset at) =>
        rota.InTurn(rota.TurnIn(rota.WeekOf(at)));

    /// <summary>
    /// The rota when somebody has left: the others' turns go on from the one that it is now, and who was to follow
    /// follows. Null: nobody is left.
    /// </summary>
    internal static Rota? Without(this Rota rota, string member, DateTimeOffset at)
    {
        var turns = Math.Max(0, WeeksSince(rota, rota.WeekOf(at)) / rota.WeeksEach);
        var from = rota.From.AddDays(turns * rota.WeeksEach * DaysOfAWeek);
        IReadOnlyList<string> others =
            [.. rota.InTurn(turns % rota.Members.Count).Where(other => other != member)];
        return others.Count == 0
            ? null
            : rota with
            {
                From = from,
                Members = others,
                Swaps = [.. rota.Swaps.Where(swap => swap.Member != member && swap.Week >= from)],
            };
    }

    /// <summary>Whether two say the same; records compare lists by identity.</summary>
    internal static bool IsSameAs(this Rota rota, Rota other) =>
        (rota.From, rota.WeeksEach, rota.TimeZone) == (other.From, other.WeeksEach, other.TimeZone)
        && rota.Members.SequenceEqual(other.Members)
        && rota.Swaps.SequenceEqual(other.Swaps);

    private static DateOnly Monday(DateOnly day) =>
        day.AddDays(-(((int)day.DayOfWeek + DaysOfAWeek - 1) % DaysOfAWeek));

    private static int WeeksSince(Rota rota, DateOnly week) => (week.DayNumber - rota.From.DayNumber) / DaysOfAWeek;

    // Before the first turn the order is that of the first.
    private static int TurnIn(this Rota rota, DateOnly week) =>
        Math.Max(0, WeeksSince(rota, week) / rota.WeeksEach) % rota.Members.Count;

    private static IEnumerable<string> InTurn(this Rota rota, int turn) =>
        rota.Members.Skip(turn).Concat(rota.Members.Take(turn));
}
