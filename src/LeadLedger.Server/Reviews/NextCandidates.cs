using LeadLedger.Domain.Panels;
using LeadLedger.Server.Access;
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

    /// <summary>In the order in which to try them: what the member holds, then the first by priority.</summary>
    /// <param name="call">Who asks.</param>
    /// <param name="filters">What they ask for.</param>
    /// <param name="after">Go on after this one, which isn't held; null: from the first.</param>
    public static async Task<List<NextCandidate>> Find(QueryCall call, QueueFilters filters, NextCandidate? after)
    {
        var (me, now) = (call.Caller.Subject, call.Read.Clock.Now());
        var seats = await Seats(call, now);
        var values = new SqlValues();
        var conditions = string.Join(
            " and ", filters.Conditions(values, me, now).Prepend("c.state = 'open' and not c.barred ? " + values.Add(me)));
        var sql = $"""
            with seat (panel_id, before_me) as materialized (
              select * from unnest({values.Add(seats.Panels)}::uuid[], {values.Add(seats.BeforeMe)}::text[])
            )
            {(after is null ? Held(conditions, values.Add(me), values.Add(now)) + " union all" : "")}
            select f.lead_id, f.case_number, f.priority_at, false from seat s cross join lateral (
              select c.lead_id, c.case_number, c.priority_at from review_desk.review_case c
              where c.panel_id = s.panel_id and {conditions}
                and ({QueueFilters.Held(values.Add(now))}) is not true
                and {MyTurn(values.Add(me))}{After(after, values)}
              order by c.priority_at, c.lead_id limit {values.Add(Most)}) f
            order by 4 desc, 3, 1 limit {values.Add(Most)}
            """;
        return await call.Read.Database.Read(sql, Read, call.Cancellation, values.All);
    }

    private static string Held(string conditions, string me, string now) => $"""
        select c.lead_id, c.case_number, c.priority_at, true from review_desk.review_case c
        where c.claimed_by = {me} and c.claimed_until > {now} and {conditions}
          and c.panel_id in (select panel_id from seat)
        """;

    // Who has voted comes back to a case only to rule on it: where enough have voted, and nobody who would preside
    // before them can. What it says of parties and numbers is decided anew on the lead itself.
    private static string MyTurn(string me) => $"""
        (not c.voted ? {me} or s.before_me is not null
          and jsonb_array_length(c.voted) >= least(c.quorum, (
            select count(*) from bi_v1.panel_member m where m.panel_id = c.panel_id and not c.barred ? m.member))
          and not exists (
            select from jsonb_array_elements_text(s.before_me::jsonb) b (member)
            where not c.barred ? b.member and not {IsParty("b.member")})
          and not {IsParty(me + "::text")})
        """;

    private static string IsParty(string member) => $"""
        exists (
          select from bi_v1.terms t where t.agreement_id = c.agreement_id and t.version = c.terms_version
            and (t.terms -> 'parties' -> 'marketing' ? {member}
              or t.terms -> 'parties' -> 'sales' ? {member}
              or t.terms -> 'parties' -> 'salesManagers' ? {member}))
        """;

    private static string After(NextCandidate? after, SqlValues values) => after is null
        ? ""
        : $" and (c.priority_at, c.lead_id) > ({values.Add(after.PriorityAt)}, {values.Add(after.LeadId)})";

    private static NextCandidate Read(NpgsqlDataReader row) =>
        new(row.GetGuid(0), row.GetInt32(1), row.Instant(2), row.GetBoolean(3));

    /// <summary>The caller's panels, and on each who presides before them; null where they never do.</summary>
    private static async Task<(Guid[] Panels, string?[] BeforeMe)> Seats(QueryCall call, DateTimeOffset now)
    {
        var panels = await PanelAccess.SeatsOf(call);
        var before = new string?[panels.Length];
        for (var i = 0; i < panels.Length; i++)
        {
            var panel = (await call.Read.Panels.GetRecent(panels[i], call.Cancellation)).State;
            before[i] = panel is null ? null : BeforeIn(panel, call.Caller.Subject, now);
        }
        return (panels, before);
    }

    private static string? BeforeIn(Panel panel, string me, DateTimeOffset now) => panel.CanPreside(me)
        ? System.Text.Json.JsonSerializer.Serialize(panel.PresidingAt(now).TakeWhile(member => member != me))
        : null;
}
