namespace LeadLedger.Domain.Months;

/// <summary>An agreement's months whose books are closed: closed in order, so without a hole.</summary>
/// <param name="From">The first day of the first.</param>
/// <param name="Through">The last day of the last.</param>
public readonly record struct ClosedMonths(DateOnly From, DateOnly Through)
{
    public bool Hold(DateOnly day) => From <= day && day <= Through;

    /// <summary>
    /// The day that a fact is booked on (rule 10): its own, or, where the books of that are closed, the one on which it
    /// was reported; where that one's are closed too, or nobody knows it, the first whose books are open.
    /// </summary>
    /// <param name="factDay">The local day of the fact.</param>
    /// <param name="reportedDay">The local day of the report; null: the fact's, or unknown.</param>
    public DateOnly BookedDay(DateOnly factDay, DateOnly? reportedDay)
    {
        if (!Hold(factDay))
            return factDay;
        return reportedDay > Through ? reportedDay.Value : Through.AddDays(1);
    }

    /// <summary>These and the next one.</summary>
    /// <param name="closed">The months so far; null: none.</param>
    /// <param name="month">The month after them.</param>
    public static ClosedMonths After(ClosedMonths? closed, Month month) =>
        new(closed?.From ?? month.FirstDay, month.LastDay);
}
