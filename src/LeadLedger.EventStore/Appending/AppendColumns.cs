using Npgsql;
using NpgsqlTypes;

namespace LeadLedger.EventStore.Appending;

/// <summary>
/// A group turned on its side: one array a column, as <c>unnest</c> takes them. Filled anew for each group, in the
/// order of the stream ids, which is the order in which rows are locked and in which <c>width_bucket</c> finds them.
/// </summary>
internal sealed class AppendColumns
{
    public AppendColumn<Guid> MadeStreams { get; } = new(NpgsqlDbType.Uuid);
    public AppendColumn<string> MadeTypes { get; } = new(NpgsqlDbType.Text);
    public AppendColumn<long> MadeVersions { get; } = new(NpgsqlDbType.Bigint);

    public AppendColumn<Guid> MovedStreams { get; } = new(NpgsqlDbType.Uuid);
    public AppendColumn<long> MovedFrom { get; } = new(NpgsqlDbType.Bigint);
    public AppendColumn<long> MovedTo { get; } = new(NpgsqlDbType.Bigint);

    public AppendColumn<Guid> GuardStreams { get; } = new(NpgsqlDbType.Uuid);
    public AppendColumn<long> GuardVersions { get; } = new(NpgsqlDbType.Bigint);

    public AppendColumn<Guid> KeyStreams { get; } = new(NpgsqlDbType.Uuid);
    public AppendColumn<string> KeyMasters { get; } = new(NpgsqlDbType.Text);
    public AppendColumn<byte[]> Keys { get; } = new(NpgsqlDbType.Bytea);

    public AppendColumn<Guid> ErasedStreams { get; } = new(NpgsqlDbType.Uuid);

    public AppendColumn<Guid> EventStreams { get; } = new(NpgsqlDbType.Uuid);
    public AppendColumn<long> EventVersions { get; } = new(NpgsqlDbType.Bigint);
    public AppendColumn<Guid> EventIds { get; } = new(NpgsqlDbType.Uuid);
    public AppendColumn<string> EventTypes { get; } = new(NpgsqlDbType.Text);
    public AppendColumn<ReadOnlyMemory<byte>> Payloads { get; } = new(NpgsqlDbType.Jsonb);
    public AppendColumn<string?> Correlations { get; } = new(NpgsqlDbType.Text);
    public AppendColumn<string?> Causations { get; } = new(NpgsqlDbType.Text);
    public AppendColumn<byte[]> Headers { get; } = new(NpgsqlDbType.Jsonb);
    public AppendColumn<string> Actors { get; } = new(NpgsqlDbType.Text);

    private readonly HashSet<StreamGuard> _guards = [];

    private readonly AppendColumn[] _all;

    public AppendColumns() => _all =
    [
        MadeStreams, MadeTypes, MadeVersions, MovedStreams, MovedFrom, MovedTo, GuardStreams, GuardVersions,
        KeyStreams, KeyMasters, Keys, ErasedStreams, EventStreams, EventVersions, EventIds, EventTypes, Payloads,
        Correlations, Causations, Headers, Actors,
    ];

    /// <summary>What the statement over these columns has to have.</summary>
    public AppendShape Shape =>
        (MadeStreams.Values.Count > 0 ? AppendShape.Makes : 0)
        | (MovedStreams.Values.Count > 0 ? AppendShape.Moves : 0)
        | (GuardStreams.Values.Count > 0 ? AppendShape.Guards : 0)
        | (KeyStreams.Values.Count > 0 ? AppendShape.Keys : 0)
        | (ErasedStreams.Values.Count > 0 ? AppendShape.Erases : 0)
        | (EventStreams.Values.Count == 1 && GuardStreams.Values.Count <= 1 ? AppendShape.Single : 0);

    /// <summary>Takes in members that are sorted by stream id.</summary>
    public void Fill(List<PendingAppend> members)
    {
        foreach (var column in _all)
            column.Clear();
        foreach (var member in members)
            AddMember(member);
        foreach (var guard in _guards.OrderBy(guard => guard.StreamId))
        {
            GuardStreams.Values.Add(guard.StreamId);
            GuardVersions.Values.Add(guard.Version);
        }
        _guards.Clear();
    }

    private void AddMember(PendingAppend pending)
    {
        var append = pending.Append;
        if (append.ExpectedVersion == 0)
        {
            MadeStreams.Values.Add(append.StreamId);
            MadeTypes.Values.Add(append.StreamType);
            MadeVersions.Values.Add(pending.NewVersion);
        }
        else
        {
            MovedStreams.Values.Add(append.StreamId);
            MovedFrom.Values.Add(append.ExpectedVersion);
            MovedTo.Values.Add(pending.NewVersion);
        }
        foreach (var guard in append.Guards)
            _guards.Add(guard);
        if (append.WrappedKey is { } key)
        {
            KeyStreams.Values.Add(append.StreamId);
            KeyMasters.Values.Add(key.MasterKeyId);
            Keys.Values.Add(key.Ciphertext);
        }
        if (append.ErasesKey)
            ErasedStreams.Values.Add(append.StreamId);
        for (var i = 0; i < append.Events.Count; i++)
            AddEvent(append.Events[i], append.StreamId, append.ExpectedVersion + 1 + i, pending.Headers[i]);
    }

    private void AddEvent(NewEvent e, Guid stream, long version, byte[] headers)
    {
        EventStreams.Values.Add(stream);
        EventVersions.Values.Add(version);
        EventIds.Values.Add(e.Id);
        EventTypes.Values.Add(e.Type);
        Payloads.Values.Add(e.Data);
        Correlations.Values.Add(e.Metadata.CorrelationId);
        Causations.Values.Add(e.Metadata.CausationId);
        Headers.Values.Add(headers);
        Actors.Values.Add(e.Metadata.Actor);
    }
}

/// <summary>A column of a group, and the parameters that take it to the database.</summary>
internal abstract class AppendColumn
{
    public abstract void Clear();

    /// <summary>A parameter for all of it, or for the one value that a single append has.</summary>
    public abstract NpgsqlParameter Parameter(bool single);

    /// <summary>Gives a parameter for one value the value of now. One for all has the list itself.</summary>
    public abstract void SetSingle(NpgsqlParameter parameter);
}

/// <inheritdoc/>
internal sealed class AppendColumn<T>(NpgsqlDbType type) : AppendColumn
{
    public List<T> Values { get; } = [];

    public override void Clear() => Values.Clear();

    public override NpgsqlParameter Parameter(bool single) => single
        ? new NpgsqlParameter<T> { NpgsqlDbType = type }
        : new NpgsqlParameter<List<T>> { NpgsqlDbType = NpgsqlDbType.Array | type, TypedValue = Values };

    public override void SetSingle(NpgsqlParameter parameter) =>
        ((NpgsqlParameter<T>)parameter).TypedValue = Values[0];
}
