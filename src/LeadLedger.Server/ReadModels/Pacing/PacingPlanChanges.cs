using LeadLedger.Server.ReadModels.Agreements;
using LeadLedger.Server.ReadModels.Tables;
using Npgsql;

namespace LeadLedger.Server.ReadModels.Pacing;

/// <summary>
/// The months whose plan a page changes. Which months have one, and under which terms, is a function of the agreement's
/// events alone: every month with terms in force up to a year beyond the last thing known of it, which is a signing, an
/// entry, or the month that a version takes effect in. Months further ahead are planned when they are asked for.
/// </summary>
internal sealed class PacingPlanChanges
{
    private const int MonthsAhead = 12;

    // No terms are accepted for earlier months, nor for much later ones; some that came in by another way, for the year
    // 9999 perhaps, must not fill the table or stop the projecting.
    private static readonly DateOnly FirstMonth = new(1970, 1, 1);
    private static readonly DateOnly LastMonth = new(2199, 12, 1);

    private readonly Dictionary<(Guid AgreementId, DateOnly Month), (TermsRow? Terms, long Position)> _changed = [];

    /// <summary>Makes a change to an agreement and remembers the months whose plan it changes.</summary>
    public void Track(Guid agreementId, AgreementRows rows, long position, Action change)
    {
        var before = Planned(rows);
        change();
        var after = Planned(rows);
        foreach (var (month, terms) in after)
        {
            if (before.GetValueOrDefault(month) != terms)
                _changed[(agreementId, month)] = (terms, position);
        }
        foreach (var month in before.Keys)
        {
            if (!after.ContainsKey(month))
                _changed[(agreementId, month)] = (null, position);
        }
    }

    public void Clear() => _changed.Clear();

    public void Write(PageStatements statements)
    {
        if (_changed.Count == 0)
            return;
        statements.Add(new NpgsqlBatchCommand(
            """
            delete from pacing_plan p using unnest($1, $2) as u (agreement_id, month)
            where p.agreement_id = u.agreement_id and p.month = u.month
            """)
        {
            Parameters =
            {
                new() { Value = _changed.Keys.Select(key => key.AgreementId).ToArray() },
                new() { Value = _changed.Keys.Select(key => key.Month).ToArray() },
            },
        });
        var rows = _changed
            .Where(change => change.Value.Terms is not null)
            .SelectMany(change => PacingPlanRow.Of(change.Value.Terms!, change.Key.Month, change.Value.Position))
            .ToList();
        PacingPlanRow.Table.InsertAfter(rows, statements);
    }

    private static Dictionary<DateOnly, TermsRow> Planned(AgreementRows rows)
    {
        var planned = new Dictionary<DateOnly, TermsRow>();
        var signed = rows.Terms.Where(row => row.InForceFrom is not null).Select(row => row.EffectiveFrom).ToArray();
        if (signed.Length == 0)
            return planned;
        var known = Latest(signed.Max(), Latest(rows.LastSigningMonth, rows.Agreement?.LastEntryMonth));
        var last = known < LastMonth.AddMonths(-MonthsAhead) ? known.AddMonths(MonthsAhead) : LastMonth;
        for (var month = Latest(signed.Min(), FirstMonth); month <= last; month = month.AddMonths(1))
        {
            if (rows.InForceIn(month) is { } terms)
                planned.Add(month, terms);
        }
        return planned;
    }

    private static DateOnly Latest(DateOnly month, DateOnly? other) => other > month ? other.Value : month;

    private static DateOnly? Latest(DateOnly? month, DateOnly? other) =>
        month is { } known ? Latest(known, other) : other;
}
