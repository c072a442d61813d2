using LeadLedger.Domain.Panels;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;
using Npgsql;

namespace LeadLedger.Server.Reviews;

/// <summary>A case that may be somebody's next.</summary>
/// <param name="IsHeld">They hold it already.</param>
internal sealed record NextCandidate(Guid LeadId, int Case, DateTimeOffset PriorityAt, bool IsHeld);

/// <summary>
/// Finds what a member could work on next, as the read models know it: they may be a moment behind, so that what is
/// found here is only where to try.
/// </summary>
internal static class NextCandidates
{
    /// <summary>So many are found at once: more than callers who try at the same time.</summary>
    public const int Most = 64;

    private const string SeatsSql = "select panel_id from bi_v1.panel_member where member = $1::text";

    /// <summary>In the order in which to try them: what the member holds, then the first by priority.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="filters">What they ask for.</param>
    /// <param name="after">Go on after this one, which isn't held; null: from the first.</param>
    public static async Task<List<NextCandidate>> Find(QueryCall call, QueueFilters filters, NextCandidate? after)
    {
        var (database, now) = (call.Read.Database, call.Read.Clock.Now());
        var found = new List<NextCandidate>();
        var seats = await database.ReadPrepared(
            SeatsSql, row => row.GetGuid(0), call.Cancellation, call.Caller.Subject);
        foreach (var seat in seats.Where(seat => filters.Panel is null || filters.Panel == seat))
        {
            var panel = (await call.Read.Panels.GetRecent(seat, call.Cancellation)).State;
            if (panel is null)
                continue;
            var values = new SqlValues();
            var sql = Sql(filters, new(values, panel, call.Caller.Subject, now), after);
            found.AddRange(await database.ReadPrepared(sql, Read, call.Cancellation, values.All));
        }
        return seats.Count <= 1
            ? found
            : [
                .. found.OrderByDescending(one => one.IsHeld).ThenBy(one => one.PriorityAt).ThenBy(one => one.LeadId)
                    .Take(Most),
            ];
    }

    // For one panel, with all that says how much it reads in the text: planning it costs more than running it, and only
    // so does PostgreSQL see that it needn't be planned each time.
    private static string Sql(QueueFilters filters, Seat seat, NextCandidate? after)
    {
        var values = seat.Values;
        List<string> conditions =
        [
            $"c.panel_id = {values.Add(seat.Panel.Id.Value)}",
            "c.state = 'open'",
            $"not c.barred ? {values.Add(seat.Me)}",
            .. (filters with { Panel = null }).Conditions(values, seat.Me, seat.Now),
        ];
        var where = string.Join(" and ", conditions);
        var mine = $"c.claimed_by = {values.Add(seat.Me)} and c.claimed_until > {values.Add(seat.Now)}";
        var free = $"({QueueFilters.Held(values.Add(seat.Now))}) is not true and {MyTurn(seat)}";
        if (after is not null)
            free += $" and (c.priority_at, c.lead_id) > ({values.Add(after.PriorityAt)}, {values.Add(after.LeadId)})";
        var queue = $"""
            (select c.lead_id, c.case_number, c.priority_at, false from review_desk.review_case c
            where {where} and {free}
            order by c.priority_at, c.lead_id limit {Most})
            """;
        return $"""
            select c.lead_id, c.case_number, c.priority_at, true from review_desk.review_case c
            where {where} and {mine}
            union all
            {queue}
            order by 4 desc, 3, 1
            """;
    }

    // Until enough have voted it is the turn of who hasn't; then it is that of who presides. What this says of parties
    // and numbers is decided anew on the lead itself.
    private static string MyTurn(Seat seat)
    {
        var me = seat.Values.Add(seat.Me);
        // The vote of who became partial after it no longer counts. The panel is counted only where the quorum isn't
        // there: cases that wait for their ruling gather at the queue's head, and each is passed over with each call.
        const string voted =
            "jsonb_array_length(c.voted - array(select jsonb_array_elements_text(c.barred)))";
        const string enough = $"""
            (jsonb_array_length(c.voted) > 0 and ({voted} >= c.quorum or {voted} >= (
              select count(*) from bi_v1.panel_member m where m.panel_id = c.panel_id and not c.barred ? m.member)))
            """;
        if (!seat.Panel.CanPreside(seat.Me))
            return $"not c.voted ? {me} and not {enough}";
        string[] before = [.. seat.Panel.PresidingAt(seat.Now).TakeWhile(member => member != seat.Me)];
        return $"""
            case when {enough} then not exists (
              select from unnest({seat.Values.Add(before)}::text[]) b (member)
              where not c.barred ? b.member and not {IsParty("b.member")}) and not {IsParty(me + "::text")}
            else not c.voted ? {me} end
            """;
    }

    private static string IsParty(string member) => $"""
        exists (
          select from bi_v1.terms t where t.agreement_id = c.agreement_id and t.version = c.terms_version
            and t.people ? {member})
        """;

    private static NextCandidate Read(NpgsqlDataReader row) =>
        new(row.GetGuid(0), row.GetInt32(1), row.Instant(2), row.GetBoolean(3));

    /// <summary>Who asks, on which panel, when; and where their statement's values go.</summary>
    private sealed record Seat(SqlValues Values, Panel Panel, string Me, DateTimeOffset Now);
}
