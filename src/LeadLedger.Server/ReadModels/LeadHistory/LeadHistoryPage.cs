using LeadLedger.Server.ReadModels.Tables;

namespace LeadLedger.Server.ReadModels.LeadHistory;

/// <summary>What a page adds to the history of leads, and which rows it ends.</summary>
internal sealed class LeadHistoryPage
{
    private readonly Dictionary<Guid, LeadHistoryRow> _newest = [];
    private readonly List<LeadHistoryRow> _begun = [];
    private readonly List<LeadHistoryRow> _ended = [];

    public void Clear()
    {
        _newest.Clear();
        _begun.Clear();
        _ended.Clear();
    }

    /// <summary>Takes a row in. The one before it is ended by its key: it needn't be read for that.</summary>
    public void Begin(LeadHistoryRow row)
    {
        if (row.Number > 1)
        {
            if (!_newest.TryGetValue(row.LeadId, out var before))
            {
                before = new LeadHistoryRow { LeadId = row.LeadId, Number = row.Number - 1 };
                _ended.Add(before);
            }
            before.End(row);
        }
        _newest[row.LeadId] = row;
        _begun.Add(row);
    }

    public void Write(PageStatements statements)
    {
        LeadHistoryRow.Table.Insert(_begun, statements);
        LeadHistoryRow.Table.Change(_ended, statements);
    }
}
