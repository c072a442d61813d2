using LeadLedger.Server.Access;
using LeadLedger.Server.Http;

namespace LeadLedger.Server.Reviews;

/// <summary>Whose cases somebody may see (rule 14): of panels they sit on and agreements they are a party to.</summary>
/// <param name="Agreements">Null: all, for roles that see all.</param>
/// <param name="Panels">Those that the caller sits on.</param>
internal sealed record QueueScope(Guid[]? Agreements, Guid[] Panels)
{
    private const string EveryPanelSql = "select panel_id from bi_v1.panel";

    public static async Task<QueueScope> Of(QueryCall call) =>
        new(await LeadAccess.PartyTo(call), await PanelAccess.SeatsOf(call));

    /// <summary>What must hold of a case that the caller may see; null: all may be seen.</summary>
    public string? Condition(SqlValues values) => Agreements is null
        ? null
        : $"(c.agreement_id = any({values.Add(Agreements)}) or c.panel_id = any({values.Add(Panels)}))";

    /// <summary>
    /// The first cases by an order, read where the cases of each panel and of each agreement begin in the indexes, and
    /// put together: what it costs doesn't depend on how many cases there are, whoever's they are.
    /// </summary>
    /// <param name="filters">What was asked for.</param>
    /// <param name="conditions">What must hold, beside who may see it.</param>
    /// <param name="columns">Of the cases; what the order needs among them.</param>
    /// <param name="order">Their order.</param>
    /// <param name="most">How many.</param>
    /// <param name="values">The statement's.</param>
    public string First(
        QueueFilters filters,
        IReadOnlyList<string> conditions,
        string columns,
        string order,
        int most,
        SqlValues values)
    {
        var where = string.Join(" and ", conditions);
        var parts = filters switch
        {
            { Agreement: { } one } => [Part("agreement_id", [one], seen: false)],
            { Panel: { } one } => [Part("panel_id", [one], seen: false)],
            _ when Agreements is null => [Part("panel_id", null, seen: true)],
            _ => (string[])[Part("panel_id", Panels, seen: true), Part("agreement_id", Agreements, seen: true)],
        };
        return $"select * from ({string.Join(" union ", parts)}) u order by {order} limit {values.Add(most)}";

        string Part(string leading, Guid[]? ids, bool seen)
        {
            var theirs = seen ? null : Condition(values);
            var each = ids is null ? $"({EveryPanelSql})" : $"unnest({values.Add(ids)})";
            return $"""
                (select f.* from {each} as s(id) cross join lateral (
                  select {columns} from review_desk.review_case c
                  where c.{leading} = s.id and {where}{(theirs is null ? "" : $" and {theirs}")}
                  order by {order} limit {values.Add(most)}) f)
                """;
        }
    }
}
