using System.Diagnostics;
using Npgsql;

namespace LeadLedger.Server.ReadModels.Building;

/// <summary>
/// Feels what an append feels, from whichever process a rebuild runs in: commits a small durable transaction again and
/// again, and remembers how long that took while the rebuild worked and while it rested. It writes a record of a few
/// bytes to the WAL and nothing to any table.
/// </summary>
internal sealed class AppendProbe : IAsyncDisposable
{
    private const string SmallDurableTransaction = "select pg_logical_emit_message(true, 'leadledger', '')";

    /// <summary>So many say how long it takes; older ones are forgotten.</summary>
    private const int Remembered = 60;

    private const int Fewest = 8;

    private static readonly TimeSpan BetweenProbes = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly Queue<double> _atRest = new();
    private readonly Queue<double> _atWork = new();
    private readonly Task _probing;
    private volatile bool _isResting;

    public AppendProbe(NpgsqlDataSource database) => _probing = Task.Run(() => Probe(database, _stopping.Token));

    /// <summary>Whether the rebuild rests now; what is measured belongs to that.</summary>
    public bool IsResting
    {
        get => _isResting;
        set => _isResting = value;
    }

    /// <summary>It couldn't go on: there is nothing to be learnt from it.</summary>
    public bool HasEnded => _probing.IsCompleted;

    /// <summary>Nine in ten took no longer while the rebuild rested, in milliseconds; null: not known yet.</summary>
    public double? AtRest => NineInTen(_atRest);

    /// <summary>The same while it worked.</summary>
    public double? AtWork => NineInTen(_atWork);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _probing;
        _stopping.Dispose();
    }

    private double? NineInTen(Queue<double> seen)
    {
        lock (_gate)
            return seen.Count < Fewest ? null : seen.Order().ElementAt(seen.Count * 9 / 10);
    }

    private async Task Probe(NpgsqlDataSource database, CancellationToken stopping)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(stopping);
            await using var probe = new NpgsqlCommand(SmallDurableTransaction, connection);
            await probe.PrepareAsync(stopping);
            while (true)
            {
                var rested = _isResting;
                var begun = Stopwatch.GetTimestamp();
                await probe.ExecuteNonQueryAsync(stopping);
                // What began in the one and ended in the other says nothing of either.
                if (rested == _isResting)
                    Remember(rested ? _atRest : _atWork, Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                await Task.Delay(BetweenProbes, stopping);
            }
        }
        catch (Exception end) when (end is NpgsqlException or TimeoutException or OperationCanceledException)
        {
            // Without it a rebuild goes on at full speed; what is wrong with the database it will hear of itself.
        }
    }

    private void Remember(Queue<double> seen, double milliseconds)
    {
        lock (_gate)
        {
            seen.Enqueue(milliseconds);
            if (seen.Count > Remembered)
                seen.Dequeue();
        }
    }
}
