using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Pacing;

/// <summary>
/// How many leads sales can receive each day of a month, to be held against what is planned and sent (000).
/// </summary>
/// <param name="Leads">In the whole month.</param>
/// <param name="Days">All days of the month, in order.</param>
public sealed record CapacityPlan(long Leads, IReadOnlyList<DayCapacity> Days)
{
    /// <summary>
    /// The month's capacity spread evenly over its business days, or over all days where the calendar has no hours.
    /// </summary>
    public static CapacityPlan ForMonth(Terms terms, Month month, long leads)
    {
        var clock = Promises.ClockOf(terms);
        var days = Enumerable.Range(0, month.Days).Select(day => month.FirstDay.AddDays(day)).ToArray();
        var open = Array.ConvertAll(days, clock.IsBusinessDay);
        if (!open.Contains(true))
            Array.Fill(open, true);
        var all = open.Count(it => it);
        var passed = 0;
        var plan = new DayCapacity[days.Length];
        for (var i = 0; i < days.Length; i++)
        {
            passed += open[i] ? 1 : 0;
            // A product first, so that the last day is exactly the whole.
            plan[i] = new DayCapacity(days[i], open[i] ? (decimal)leads / all : 0, (decimal)leads * passed / all);
        }
        return new CapacityPlan(leads, plan);
    }
}

/// <summary>Leads, exact: a day can have a fraction of one.</summary>
/// <param name="Cumulative">From the month's first day to this one's end.</param>
public sealed record DayCapacity(DateOnly Day, decimal Leads, decimal Cumulative);
