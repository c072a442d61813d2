using System.Collections.Concurrent;
using System.Diagnostics;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Months;
using LeadLedger.Domain.Panels;
using LeadLedger.EventStore;

namespace LeadLedger.Server.Ledger;

/// <summary>A stream's state, and the version that it is of.</summary>
public sealed record StateAt<TState>(TState State, long Version);

/// <summary>
/// Folded states of streams that many decisions rest on. A cached one may be old; whoever rests a decision on it
/// guards the append by its version, so that an old one can only cost a second try (<see cref="Grounds"/>).
/// </summary>
public abstract class StateCache<TState, TEvent>(IEventStore store, StreamKind<TState, TEvent> kind)
    where TEvent : class
{
    /// <summary>More are thrown out, the ones asked for longest ago first.</summary>
    private const int MaxEntries = 4096;

    private static readonly TimeSpan LongestUnread = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Guid, Entry> entries = new();
    private long clock;

    /// <summary>The state if it is at hand; null if it has to be read.</summary>
    public StateAt<TState>? Cached(Guid streamId)
    {
        if (!entries.TryGetValue(streamId, out var entry))
            return null;
        Volatile.Write(ref entry.LastUse, Interlocked.Increment(ref clock));
        return entry.State;
    }

    /// <summary>The state as it is now, kept for the next who asks.</summary>
    public async ValueTask<StateAt<TState>> Read(Guid streamId, CancellationToken cancellation = default)
    {
        var slice = await store.ReadStream(streamId, StreamBound.All, cancellation);
        var known = Cached(streamId);
        if (known is not null && known.Version == slice.Version)
        {
            Keep(streamId, known);
            return known;
        }
        var read = new StateAt<TState>(kind.Fold(slice), slice.Version);
        // A stream that isn't there isn't kept: anybody could fill the cache by asking for random ids.
        if (slice.Version > 0)
            Keep(streamId, read);
        return read;
    }

    /// <summary>The state at hand, or as it is now.</summary>
    public ValueTask<StateAt<TState>> Get(Guid streamId, CancellationToken cancellation = default) =>
        Cached(streamId) is { } cached ? new(cached) : Read(streamId, cancellation);

    /// <summary>
    /// The state as it was at most a few seconds ago: for reads, which no guard protects, and where whoever is let in
    /// or
    /// shut out may notice it as late as that.
    /// </summary>
    public ValueTask<StateAt<TState>> GetRecent(Guid streamId, CancellationToken cancellation = default) =>
        entries.TryGetValue(streamId, out var entry) && Stopwatch.GetElapsedTime(entry.ReadAt) < LongestUnread
            ? new(entry.State)
            : Read(streamId, cancellation);

    /// <summary>The stream has moved on.</summary>
    public void Forget(Guid streamId) => entries.TryRemove(streamId, out _);

    private void Keep(Guid streamId, StateAt<TState> state)
    {
        if (entries.Count >= MaxEntries)
            ThrowOutTheOldest();
        entries[streamId] = new Entry(state) { LastUse = Interlocked.Increment(ref clock) };
    }

    private void ThrowOutTheOldest()
    {
        foreach (var old in entries.OrderBy(entry => entry.Value.LastUse).Take(MaxEntries / 8).ToList())
            entries.TryRemove(old.Key, out _);
    }

    private sealed class Entry(StateAt<TState> state)
    {
        public long LastUse;

        public long ReadAt { get; } = Stopwatch.GetTimestamp();

        public StateAt<TState> State { get; } = state;
    }
}

/// <summary>Agreements by id; an agreement that isn't there is null at version 0.</summary>
public sealed class AgreementCache(IEventStore store)
    : StateCache<Agreement?, AgreementEvent>(store, StreamKinds.Agreement);

/// <summary>Months' accounts by id; one in which nothing happened yet is empty at version 0.</summary>
public sealed class MonthCache(IEventStore store)
    : StateCache<AgreementMonth, MonthEvent>(store, StreamKinds.Month);

/// <summary>Panels by id; a panel that isn't there is null at version 0.</summary>
public sealed class PanelCache(IEventStore store)
    : StateCache<Panel?, PanelEvent>(store, StreamKinds.Panel);
