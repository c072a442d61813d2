using System.Threading.Channels;

namespace LeadLedger.Server.Bulk;

/// <summary>Makes batches of lines and begins each when it is full, or nothing more is there for the moment.</summary>
internal sealed class BatchFilling(LinePreparing preparing, ChannelWriter<BulkBatch> underWay)
{
    private readonly StreamSequence sequence = new();
    private BulkBatch batch = new();
    private Task previousSequenced = Task.CompletedTask;

    /// <summary>Reads the lines to their end. However that comes, what was read is begun.</summary>
    public async Task Fill(IAsyncEnumerable<BulkLine> lines, CancellationToken cancellation)
    {
        try
        {
            await using var input = lines.GetAsyncEnumerator(cancellation);
            while (await MoveNext(input))
            {
                batch.Add(input.Current);
                if (batch.IsFull)
                    await Begin();
            }
        }
        finally
        {
            await Begin();
            underWay.Complete();
        }
    }

    private async ValueTask<bool> MoveNext(IAsyncEnumerator<BulkLine> input)
    {
        var next = input.MoveNextAsync();
        if (next.IsCompletedSuccessfully)
            return next.Result;
        var arrival = next.AsTask();
        await Begin();
        return await arrival;
    }

    private ValueTask Begin()
    {
        if (batch.IsEmpty)
            return ValueTask.CompletedTask;
        var begun = batch;
        batch = new BulkBatch();
        begun.Start(preparing, sequence, previousSequenced);
        previousSequenced = begun.Sequenced;
        return underWay.WriteAsync(begun, CancellationToken.None);
    }
}
