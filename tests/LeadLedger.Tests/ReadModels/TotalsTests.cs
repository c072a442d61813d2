using System.Globalization;
using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Months;

namespace LeadLedger.Tests.ReadModels;

/// <summary>The totals, added up page by page, against a naive sum over every lead's whole history.</summary>
public sealed class TotalsTests
{
    private const string Totals = """
        select month, agreement_id, segment, bucket, conversion_action, source, currency,
          gross_count_booked, net_count_booked, trim_scale(gross_value_booked), trim_scale(net_value_booked),
          handoffs, net_count_restated, trim_scale(gross_value_restated), trim_scale(net_value_restated),
          contacted_in_time, contacted_late, contacted, rejected, upheld, overturned, withdrawn, under_review,
          opened, won, lost, returned, open, trim_scale(revenue)
        from bi_v1.lead_value_totals
        """;

    [Theory]
    [InlineData(21, 1)]
    [InlineData(22, 13)]
    [InlineData(23, 500)]
    public async Task Totals_equal_a_naive_sum(int seed, int pageSize)
    {
        await using var database = await ReadModelDatabase.Make();
        var leads = await RandomHistory.Append(database.Ledger, seed, 700);
        await database.Project(pageSize);

        var expected = Naive(leads.Values.Cast<Lead.Existing>(), database.Ledger);
        Assert.Equal(
            expected.Order(StringComparer.Ordinal), (await database.Query(Totals)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_rejection_upheld_in_a_later_month_is_booked_there_and_restated_in_the_month_of_the_handoff()
    {
        await using var database = await ReadModelDatabase.Make();
        var (terms, lead) = (Company.Terms(), Company.Lead(1));
        var (handedOff, ruled) = (Company.Start.AddDays(28), Company.Start.AddDays(33));
        await database.Ledger.Append(Company.Enterprise.Value, Company.Drafted(Company.Enterprise, terms));
        await database.Ledger.Append(
            lead, Company.HandedOff(lead, Company.Handoff(Company.Enterprise, terms, handedOff)));
        await database.Ledger.Append(lead, Company.Rejected(lead, terms, handedOff.AddHours(1)));
        await database.Ledger.Append(
            lead,
            Company.Ruled(lead, terms, ruled, Verdict.Upheld),
            Company.Returned(lead, terms, ruled, ReturnCause.RejectionUpheld, number: 1));
        await database.Project();

        Assert.Equal(
            [
                "2026-03-01|1|3000|3000|1|0|3000|0",
                "2026-04-01|0|0|-3000|0|0|0|0",
            ],
            await database.Query("""
                select month, gross_count_booked, trim_scale(gross_value_booked), trim_scale(net_value_booked),
                  handoffs, net_count_restated, trim_scale(gross_value_restated), trim_scale(net_value_restated)
                from bi_v1.lead_value_totals order by month
                """));
        Assert.Equal(
            ["credit|handoff|2026-03-30|2026-03-30|3000", "debit|rejectionUpheld|2026-03-30|2026-04-04|-3000"],
            await database.Query("""
                select entry, cause, handoff_day, booked_day, trim_scale(amount) from bi_v1.pacing_entry
                order by position
                """));
    }

    private static IEnumerable<string> Naive(IEnumerable<Lead.Existing> leads, LedgerOfHand ledger)
    {
        var rows = new Dictionary<string, decimal[]>();
        foreach (var lead in leads)
        {
            var events = ledger.Events.Where(e => e.Stream == lead.Facts.Id.Value).Select(e => e.Event).ToList();
            foreach (var handoff in events.Select(HandoffOf).OfType<Handoff>())
                Count(rows, handoff, events, lead.Facts.Periods.First(p => p.Handoff.Number == handoff.Number), ledger);
        }
        return rows.Select(row => $"{row.Key}|{string.Join('|', row.Value.Select(Text))}");
    }

    private static Handoff? HandoffOf(object e) =>
        e is LeadHandedOff first ? first.Handoff : e is LeadHandedOffAgain again ? again.Handoff : null;

    /// <summary>
    /// Rule 10: the day of the fact, unless the books of its month were closed before it was recorded.
    /// </summary>
    private static DateOnly BookedDay(LedgerOfHand ledger, object e, Handoff handoff, DateOnly fact, DateOnly? reported)
    {
        var closed = ledger.Events.TakeWhile(it => !ReferenceEquals(it.Event, e)).Select(it => it.Event)
            .OfType<MonthClosed>().Where(it => it.AgreementId == handoff.AgreementId).Select(it => it.Month).ToList();
        if (!closed.Contains(Month.Of(fact)))
            return fact;
        return reported is { } day && !closed.Contains(Month.Of(day)) ? day : closed.Max().AddMonths(1).FirstDay;
    }

    private static void Count(
        Dictionary<string, decimal[]> rows,
        Handoff handoff,
        List<object> events,
        SalesPeriod own,
        LedgerOfHand ledger)
    {
        var value = handoff.Value.Amount;
        var cohort = Row(rows, handoff, handoff.LocalDay);
        var cases = events.OfType<LeadRejected>().Where(e => e.Handoff == handoff.Number).ToList();
        var rulings = events.OfType<RulingIssued>().Where(e => e.Handoff == handoff.Number).ToList();
        var credit = events.Find(e => ReferenceEquals(HandoffOf(e), handoff))!;
        var credited = BookedDay(ledger, credit, handoff, handoff.LocalDay, handoff.ReportedDay);
        Add(Row(rows, handoff, credited), 0, 1, 1, value, value);
        Add(cohort, 4, 1, 1, value, value);
        foreach (var upheld in rulings.Where(e => e.Verdict == Verdict.Upheld))
        {
            var debited = BookedDay(ledger, upheld, handoff, upheld.LocalDay, null);
            Add(Row(rows, handoff, debited), 0, 0, -1, 0, -value);
            Add(cohort, 4, 0, -1, 0, -value);
        }
        var (response, due) = (own.FirstResponse?.JudgedAt, own.FirstResponsePromise?.DueAt);
        var withdrawn = events.OfType<RejectionWithdrawn>().Count(e => cases.Exists(it => it.Case == e.Case));
        var (upheldCount, overturned) = (
            rulings.Count(e => e.Verdict == Verdict.Upheld), rulings.Count(e => e.Verdict == Verdict.Overturned));
        var won = events.OfType<DealWon>().FirstOrDefault(e => e.Handoff == handoff.Number);
        var lost = events.OfType<DealLost>().Any(e => e.Handoff == handoff.Number) ? 1 : 0;
        var returned = events.OfType<LeadReturnedToMarketing>().Any(e => e.Handoff == handoff.Number) ? 1 : 0;
        var opened = events.OfType<LeadProgressed>().Any(
            e => e.Handoff == handoff.Number && e.Milestone == Milestone.OpportunityOpened);
        Add(
            cohort,
            8,
            response <= due ? 1 : 0,
            response > due ? 1 : 0,
            response is null ? 0 : 1,
            cases.Count,
            upheldCount,
            overturned,
            withdrawn,
            cases.Count - upheldCount - overturned - withdrawn,
            opened ? 1 : 0,
            won is null ? 0 : 1,
            lost,
            returned,
            1 - (won is null ? 0 : 1) - lost - returned,
            won?.Amount ?? 0);
    }

    private static decimal[] Row(Dictionary<string, decimal[]> rows, Handoff it, DateOnly day)
    {
        var bucket = char.ToLowerInvariant(it.Bucket.ToString()[0]) + it.Bucket.ToString()[1..];
        var month = FormattableString.Invariant($"{day:yyyy-MM}-01");
        var key = string.Join(
            '|', month, it.AgreementId, it.Segment, bucket, it.ConversionAction, it.Source, it.Value.Currency);
        return rows.TryGetValue(key, out var row) ? row : rows[key] = new decimal[22];
    }

    private static void Add(decimal[] row, int from, params decimal[] amounts)
    {
        for (var i = 0; i < amounts.Length; i++)
            row[from + i] += amounts[i];
    }

    private static string Text(decimal value) => (value / 1.000000000000000000m).ToString(CultureInfo.InvariantCulture);
}
