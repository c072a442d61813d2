using System.Globalization;
using LeadLedger.Domain.Panels;

namespace LeadLedger.Domain.Specs.Leads;

/// <summary>
/// Who presides, asked of a list of weeks that is written out from the rota's first day on: slow, plain, and written
/// without a look at the arithmetic, to hold against it. Rotas are in UTC here.
/// </summary>
internal static class NaiveChair
{
    /// <summary>Null: nobody can.</summary>
    public static string? Of(Panel panel, DateTimeOffset at, IReadOnlySet<string> barred)
    {
        var able = panel.Members
            .Where(member => member.Function == MemberFunction.Neither && !barred.Contains(member.Subject))
            .Select(member => member.Subject)
            .ToList();
        return Order(panel, at).FirstOrDefault(able.Contains);
    }

    /// <summary>Everybody in the order in which they are asked, some more than once.</summary>
    public static List<string> Order(Panel panel, DateTimeOffset at)
    {
        var order = new List<string>();
        var turns = new List<string>();
        if (panel.Rota is { } rota)
        {
            var day = DateOnly.FromDateTime(at.UtcDateTime);
            turns.AddRange(rota.Members);
            var started = day >= rota.From;
            // A turn ends with the Sunday before the next one's Monday.
            for (var end = rota.From.AddDays(7 * rota.WeeksEach); end <= day; end = end.AddDays(7 * rota.WeeksEach))
                turns = [.. turns[1..], turns[0]];
            if (started)
                order.Add(rota.Swaps.FirstOrDefault(swap => IsoWeek(swap.Week) == IsoWeek(day))?.Member ?? turns[0]);
        }
        order.Add(panel.Chair ?? "nobody");
        order.AddRange(turns);
        order.AddRange(panel.Members.Select(member => member.Subject));
        return order;
    }

    private static (int Year, int Week) IsoWeek(DateOnly day)
    {
        var date = day.ToDateTime(TimeOnly.MinValue);
        return (ISOWeek.GetYear(date), ISOWeek.GetWeekOfYear(date));
    }
}
