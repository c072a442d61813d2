using LeadLedger.Server.ReadModels.Agreements;
using LeadLedger.Server.ReadModels.ContactAttempts;
using LeadLedger.Server.ReadModels.Deadlines;
using LeadLedger.Server.ReadModels.Handoffs;
using LeadLedger.Server.ReadModels.LeadActivities;
using LeadLedger.Server.ReadModels.LeadHistory;
using LeadLedger.Server.ReadModels.LeadValueTotals;
using LeadLedger.Server.ReadModels.Milestones;
using LeadLedger.Server.ReadModels.Months;
using LeadLedger.Server.ReadModels.Pacing;
using LeadLedger.Server.ReadModels.Panels;
using LeadLedger.Server.ReadModels.PromiseDays;
using LeadLedger.Server.ReadModels.Rejections;
using LeadLedger.Server.ReadModels.Star;
using LeadLedger.Server.ReadModels.Tables;

namespace LeadLedger.Server.ReadModels.Projecting;

/// <summary>Puts what a page has changed into statements: a few for the whole page, whatever its size.</summary>
internal static class PageWrite
{
    public static void Put(PageFold fold, PageStatements statements)
    {
        Changed(HandoffTable.Table, fold.Leads.Values.SelectMany(rows => rows.Handoffs), statements);
        Changed(RejectionTable.Table, fold.Leads.Values.SelectMany(rows => rows.Rejections), statements);
        Changed(AgreementRow.Table, fold.Agreements.Values.Select(rows => rows.Agreement), statements);
        Changed(TermsRow.Table, fold.Agreements.Values.SelectMany(rows => rows.Terms), statements);
        Changed(PanelRow.Table, fold.Panels.Values.Select(rows => rows.Panel), statements);
        Changed(PanelMemberRow.Table, fold.Panels.Values.SelectMany(rows => rows.Members), statements);
        Changed(MonthRow.Table, fold.Months.Values, statements);
        Changed(BreachRow.Table, fold.Breaches.Values, statements);
        OnItRow.Table.Insert(fold.OnIt, statements);
        LeadActivityRow.Table.Insert(fold.Activities, statements);
        ContactAttemptRow.Table.Insert(fold.Attempts, statements);
        MilestoneRow.Table.Insert(fold.Milestones, statements);
        PacingEntryRow.Table.Insert(fold.Entries, statements);
        fold.MonthAccounts.Write(statements);
        fold.Plans.Write(statements);
        PacingDayRow.Table.AddTo(statements, PacingDays(fold.Entries));
        TotalsRow.Table.AddTo(statements, Totals(fold));
        PromiseDayRow.Table.AddTo(statements, fold.Promises.Rows);
        LeadHistoryRow.Table.Insert(fold.History, statements);
        fold.Seen.Write(statements);
        ErasedLeadRow.Table.Add(fold.Erased, statements);
        fold.Cohorts.Write(statements);
    }

    /// <summary>
    /// Puts in only what no later event changes, and takes it out of the fold: where more is folded into the same
    /// transaction, rows that don't live until its end cost the collector nothing.
    /// </summary>
    public static void PutLasting(PageFold fold, PageStatements statements)
    {
        Lasting(OnItRow.Table, fold.OnIt, statements);
        Lasting(LeadActivityRow.Table, fold.Activities, statements);
        Lasting(ContactAttemptRow.Table, fold.Attempts, statements);
        Lasting(MilestoneRow.Table, fold.Milestones, statements);
        Lasting(LeadHistoryRow.Table, fold.History, statements);
    }

    private static void Lasting<TRow>(Table<TRow> table, List<TRow> rows, PageStatements statements)
        where TRow : new()
    {
        table.Append(rows, statements);
        rows.Clear();
    }

    private static void Changed<TRow>(Table<TRow> table, IEnumerable<TRow?> rows, PageStatements statements)
        where TRow : Row, new()
    {
        var fresh = new List<TRow>();
        var moved = new List<TRow>();
        foreach (var row in rows)
        {
            if (row is { IsNew: true })
                fresh.Add(row);
            else if (row is { IsTouched: true })
                moved.Add(row);
        }
        table.Write(fresh, moved, statements);
    }

    private static List<PacingDayRow> PacingDays(List<PacingEntryRow> entries)
    {
        var days = new Dictionary<PacingDayKey, PacingDayRow>();
        foreach (var entry in entries)
        {
            var key = PacingDayRow.KeyOf(entry);
            if (!days.TryGetValue(key, out var day))
                days.Add(key, day = new PacingDayRow { Key = key });
            day.Add(entry);
        }
        return [.. days.Values];
    }

    private static List<TotalsRow> Totals(PageFold fold)
    {
        var totals = new Dictionary<TotalsKey, TotalsRow>();
        foreach (var entry in fold.Entries)
        {
            Of(TotalsKey.Of(entry.Handoff!, entry.BookedMonth)).Book(entry);
            Of(TotalsKey.Of(entry.Handoff!, entry.Handoff!.Month)).Restate(entry);
        }
        foreach (var row in fold.Leads.Values.SelectMany(rows => rows.Handoffs).Where(row => row.IsTouched))
            Of(TotalsKey.Of(row, row.Month)).Count(row.Counted, CohortShare.Of(row), row.Position);
        return [.. totals.Values];

        TotalsRow Of(TotalsKey key)
        {
            if (!totals.TryGetValue(key, out var row))
                totals.Add(key, row = new TotalsRow { Key = key });
            return row;
        }
    }
}
