namespace LeadLedger.EventStore.Appending;

/// <summary>
/// A group turned on its side: one array a column, as <c>unnest</c> takes them. Filled anew for each group, in the
/// order of the stream ids, which is the order in which rows are locked.
/// </summary>
internal sealed class AppendColumns
{
    public List<Guid> StreamIds { get; } = [];
    public List<long> Expected { get; } = [];
    public List<long> NewVersions { get; } = [];
    public List<string> StreamTypes { get; } = [];

    public List<int> GuardMembers { get; } = [];
    public List<Guid> GuardStreams { get; } = [];
    public List<long> GuardVersions { get; } = [];

    public List<Guid> KeyStreams { get; } = [];
    public List<string> KeyMasters { get; } = [];
    public List<byte[]> Keys { get; } = [];

    public List<int> EventMembers { get; } = [];
    public List<long> EventVersions { get; } = [];
    public List<Guid> EventIds { get; } = [];
    public List<string> EventTypes { get; } = [];
    public List<ReadOnlyMemory<byte>> Payloads { get; } = [];
    public List<string?> Correlations { get; } = [];
    public List<string?> Causations { get; } = [];
    public List<byte[]> Headers { get; } = [];
    public List<string> Actors { get; } = [];

    private readonly List<(Guid Stream, int Member, long Version)> _guards = [];

    /// <summary>Takes in members that are sorted by stream id.</summary>
    public void Fill(List<PendingAppend> members)
    {
        Clear();
        for (var i = 0; i < members.Count; i++)
        {
            // Ordinality counts from 1, and so do PostgreSQL's arrays.
            AddMember(members[i], i + 1);
        }
        _guards.Sort(static (a, b) => a.Stream.CompareTo(b.Stream));
        foreach (var (stream, member, version) in _guards)
        {
            GuardMembers.Add(member);
            GuardStreams.Add(stream);
            GuardVersions.Add(version);
        }
    }

    private void AddMember(PendingAppend pending, int number)
    {
        var append = pending.Append;
        StreamIds.Add(append.StreamId);
        Expected.Add(append.ExpectedVersion);
        NewVersions.Add(pending.NewVersion);
        StreamTypes.Add(append.StreamType);
        foreach (var guard in append.Guards)
            _guards.Add((guard.StreamId, number, guard.Version));
        if (append.WrappedKey is { } key)
        {
            KeyStreams.Add(append.StreamId);
            KeyMasters.Add(key.MasterKeyId);
            Keys.Add(key.Ciphertext);
        }
        for (var i = 0; i < append.Events.Count; i++)
            AddEvent(append.Events[i], number, append.ExpectedVersion + 1 + i, pending.Headers[i]);
    }

    private void AddEvent(NewEvent e, int member, long version, byte[] headers)
    {
        EventMembers.Add(member);
        EventVersions.Add(version);
        EventIds.Add(e.Id);
        EventTypes.Add(e.Type);
        Payloads.Add(e.Data);
        Correlations.Add(e.Metadata.CorrelationId);
        Causations.Add(e.Metadata.CausationId);
        Headers.Add(headers);
        Actors.Add(e.Metadata.Actor);
    }

    private void Clear()
    {
        StreamIds.Clear();
        Expected.Clear();
        NewVersions.Clear();
        StreamTypes.Clear();
        GuardMembers.Clear();
        GuardStreams.Clear();
        GuardVersions.Clear();
        KeyStreams.Clear();
        KeyMasters.Clear();
        Keys.Clear();
        EventMembers.Clear();
        EventVersions.Clear();
        EventIds.Clear();
        EventTypes.Clear();
        Payloads.Clear();
        Correlations.Clear();
        Causations.Clear();
        Headers.Clear();
        Actors.Clear();
        _guards.Clear();
    }
}
