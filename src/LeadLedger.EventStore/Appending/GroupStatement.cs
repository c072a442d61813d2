using Npgsql;

namespace LeadLedger.EventStore.Appending;

/// <summary>The statement for a group of any size: one array a column.</summary>
/// <remarks>
/// Rows are locked in three passes, each in the order of ids: the guards (shared), the streams that are made, the
/// streams that are moved on. Making one that is there already fails the statement; then a look at the versions tells
/// which those are, and the others are written again. UPDATE locks a stream's newest row and
/// compares the version again if the row has changed meanwhile, so what is compared is what will be committed, not
/// what this statement's snapshot saw. A guard that fails keeps the whole statement from writing anything. Nothing is
/// joined: <c>width_bucket</c> finds an id's place in the sorted array of ids, so that no plan has a choice that could
/// be wrong. Unnested arrays come in their order, which makes positions rise with versions.
/// </remarks>
internal sealed class GroupStatement : AppendStatement
{
    public GroupStatement(NpgsqlConnection connection, AppendShape shape, AppendColumns columns)
        : base(connection, shape)
    {
        var parts = new List<string>();
        if (Has(AppendShape.Guards))
            parts.Add(Guards(columns));
        if (Has(AppendShape.Makes))
            parts.Add(Makes(columns));
        if (Has(AppendShape.Moves))
            parts.Add(Moves(columns));
        if (Has(AppendShape.Keys))
            parts.Add(Keys(columns));
        if (Has(AppendShape.Moves))
            parts.Add(Accepted());
        if (Has(AppendShape.Erases))
            parts.Add(Erases(columns));
        Write(parts, Events(columns));
    }

    private string Guards(AppendColumns columns) =>
        $"""
        failed_guard as materialized (
          select from {Rows("g(stream_id, version)", columns.GuardStreams, columns.GuardVersions)}
          left join lateral (
            select s.version from ledger.mt_streams s where s.id = g.stream_id for share) s on true
          where s.version is distinct from g.version
        )
        """;

    private string Makes(AppendColumns columns) =>
        $"""
        made as (
          insert into ledger.mt_streams (id, type, version, timestamp, created)
          select m.id, m.type, m.version, statement_timestamp(), statement_timestamp()
          from {Rows("m(id, type, version)", columns.MadeStreams, columns.MadeTypes, columns.MadeVersions)}
          where {UnlessGuardFailed}
          returning id, timestamp
        )
        """;

    private string Moves(AppendColumns columns)
    {
        var id = Parameter(columns.MovedStreams);
        var from = Parameter(columns.MovedFrom);
        var to = Parameter(columns.MovedTo);
        return $"""
            moved as (
              update ledger.mt_streams s
              set version = ({to})[width_bucket(s.id, {id})], timestamp = greatest(statement_timestamp(), s.timestamp)
              where s.id = any ({id}) and s.version = ({from})[width_bucket(s.id, {id})]
                and {UnlessGuardFailed}
              returning s.id, s.timestamp
            )
            """;
    }

    private string Keys(AppendColumns columns) =>
        $"""
        key as (
          insert into vault.stream_key (stream_id, master_key_id, wrapped_key, created_at)
          select k.stream_id, k.master_key_id, k.wrapped_key, statement_timestamp()
          from {Rows("k(stream_id, master_key_id, wrapped_key)", columns.KeyStreams, columns.KeyMasters, columns.Keys)}
          where {UnlessGuardFailed}
        )
        """;

    private string Accepted() =>
        $"""
        accepted as materialized (
          select array_agg(id order by id) as ids, array_agg(timestamp order by id) as times
          from (select id, timestamp from moved
            {(Has(AppendShape.Makes) ? "union all select id, timestamp from made" : "")}) s
        )
        """;

    // The key and the stream's version go together or not at all: whoever read the key before can't append under it any
    // more, for the version that they read is no longer the stream's.
    private string Erases(AppendColumns columns)
    {
        var id = Parameter(columns.ErasedStreams);
        const string whereAccepted = "any ((select a.ids from accepted a)::uuid[])";
        return $"""
            erased_key as (
              delete from vault.stream_key k
              where k.stream_id = any ({id}) and k.stream_id = {whereAccepted}
            ),
            erased_stream as (
              insert into leadledger.erased_stream (stream_id, erased_at)
              select x.stream_id, statement_timestamp()
              from unnest({id}) as x(stream_id)
              where x.stream_id = {whereAccepted}
              on conflict do nothing
            )
            """;
    }

    /// <summary>
    /// What has to be done before events are written. Where streams are only made, all were or none, and counting them
    /// makes sure that they come first.
    /// </summary>
    private string Begun =>
        Has(AppendShape.Moves) ? "accepted a" : "(select from made having count(*) > 0) a";

    private string Events(AppendColumns c) =>
        $"""
        insert into ledger.mt_events
          (seq_id, id, stream_id, version, data, type, timestamp, correlation_id, causation_id, headers, user_name)
        select nextval('ledger.mt_events_sequence'), e.id, e.stream_id, e.version, e.data, e.type,
          {(Has(AppendShape.Moves) ? "a.times[width_bucket(e.stream_id, a.ids)]" : "statement_timestamp()")},
          e.correlation_id, e.causation_id, e.headers, e.user_name
        from {Begun},
          {Rows(
              "e(stream_id, version, id, type, data, correlation_id, causation_id, headers, user_name)",
              c.EventStreams, c.EventVersions, c.EventIds, c.EventTypes, c.Payloads, c.Correlations, c.Causations,
              c.Headers, c.Actors)}
        {(Has(AppendShape.Moves) ? "where a.ids[width_bucket(e.stream_id, a.ids)] = e.stream_id" : "")}
        returning seq_id, timestamp, stream_id
        """;

    // Arrays unnested in a list of columns are handed on row by row; in FROM they would go through a store of their own.
    private string Rows(string alias, params ReadOnlySpan<AppendColumn> columns)
    {
        var parameters = new List<string>();
        foreach (var column in columns)
            parameters.Add($"unnest({Parameter(column)})");
        return $"(select {string.Join(", ", parameters)}) as {alias}";
    }
}
