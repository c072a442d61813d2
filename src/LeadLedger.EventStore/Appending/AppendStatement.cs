using Npgsql;
using NpgsqlTypes;

namespace LeadLedger.EventStore.Appending;

/// <summary>
/// The one statement that writes a group: guards are locked and compared, streams made or moved on, keys kept, events
/// written and their positions told, in a single round trip and transaction (ADR-0003).
/// </summary>
/// <remarks>
/// Rows are locked in two passes, each in the order of ids in which the arrays come: first the guards (shared), then
/// the streams. ON CONFLICT DO UPDATE locks a stream's newest row before it compares the version, so what is compared
/// is what will be committed, not what this statement's snapshot saw. A stream that should be there and isn't must
/// not be made: that is what <c>found</c> is for. <c>accepted</c> has a time for each member by its number, -infinity
/// for those that failed; their events aren't written. The function scan hands events out in the order of the arrays,
/// which makes positions rise with versions.
/// </remarks>
internal static class AppendStatement
{
    /// <summary>The statement over these columns, without the parts that no member needs.</summary>
    public static NpgsqlCommand Make(NpgsqlConnection connection, AppendColumns columns, bool guards, bool keys)
    {
        var command = new NpgsqlCommand { Connection = connection };
        command.CommandText =
            Members(command, columns)
            + (guards ? Guards(command, columns) : "")
            + Streams(guards)
            + (keys ? Keys(command, columns) : "")
            + Events(command, columns);
        return command;
    }

    private static string Members(NpgsqlCommand c, AppendColumns columns) =>
        $"""
        with member as materialized (
          select * from unnest(
            {Array(c, columns.StreamIds, NpgsqlDbType.Uuid)},
            {Array(c, columns.Expected, NpgsqlDbType.Bigint)},
            {Array(c, columns.NewVersions, NpgsqlDbType.Bigint)},
            {Array(c, columns.StreamTypes, NpgsqlDbType.Text)})
            with ordinality as m(stream_id, expected, version, type, number)
        ),

        """;

    private static string Guards(NpgsqlCommand c, AppendColumns columns) =>
        $"""
        failed_guard as materialized (
          select g.member
          from unnest(
            {Array(c, columns.GuardMembers, NpgsqlDbType.Integer)},
            {Array(c, columns.GuardStreams, NpgsqlDbType.Uuid)},
            {Array(c, columns.GuardVersions, NpgsqlDbType.Bigint)}) as g(member, stream_id, version)
          left join lateral (
            select s.version from ledger.mt_streams s where s.id = g.stream_id for share) s on true
          where s.version is distinct from g.version
        ),

        """;

    private static string Streams(bool guards) =>
        $"""
        stream as (
          insert into ledger.mt_streams as s (id, type, version, timestamp, created)
          select m.stream_id, m.type, m.version, statement_timestamp(), statement_timestamp()
          from member m
          left join lateral (
            select true as found from ledger.mt_streams s
            where s.id = m.stream_id and m.expected > 0 limit 1) f on true
          where (m.expected = 0 or f.found)
            {(guards ? "and m.number not in (select g.member from failed_guard g)" : "")}
          on conflict (id) do update
            set version = excluded.version, timestamp = greatest(excluded.timestamp, s.timestamp)
            where (s.id, s.version) in (select m.stream_id, m.expected from member m where m.expected > 0)
          returning s.id, s.timestamp
        ),

        """;

    private static string Keys(NpgsqlCommand c, AppendColumns columns) =>
        $"""
        key as (
          insert into vault.stream_key (stream_id, master_key_id, wrapped_key, created_at)
          select k.stream_id, k.master_key_id, k.wrapped_key, s.timestamp
          from unnest(
            {Array(c, columns.KeyStreams, NpgsqlDbType.Uuid)},
            {Array(c, columns.KeyMasters, NpgsqlDbType.Text)},
            {Array(c, columns.Keys, NpgsqlDbType.Bytea)}) as k(stream_id, master_key_id, wrapped_key)
          join stream s on s.id = k.stream_id
        ),

        """;

    private static string Events(NpgsqlCommand c, AppendColumns columns) =>
        $"""
        accepted as materialized (
          select array_agg(m.stream_id order by m.number) as streams,
            array_agg(coalesce(s.timestamp, '-infinity') order by m.number) as times
          from member m left join stream s on s.id = m.stream_id
        )
        insert into ledger.mt_events
          (seq_id, id, stream_id, version, data, type, timestamp, correlation_id, causation_id, headers, user_name)
        select nextval('ledger.mt_events_sequence'), e.id, a.streams[e.member], e.version, e.data, e.type,
          a.times[e.member], e.correlation_id, e.causation_id, e.headers, e.user_name
        from accepted a,
          unnest(
            {Array(c, columns.EventMembers, NpgsqlDbType.Integer)},
            {Array(c, columns.EventVersions, NpgsqlDbType.Bigint)},
            {Array(c, columns.EventIds, NpgsqlDbType.Uuid)},
            {Array(c, columns.EventTypes, NpgsqlDbType.Text)},
            {Array(c, columns.Payloads, NpgsqlDbType.Jsonb)},
            {Array(c, columns.Correlations, NpgsqlDbType.Text)},
            {Array(c, columns.Causations, NpgsqlDbType.Text)},
            {Array(c, columns.Headers, NpgsqlDbType.Jsonb)},
            {Array(c, columns.Actors, NpgsqlDbType.Text)})
            as e(member, version, id, type, data, correlation_id, causation_id, headers, user_name)
        where a.times[e.member] > '-infinity'
        returning stream_id, seq_id, timestamp
        """;

    // The list itself is the value: it is filled anew for each group, and the parameter needn't be touched again.
    private static string Array<T>(NpgsqlCommand command, List<T> values, NpgsqlDbType type)
    {
        command.Parameters.Add(new NpgsqlParameter<List<T>>
        {
            TypedValue = values,
            NpgsqlDbType = NpgsqlDbType.Array | type,
        });
        return $"${command.Parameters.Count}";
    }
}
