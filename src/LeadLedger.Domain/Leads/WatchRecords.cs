namespace LeadLedger.Domain.Leads;

/// <summary>How what the deadline watch recorded is kept with the promise that it is about.</summary>
internal static class WatchRecords
{
    /// <summary>The lead with one more record; where it is doesn't change.</summary>
    /// <exception cref="InvalidOperationException">The lead has no such promise.</exception>
    public static Lead.Existing Take(Lead.Existing lead, LeadEvent e) => e switch
    {
        FirstResponseMissed it => OfSales(lead, OwedPromise.FirstResponse, it.Handoff, it.SentBackBy,
            record => record.Missed(it.OwedBy, it.DueAt, it.LocalDay)),
        CadenceMissed it => OfSales(lead, OwedPromise.Cadence, it.Handoff, it.SentBackBy,
            record => record.Missed(it.OwedBy, it.DueAt, it.LocalDay)),
        RulingOverdue it => OfPanel(lead, it.Case, record => record.Missed(null, it.DueAt, it.LocalDay)),
        BreachExcused it => OfSales(lead, it.Promise, it.Handoff, it.SentBackBy,
            record => record.Excused(it.ExcusedAt)),
        ReminderGiven { Case: { } number } it =>
            OfPanel(lead, number, record => record with { RemindedAt = it.RemindedAt }),
        ReminderGiven it => OfSales(lead, it.Promise, it.Handoff, it.SentBackBy,
            record => record with { RemindedAt = it.RemindedAt }),
        _ => throw new InvalidOperationException($"{e.GetType().Name} isn't the watch's."),
    };

    private static Lead.Existing OfSales(
        Lead.Existing lead, OwedPromise promise, int handoff, int? sentBackBy, Func<PromiseRecord, PromiseRecord> take)
    {
        var periods = lead.Facts.Periods;
        var index = periods.FindIndex(
            period => period.Handoff.Number == handoff && period.SentBackBy == sentBackBy);
        if (index < 0)
            throw new InvalidOperationException($"Handoff {handoff} has no such period with sales.");
        var period = periods[index];
        var recorded = promise switch
        {
            OwedPromise.FirstResponse => period with { FirstResponseRecord = take(period.FirstResponseRecord) },
            OwedPromise.Cadence => period with { CadenceRecord = take(period.CadenceRecord) },
            _ => throw new InvalidOperationException($"Sales doesn't owe a {promise}."),
        };
        return lead with { Facts = lead.Facts with { Periods = periods.SetItem(index, recorded) } };
    }

    private static Lead.Existing OfPanel(Lead.Existing lead, int number, Func<PromiseRecord, PromiseRecord> take)
    {
        if (lead is Lead.UnderReview { Case: var open } reviewed && open.Number == number)
            return reviewed with { Case = open with { RulingRecord = take(open.RulingRecord) } };
        var cases = lead.Facts.ClosedCases;
        var index = cases.FindIndex(closed => closed.Number == number);
        if (index < 0)
            throw new InvalidOperationException($"The lead has no case {number}.");
        var recorded = cases[index] with { RulingRecord = take(cases[index].RulingRecord) };
        return lead with { Facts = lead.Facts with { ClosedCases = cases.SetItem(index, recorded) } };
    }
}
