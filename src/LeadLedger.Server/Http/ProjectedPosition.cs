using Npgsql;

namespace LeadLedger.Server.Http;

/// <summary>How far the read models have come, for callers who have to see what they have just written.</summary>
public sealed class ProjectedPosition(NpgsqlDataSource database)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// Waits until the read models have come to a position. Their position then, which is at or beyond it; null if the
    /// patience ran out first.
    /// </summary>
    public async Task<long?> Reach(long position, TimeSpan patience, CancellationToken cancellation)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var reached = await Read(cancellation);
            if (reached >= position)
                return reached;
            if (waited.Elapsed > patience)
                return null;
            await Task.Delay(Pause, cancellation);
        }
    }

    private async Task<long> Read(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select position from bi_v1.freshness");
        return await command.ExecuteScalarAsync(cancellation) is long position ? position : 0;
    }
}
