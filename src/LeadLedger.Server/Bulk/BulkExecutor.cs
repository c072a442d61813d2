using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.Running.Watching;

namespace LeadLedger.Server.Bulk;

/// <summary>
/// Runs many commands at once: in order for each stream, side by side across streams, so that thousands of appends
/// share the group commit. It holds a bounded window of the input and nothing else of it.
/// </summary>
public sealed partial class BulkExecutor(WriteSide ledger, ILogger<BulkExecutor> logger)
{
    /// <summary>How many batches are under way at most: 2048 lines.</summary>
    private const int MaxBatches = 8;

    /// <summary>
    /// How long lines are tried again on a slow ledger before the whole is given up. Somebody waits for an answer over
    /// HTTP; who loads a file would rather wait than begin again.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(9);

    /// <summary>
    /// One result a line, in the order of the lines; the lines are read on another thread than the results. A line that
    /// was taken from the input is carried out whatever happens: when the caller cancels or stops enumerating, or the
    /// input fails, what is under way is finished first.
    /// </summary>
    public IAsyncEnumerable<BulkResult> Run(
        IAsyncEnumerable<BulkCommand> lines, BulkCaller caller, CancellationToken cancellation = default) =>
        Run(Numbered(lines, cancellation), caller, cancellation);

    internal async IAsyncEnumerable<BulkResult> Run(
        IAsyncEnumerable<BulkLine> lines, BulkCaller caller, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var underWay = Channel.CreateBounded<BulkBatch>(
            new BoundedChannelOptions(MaxBatches) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var filling = new BatchFilling(new LinePreparing(ledger, caller, new BulkPatience(Patience)), underWay.Writer);
        var reading = Task.Run(() => filling.Fill(lines, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in underWay.Reader.ReadAllAsync(CancellationToken.None))
            {
                foreach (var result in await Finish(batch, caller))
                    yield return result;
            }
            await reading;
        }
        finally
        {
            await stop.CancelAsync();
            await foreach (var batch in underWay.Reader.ReadAllAsync(CancellationToken.None))
                await Finish(batch, caller);
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async IAsyncEnumerable<BulkLine> Numbered(
        IAsyncEnumerable<BulkCommand> lines, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var number = 0L;
        await foreach (var line in lines.WithCancellation(cancellation))
            yield return new(++number, line, null);
    }

    private async Task<IReadOnlyList<BulkResult>> Finish(BulkBatch batch, BulkCaller caller)
    {
        await batch.Done;
        if (batch.FirstFailure is { } failure)
        {
            using var correlation = logger.BeginCorrelation(caller.CorrelationId);
            LogFailure(
                logger,
                batch.Results.Count(result => result.Status >= StatusCodes.Status500InternalServerError),
                Activity.Current?.TraceId.ToHexString() ?? caller.CorrelationId,
                LastResort.SafeWords(failure),
                failure.StackTrace);
        }
        return batch.Results;
    }

    [LoggerMessage(
        LogEvents.BulkLinesFailed, LogLevel.Error,
        "{Lines} lines of a bulk failed, trace {Trace}; the first: {Failure}\n{Stack}")]
    private static partial void LogFailure(ILogger logger, int lines, string? trace, string failure, string? stack);
}
