using LeadLedger.Server.ReadModels.Leads;

namespace LeadLedger.Server.ReadModels.Projecting;

/// <summary>
/// The rows of the leads that something happened to last, as they stand in the tables: most events are about one of
/// these, and needn't ask for it. Good for as long as nobody else writes, which each page's progress proves.
/// </summary>
/// <param name="bound">How many it keeps at least; never more than twice as many.</param>
internal sealed class KeptLeads(int bound)
{
    // Two halves stand in for an order of use: what isn't asked for while one fills up goes with the other.
    private Dictionary<Guid, LeadRows> _newer = [];
    private Dictionary<Guid, LeadRows> _older = [];

    /// <summary>A lead's rows; null if they aren't at hand.</summary>
    public LeadRows? Find(Guid id) =>
        _newer.TryGetValue(id, out var rows) || _older.TryGetValue(id, out rows) ? rows : null;

    public void Keep(Guid id, LeadRows rows)
    {
        if (_newer.Count >= bound)
        {
            (_newer, _older) = (_older, _newer);
            _newer.Clear();
        }
        _newer[id] = rows;
    }
}
