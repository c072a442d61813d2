using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Months;
using LeadLedger.Domain.Panels;
using LeadLedger.Server.ReadModels.Agreements;
using LeadLedger.Server.ReadModels.Cohorts;
using LeadLedger.Server.ReadModels.Handoffs;
using LeadLedger.Server.ReadModels.Leads;
using LeadLedger.Server.ReadModels.LeadValueTotals;
using LeadLedger.Server.ReadModels.Months;
using LeadLedger.Server.ReadModels.Panels;
using LeadLedger.Server.ReadModels.PromiseDays;
using LeadLedger.Server.ReadModels.Rejections;
using LeadLedger.Server.ReadModels.Tables;
using Npgsql;

namespace LeadLedger.Server.ReadModels.Projecting;

/// <summary>
/// Fetches the rows that events are about and that aren't at hand: one round trip, a query for each table.
/// </summary>
/// <param name="kept">Leads at hand.</param>
internal sealed class PageLoad(PageFold fold, KeptLeads kept)
{
    private readonly List<(NpgsqlBatchCommand Command, Action<NpgsqlDataReader> Take)> _queries = [];

    /// <summary>Loads the rows into the fold. Agreements are kept from page to page and loaded once.</summary>
    /// <param name="connection">Asked for only if something has to be fetched.</param>
    public async Task Run(
        IReadOnlyList<DecodedEvent> events,
        Func<CancellationToken, ValueTask<NpgsqlConnection>> connection,
        CancellationToken cancellation)
    {
        var leads = new HashSet<Guid>();
        var agreements = new HashSet<Guid>();
        var panels = new HashSet<Guid>();
        var months = new HashSet<Guid>();
        foreach (var e in events)
        {
            if (e.Event is LeadEvent && !fold.Leads.ContainsKey(e.Fact.StreamId))
                Need(e.Fact, leads, agreements);
            if (e.Event is PanelEvent && !fold.Panels.ContainsKey(e.Fact.StreamId))
                panels.Add(e.Fact.StreamId);
            if (e.Event is MonthEvent && !fold.Months.ContainsKey(e.Fact.StreamId))
                months.Add(e.Fact.StreamId);
            if (AgreementOf(e) is { } agreement)
                agreements.Add(agreement);
        }
        QueryHandoffs(leads);
        QueryPanels(panels);
        Query(MonthRow.Table, months, row => fold.Months.Add(row.MonthId, row));
        QueryAgreements(agreements);
        await Send(connection, cancellation);

        // Cases are few, and so are agreements that aren't kept at hand: most pages need nothing more.
        var handoffs = leads.SelectMany(id => fold.Lead(id).Handoffs).ToList();
        QueryRejections(handoffs.Where(row => row.Rejections > 0).Select(row => row.LeadId).ToHashSet());
        QueryAgreements(handoffs.Select(row => row.AgreementId));
        await Send(connection, cancellation);
    }

    private void Need(Fact fact, HashSet<Guid> leads, HashSet<Guid> agreements)
    {
        if (kept.Find(fact.StreamId) is { } rows)
        {
            fold.Leads.Add(fact.StreamId, rows);
            foreach (var handoff in rows.Handoffs)
                agreements.Add(handoff.AgreementId);
        }
        else if (fact.Version == 1)
        {
            // What starts here isn't in any table yet.
            fold.Leads.Add(fact.StreamId, new LeadRows());
        }
        else
        {
            leads.Add(fact.StreamId);
        }
    }

    private static Guid? AgreementOf(DecodedEvent e) => e.Event switch
    {
        LeadHandedOff it => it.Handoff.AgreementId.Value,
        LeadHandedOffAgain it => it.Handoff.AgreementId.Value,
        AgreementEvent => e.Fact.StreamId,
        MonthEvent it => it.About().AgreementId.Value,
        _ => null,
    };

    private void QueryHandoffs(HashSet<Guid> ids) => Query(HandoffTable.Table, ids, row =>
    {
        row.Counted = CohortShare.Of(row);
        row.Summed = PromiseShares.Of(row);
        row.Marked = CohortMark.Of(row);
        var handoffs = fold.Lead(row.LeadId).Handoffs;
        handoffs.Add(row);
        handoffs.Sort((one, other) => one.Number.CompareTo(other.Number));
    });

    private void QueryRejections(HashSet<Guid> ids) => Query(RejectionTable.Table, ids, row =>
    {
        row.Summed = PromiseShares.Of(row);
        var cases = fold.Lead(row.LeadId).Rejections;
        cases.Add(row);
        cases.Sort((one, other) => one.CaseNumber.CompareTo(other.CaseNumber));
    });

    private void QueryPanels(HashSet<Guid> ids)
    {
        Query(PanelRow.Table, ids, row => fold.Panel(row.PanelId).Panel = row);
        Query(PanelMemberRow.Table, ids, row => fold.Panel(row.PanelId).Members.Add(row));
    }

    private void QueryAgreements(IEnumerable<Guid> ids)
    {
        var missing = ids.Where(id => !fold.Agreements.ContainsKey(id)).ToHashSet();
        if (missing.Count == 0)
            return;
        foreach (var id in missing)
            fold.Agreements.Add(id, new AgreementRows());
        Query(AgreementRow.Table, missing, row => fold.Agreements[row.AgreementId].Agreement = row);
        Query(TermsRow.Table, missing, row => fold.Agreements[row.AgreementId].Terms.Add(row));
    }

    private void Query<TRow>(Table<TRow> table, HashSet<Guid> ids, Action<TRow> take)
        where TRow : new()
    {
        if (ids.Count > 0)
            _queries.Add((table.Select([.. ids]), reader => take(table.Read(reader))));
    }

    private async Task Send(
        Func<CancellationToken, ValueTask<NpgsqlConnection>> connection, CancellationToken cancellation)
    {
        if (_queries.Count == 0)
            return;
        await using var batch = (await connection(cancellation)).CreateBatch();
        foreach (var (command, _) in _queries)
            batch.BatchCommands.Add(command);
        await batch.PrepareAsync(cancellation);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        foreach (var (_, take) in _queries)
        {
            while (await reader.ReadAsync(cancellation))
                take(reader);
            await reader.NextResultAsync(cancellation);
        }
        _queries.Clear();
    }
}
