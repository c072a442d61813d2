using Npgsql;

namespace LeadLedger.EventStore.Appending;

/// <summary>
/// The statement for one event: plain values, and the row of its stream in place of a look-up. What a statement takes
/// to get going is most of what it costs here, and arrays would double that.
/// </summary>
/// <remarks>Rows are locked as in <see cref="GroupStatement"/>: the guard, then the stream, and only then the event.</remarks>
internal sealed class SingleStatement : AppendStatement
{
    private const string Now = "statement_timestamp()";
    private const string NextPosition = "nextval('ledger.mt_events_sequence')";

    private readonly string _stream;
    private readonly string _version;

    public SingleStatement(NpgsqlConnection connection, AppendShape shape, AppendColumns columns)
        : base(connection, shape)
    {
        _stream = Parameter(columns.EventStreams);
        _version = Parameter(columns.EventVersions);
        var parts = new List<string>();
        if (Has(AppendShape.Guards))
            parts.Add(Guard(columns));
        parts.Add(Has(AppendShape.Makes) ? Makes(columns) : Moves(columns));
        if (Has(AppendShape.Keys))
            parts.Add(Key(columns));
        if (Has(AppendShape.Erases))
            parts.Add(Erases);
        Write(parts, Event(columns));
    }

    private string Guard(AppendColumns columns) =>
        $"""
        failed_guard as materialized (
          select from (select {Parameter(columns.GuardStreams)}, {Parameter(columns.GuardVersions)}) as g(id, version)
          left join lateral (
            select s.version from ledger.mt_streams s where s.id = g.id for share) s on true
          where s.version is distinct from g.version
        )
        """;

    private string Makes(AppendColumns columns) =>
        $"""
        stream as (
          insert into ledger.mt_streams (id, type, version, timestamp, created)
          {Row(_stream, Parameter(columns.MadeTypes), _version, Now, Now)}
          returning id, timestamp
        )
        """;

    private string Moves(AppendColumns columns) =>
        $"""
        stream as (
          update ledger.mt_streams s
          set version = {_version}, timestamp = greatest({Now}, s.timestamp)
          where s.id = {_stream} and s.version = {Parameter(columns.MovedFrom)} and {UnlessGuardFailed}
          returning s.id, s.timestamp
        )
        """;

    private string Key(AppendColumns columns) =>
        $"""
        key as (
          insert into vault.stream_key (stream_id, master_key_id, wrapped_key, created_at)
          {Row(_stream, Parameter(columns.KeyMasters), Parameter(columns.Keys), Now)}
        )
        """;

    // The key and the stream's version go together or not at all, as in a group.
    private static string Erases =>
        $"""
        erased_key as (
          delete from vault.stream_key k where k.stream_id = (select a.id from stream a)
        ),
        erased_stream as (
          insert into leadledger.erased_stream (stream_id, erased_at)
          select a.id, {Now} from stream a
          on conflict do nothing
        )
        """;

    private string Event(AppendColumns c)
    {
        var values = $"""
            {_stream}, {_version}, {Parameter(c.EventIds)}, {Parameter(c.EventTypes)}, {Parameter(c.Payloads)},
            {Parameter(c.Correlations)}, {Parameter(c.Causations)}, {Parameter(c.Headers)}, {Parameter(c.Actors)}
            """;
        return $"""
            insert into ledger.mt_events
              (seq_id, timestamp, stream_id, version, id, type, data, correlation_id, causation_id, headers, user_name)
            {(MayWriteNothing
                ? $"select {NextPosition}, a.timestamp, {values} from stream a"
                : $"values (case when exists (select from stream) then {NextPosition} end, {Now}, {values})")}
            returning seq_id, timestamp
            """;
    }

    // A stream that begins, begins or fails the statement, and a row of values starts soonest. Its position is drawn
    // once the stream's row is there: while one is drawn and waits, nobody is told of what comes behind it.
    private bool MayWriteNothing => Has(AppendShape.Moves) || Has(AppendShape.Guards);

    private string Row(params string[] values) => Has(AppendShape.Guards)
        ? $"select {string.Join(", ", values)} where {UnlessGuardFailed}"
        : $"values ({string.Join(", ", values)})";
}
