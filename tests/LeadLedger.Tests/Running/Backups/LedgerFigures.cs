using LeadLedger.Tests.Fixtures;
using Npgsql;

namespace LeadLedger.Tests.Running.Backups;

/// <summary>What a ledger and its read models say, to be compared with what a restored one says.</summary>
internal static class LedgerFigures
{
    private static readonly string[] Contents =
    [
        "ledger.mt_streams", "ledger.mt_events", "bi_v1.agreement", "bi_v1.terms", "bi_v1.handoff",
        "bi_v1.contact_attempt", "bi_v1.lead_activity", "bi_v1.pacing_entry", "bi_v1.lead_value_totals",
    ];

    /// <summary>A digest of everything in each.</summary>
    public static async Task<IReadOnlyList<string>> Of(NpgsqlDataSource admin)
    {
        var figures = new List<string>();
        foreach (var name in Contents)
        {
            figures.AddRange(await Rows.Of(
                admin,
                $"""
                select '{name}', count(*), md5(string_agg(row::text, ';' order by row::text collate "C"))
                from {name} row
                """));
        }
        return figures;
    }

    /// <summary>
    /// Handoffs in the ledger, in the totals, and how many positions the read models are ahead (never) or behind.
    /// </summary>
    public static async Task<(long Handoffs, long InTotals, long Lag)> Totals(NpgsqlDataSource admin)
    {
        var row = (await Rows.Of(admin, """
            select (select count(*) from ledger.mt_events where type = 'lead_handed_off'),
              (select coalesce(sum(handoffs), 0) from bi_v1.lead_value_totals),
              (select max(seq_id) from ledger.mt_events)
                - (select last_seq_id from ledger.mt_event_progression where name like 'LeadLedgerReadModels:%')
            """)).Single().Split('|').Select(long.Parse).ToArray();
        return (row[0], row[1], row[2]);
    }

    /// <summary>Waits until everything is projected.</summary>
    public static async Task UntilProjected(NpgsqlDataSource admin)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await Totals(admin)).Lag != 0)
            await Task.Delay(20, patience.Token);
    }
}
