using System.Threading.Channels;
using Npgsql;

namespace LeadLedger.EventStore.Reading;

/// <summary>
/// Reads of streams, gathered: what comes in while a query is under way shares the next one. A few connections take
/// turns, so that one long stream doesn't hold up all others.
/// </summary>
internal sealed class StreamReads : IAsyncDisposable
{
    private readonly EventStoreOptions _options;
    private readonly Channel<PendingRead> _waiting;
    private readonly Task[] _readers;

    public StreamReads(NpgsqlDataSource database, EventStoreOptions options)
    {
        _options = options;
        _waiting = Channel.CreateBounded<PendingRead>(new BoundedChannelOptions(options.AppendQueue)
        {
            AllowSynchronousContinuations = true,
        });
        _readers = [.. Enumerable.Range(0, options.StreamReaders)
            .Select(_ => Task.Run(() => Work(new StreamQuery(database, options))))];
    }

    public Task<StreamSlice> Read(Guid streamId, StreamBound bound, CancellationToken cancellation)
    {
        var pending = new PendingRead(streamId, bound);
        return !cancellation.CanBeCanceled && _waiting.Writer.TryWrite(pending)
            ? pending.Task
            : EnqueueAndWait(pending, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await Task.WhenAll(_readers).ConfigureAwait(false);
    }

    private async Task<StreamSlice> EnqueueAndWait(PendingRead pending, CancellationToken cancellation)
    {
        try
        {
            await _waiting.Writer.WriteAsync(pending, cancellation).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(PostgresEventStore));
        }
        return await pending.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }

    private async Task Work(StreamQuery query)
    {
        await using (query.ConfigureAwait(false))
        {
            var reads = new List<PendingRead>();
            while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                reads.Clear();
                while (reads.Count < _options.StreamsPerRead && _waiting.Reader.TryRead(out var pending))
                    reads.Add(pending);
                if (reads.Count > 0)
                    await Answer(query, reads).ConfigureAwait(false);
            }
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
