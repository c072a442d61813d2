using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using LeadLedger.EventStore.Appending;
using LeadLedger.EventStore.Reading;
using Npgsql;

namespace LeadLedger.EventStore;

/// <summary>
/// What the store tells of itself. Nothing is reckoned, no clock read and nothing allocated unless somebody listens:
/// every way in asks that first and is the plain way otherwise.
/// </summary>
internal static class EventStoreMetrics
{
    private const string Outcome = "leadledger.append.outcome";
    private const string ErrorType = "error.type";

    /// <summary>OpenTelemetry's own limit of links in a span.</summary>
    private const int MostLinks = 128;

    private static readonly Meter Meter = new(LedgerTelemetry.Name);

    private static readonly Histogram<double> AppendDuration = Meter.CreateHistogram(
        "leadledger.append.duration", "s",
        "From the caller's call until the append is answered: durable, refused or failed.",
        tags: null, LedgerTelemetry.Seconds);

    private static readonly Counter<long> AppendedEvents = Meter.CreateCounter<long>(
        "leadledger.append.events", "{event}", "Events that this node has made durable.");

    private static readonly Histogram<double> QueueWait = Meter.CreateHistogram(
        "leadledger.append.queue.wait", "s",
        "How long an append waited until its group was sent.",
        tags: null, LedgerTelemetry.Seconds);

    private static readonly Histogram<double> GroupDuration = Meter.CreateHistogram(
        "leadledger.append.group.duration", "s",
        "One group commit: the statement that writes a group, its round trip and its commit.",
        tags: null, LedgerTelemetry.Seconds);

    private static readonly Histogram<long> GroupSize = Meter.CreateHistogram(
        "leadledger.append.group.size", "{event}", "Events that one group commit wrote.",
        tags: null, new InstrumentAdvice<long>
        {
            HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048],
        });

    private static readonly Histogram<double> ReadDuration = Meter.CreateHistogram(
        "leadledger.stream.read.duration", "s",
        "From the caller's call until a stream is read.",
        tags: null, LedgerTelemetry.Seconds);

    private static readonly ConcurrentDictionary<AppendQueue, bool> Queues = [];

    static EventStoreMetrics() => Meter.CreateObservableUpDownCounter(
        "leadledger.append.queue.length", () => Queues.Sum(queue => (long)queue.Key.Length), "{append}",
        "Appends that wait for their group.");

    /// <summary>Counts what waits in a queue, until <see cref="Forget"/>.</summary>
    public static void Watch(AppendQueue queue) => Queues.TryAdd(queue, true);

    public static void Forget(AppendQueue queue) => Queues.TryRemove(queue, out _);

    /// <summary>Appends, and measures how long that took if somebody wants to know.</summary>
    public static Task<AppendResult> Append(AppendWriter writer, StreamAppend append, CancellationToken cancellation) =>
        AppendDuration.Enabled || AppendedEvents.Enabled
            ? AppendMeasured(writer, append, cancellation)
            : writer.Append(append, cancellation);

    /// <summary>Writes a group, and measures and traces that if somebody wants to know.</summary>
    public static ValueTask WriteGroup(AppendSession session, List<PendingAppend> members) =>
        GroupDuration.Enabled || GroupSize.Enabled || QueueWait.Enabled || LedgerTelemetry.Spans.HasListeners()
            ? WriteGroupMeasured(session, members)
            : session.Write(members);

    /// <summary>Reads a stream, and measures how long that took if somebody wants to know.</summary>
    public static Task<StreamSlice> Read(
        StreamReads streams, PendingRead pending, CancellationToken cancellation) => ReadDuration.Enabled
            ? ReadMeasured(streams, pending, cancellation)
            : streams.Read(pending, cancellation);

    /// <summary>What to remember of an append that comes in now; null if nobody wants to know.</summary>
    public static AppendWatch? BeginWatch()
    {
        var caller = LedgerTelemetry.Spans.HasListeners() ? Activity.Current : null;
        return caller is not null || QueueWait.Enabled
            ? new AppendWatch(Stopwatch.GetTimestamp(), caller?.Context ?? default)
            : null;
    }

    private static async Task<AppendResult> AppendMeasured(
        AppendWriter writer, StreamAppend append, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var outcome = "failed";
        try
        {
            var result = await writer.Append(append, cancellation).ConfigureAwait(false);
            outcome = NameOf(result);
            if (result is AppendResult.Appended)
                AppendedEvents.Add(append.Events.Count);
            return result;
        }
        catch (Exception fault)
        {
            outcome = NameOf(fault);
            throw;
        }
        finally
        {
            AppendDuration.Record(
                Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>(Outcome, outcome));
        }
    }

    private static string NameOf(AppendResult result) => result switch
    {
        AppendResult.Appended => "appended",
        AppendResult.VersionConflict => "version_conflict",
        AppendResult.GuardFailed => "guard_failed",
        _ => result.GetType().Name,
    };

    private static string NameOf(Exception fault) => fault switch
    {
        EventStoreBusyException => "busy",
        EventStoreContendedException => "contended",
        EventStoreUnavailableException => "unavailable",
        EventStoreOutcomeUnknownException => "outcome_unknown",
        UnstorableEventException => "unstorable",
        OperationCanceledException => "cancelled",
        _ => "failed",
    };

    private static async ValueTask WriteGroupMeasured(AppendSession session, List<PendingAppend> members)
    {
        var started = Stopwatch.GetTimestamp();
        var events = 0;
        foreach (var member in members)
        {
            events += member.Append.Events.Count;
            if (member.Watch?.TakeWait(started) is { } waited)
                QueueWait.Record(waited.TotalSeconds);
        }
        using var span = BeginSpan(members, events);
        try
        {
            await session.Write(members).ConfigureAwait(false);
            GroupDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
            GroupSize.Record(events);
        }
        catch (Exception fault)
        {
            var type = (fault as PostgresException)?.SqlState ?? fault.GetType().Name;
            GroupDuration.Record(
                Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>(ErrorType, type));
            span?.Failed(type);
            throw;
        }
    }

    /// <summary>A span of its own: a group belongs to no one request. Links say to which ones it does.</summary>
    private static Activity? BeginSpan(List<PendingAppend> members, int events)
    {
        if (!LedgerTelemetry.Spans.HasListeners())
            return null;
        var links = members
            .Select(member => member.Watch?.Caller ?? default)
            .Where(caller => caller != default)
            .Take(MostLinks)
            .Select(caller => new ActivityLink(caller));
        var span = LedgerTelemetry.Spans.StartActivity(ActivityKind.Client, links: [.. links], name: "append group");
        span?.SetTag("db.system.name", "postgresql");
        span?.SetTag("leadledger.append.group.appends", members.Count);
        span?.SetTag("leadledger.append.group.size", events);
        return span;
    }

    private static async Task<StreamSlice> ReadMeasured(
        StreamReads streams, PendingRead pending, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var slice = await streams.Read(pending, cancellation).ConfigureAwait(false);
            ReadDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
            return slice;
        }
        catch (Exception fault)
        {
            ReadDuration.Record(
                Stopwatch.GetElapsedTime(started).TotalSeconds,
                new KeyValuePair<string, object?>(ErrorType, fault.GetType().Name));
            throw;
        }
    }
}
