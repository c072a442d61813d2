using LeadLedger.Server.ReadModels.Agreements;
using Npgsql;

namespace LeadLedger.Server.ReadModels.Pacing;

/// <summary>
/// The months whose plan a page changes. Which months have one, and under which terms, is a function of the agreement
/// alone: each version signed has its first year, and the months with entries have theirs up to a year beyond the last.
/// </summary>
internal sealed class PacingPlanChanges
{
    private const int MonthsAhead = 12;

    // No calendar goes further than this, and terms for the year 9999 must not stop the projecting.
    private static readonly DateOnly LastMonth = new(9998, 12, 1);

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

    public async Task Write(NpgsqlConnection connection, NpgsqlBatch batch, CancellationToken cancellation)
    {
        if (_changed.Count == 0)
            return;
        await using var delete = new NpgsqlCommand(
            """
            delete from pacing_plan p using unnest($1, $2) as u (agreement_id, month)
            where p.agreement_id = u.agreement_id and p.month = u.month
            """, connection)
        {
            Parameters =
            {
                new() { Value = _changed.Keys.Select(key => key.AgreementId).ToArray() },
                new() { Value = _changed.Keys.Select(key => key.Month).ToArray() },
            },
        };
        await delete.ExecuteNonQueryAsync(cancellation);
        var rows = _changed
            .Where(change => change.Value.Terms is not null)
            .SelectMany(change => PacingPlanRow.Of(change.Value.Terms!, change.Key.Month, change.Value.Position))
            .ToList();
        await PacingPlanRow.Table.Insert(rows, connection, batch, cancellation);
    }

    private static Dictionary<DateOnly, TermsRow> Planned(AgreementRows rows)
    {
        var months = new HashSet<DateOnly>();
        foreach (var signed in rows.Terms.Where(row => row.InForceFrom is not null))
            Add(signed.EffectiveFrom, signed.EffectiveFrom);
        if (rows.Agreement is { FirstEntryMonth: { } first, LastEntryMonth: { } last })
            Add(first, last);
        return months
            .Select(month => (Month: month, Terms: rows.InForceIn(month)))
            .Where(planned => planned.Terms is not null)
            .ToDictionary(planned => planned.Month, planned => planned.Terms!);

        void Add(DateOnly from, DateOnly until)
        {
            for (var (month, ahead) = (from, 0); ahead <= MonthsAhead && month <= LastMonth; month = month.AddMonths(1))
            {
                months.Add(month);
                ahead += month >= until ? 1 : 0;
            }
        }
    }
}
