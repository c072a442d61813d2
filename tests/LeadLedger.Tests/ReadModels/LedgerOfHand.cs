using LeadLedger.EventStore;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Tests.ReadModels;

/// <summary>Appends events made by hand through the real store, and remembers them.</summary>
internal sealed class LedgerOfHand(IEventStore store)
{
    private readonly Dictionary<Guid, long> _versions = [];
    private readonly Dictionary<Guid, PersonalKey> _keys = [];
    private int _appended;

    /// <summary>What was appended, in order.</summary>
    public List<Appended> Events { get; } = [];

    public long LastPosition => Events.Count == 0 ? 0 : Events[^1].Position;

    /// <summary>The random history that is being appended, if any.</summary>
    public RandomHistory? History { get; set; }

    /// <summary>Appends to a stream, all in one go.</summary>
    public async Task<long> Append(Guid stream, params object[] events) =>
        await Append(stream, imported: false, events);

    public async Task<long> Append(Guid stream, bool imported, params object[] events)
    {
        if (!_keys.TryGetValue(stream, out var key))
            _keys.Add(stream, key = PersonalKey.Create(stream));
        var raw = events.Select(e => (EventCatalog.Alias(e), EventCatalog.Write(e, key))).ToArray();
        var (position, from) = await AppendRaw(stream, imported, raw);
        for (var i = 0; i < events.Length; i++)
            Events.Add(new Appended(stream, from + i + 1, position - events.Length + 1 + i, events[i], imported));
        return position;
    }

    /// <summary>Appends whatever it is, under whichever name.</summary>
    public async Task<long> AppendRaw(Guid stream, string alias, string json) =>
        (await AppendRaw(stream, false, (alias, System.Text.Encoding.UTF8.GetBytes(json)))).Position;

    private async Task<(long Position, long From)> AppendRaw(
        Guid stream, bool imported, params (string Alias, byte[] Data)[] events)
    {
        var from = _versions.GetValueOrDefault(stream);
        var metadata = new EventMetadata("someone", "operator", DateTimeOffset.UnixEpoch, Imported: imported);
        var result = await store.Append(new StreamAppend(
            stream,
            "test",
            from,
            [.. events.Select(e => new NewEvent(NextId(), e.Alias, e.Data, metadata))],
            []));
        var appended = Assert.IsType<AppendResult.Appended>(result);
        _versions[stream] = appended.Version;
        return (appended.Position, from);
    }

    private Guid NextId() => new(++_appended, 1, 1, [1, 2, 3, 4, 5, 6, 7, 8]);

    /// <summary>An event as it was appended.</summary>
    internal sealed record Appended(Guid Stream, long Version, long Position, object Event, bool Imported);
}
