using System.Threading.Channels;
using Npgsql;

namespace LeadLedger.EventStore.Reading;

/// <summary>
/// Reads of streams, gathered: what comes in while a query is under way shares the next one. A few connections take
/// turns, so that one long stream doesn't hold up all others. Waiting is bounded in number and in time (ADR-0011).
/// </summary>
internal sealed class StreamReads : IAsyncDisposable
{
    private readonly EventStoreOptions _options;
    private readonly Channel<PendingRead> _waiting;
    private readonly List<PendingRead>[] _underWay;
    private readonly Task[] _readers;

    public StreamReads(NpgsqlDataSource database, EventStoreOptions options)
    {
        _options = options;
        _waiting = Channel.CreateBounded<PendingRead>(new BoundedChannelOptions(options.AppendQueue)
        {
            AllowSynchronousContinuations = true,
        });
        _underWay = [.. Enumerable.Range(0, options.StreamReaders).Select(_ => new List<PendingRead>())];
        _readers = [.. _underWay.Select(reads => Task.Run(() => Work(new StreamQuery(database, options), reads)))];
    }

    public Task<StreamSlice> Read(PendingRead pending, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!_waiting.Writer.TryWrite(pending))
            throw _isClosed ? new ObjectDisposedException(nameof(PostgresEventStore)) : Unbegun();
        return cancellation.CanBeCanceled ? pending.Task.WaitAsync(cancellation) : pending.Task;
    }

    /// <summary>Answers those who have waited for as long as anybody has to.</summary>
    /// <param name="now">On the clock of <see cref="PendingRead.Since"/>.</param>
    public void Sweep(long now)
    {
        var latest = now - (long)_options.QueuePatience.TotalMilliseconds;
        // They stand in the order in which they came. A reader may be faster at the oldest, and what is got instead
        // goes to the end: nobody relies on the order of reads.
        while (_waiting.Reader.TryPeek(out var oldest) && oldest.Since <= latest && _waiting.Reader.TryRead(out oldest))
        {
            if (oldest.Since <= latest || !_waiting.Writer.TryWrite(oldest))
                oldest.TrySetException(Unbegun());
        }
        latest = now - (long)_options.AnswerPatience.TotalMilliseconds;
        foreach (var reads in _underWay)
        {
            lock (reads)
            {
                foreach (var pending in reads.Where(pending => pending.Since <= latest))
                    pending.TrySetException(new EventStoreUnavailableException("The stream couldn't be read in time."));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isClosed = true;
        _waiting.Writer.TryComplete();
        await Task.WhenAll(_readers).ConfigureAwait(false);
    }

    private volatile bool _isClosed;

    private static EventStoreBusyException Unbegun() => new("Too much waits to be read.");

    private async Task Work(StreamQuery query, List<PendingRead> reads)
    {
        await using (query.ConfigureAwait(false))
        {
            while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                await LetOthersCome().ConfigureAwait(false);
                Begin(reads);
                if (reads.Count > 0)
                    await Answer(query, reads).ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// An idle reader starts on the turn of the first that asks, and so would read that one stream alone, which costs
    /// half as much again. Whoever waits for a thread may be about to ask too; a lone caller never waits here.
    /// </summary>
    private static async ValueTask LetOthersCome()
    {
        if (ThreadPool.PendingWorkItemCount > 0)
            await Task.Yield();
    }

    private void Begin(List<PendingRead> reads)
    {
        lock (reads)
        {
            reads.Clear();
            while (reads.Count < _options.StreamsPerRead && _waiting.Reader.TryRead(out var pending))
                reads.Add(pending);
        }
    }

    private static async Task Answer(StreamQuery query, List<PendingRead> reads)
    {
        try
        {
            var slices = await query.Read(reads).ConfigureAwait(false);
            for (var i = 0; i < reads.Count; i++)
                reads[i].TrySetResult(slices[i]);
        }
        catch (Exception fault)
        {
            // Whatever this is, the reader must live, and nobody may wait for ever.
            var answer = fault as EventStoreUnavailableException
                ?? new EventStoreUnavailableException("The stream couldn't be read.", fault);
            foreach (var pending in reads)
                pending.TrySetException(answer);
        }
    }
}
