using Npgsql;

namespace LeadLedger.Benchmarks;

/// <summary>
/// Looks from outside how far the views have come, every two milliseconds, and sets it beside when the events were
/// recorded. Both times are the database's. An event is recorded by the statement that appends it, before its commit,
/// and counts as visible with the first look that shows it: the delays told are rather too long than too short.
/// </summary>
internal sealed class Visibility : IAsyncDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(2);

    private readonly BenchDatabase _database;
    private readonly CancellationTokenSource _stopping;
    private readonly List<(DateTime At, long Position)> _looks = [];
    private readonly Task _looking;

    private Visibility(BenchDatabase database, NpgsqlConnection connection, CancellationToken cancellation)
    {
        _database = database;
        _stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _looking = Task.Run(() => Look(connection), cancellation);
    }

    /// <summary>Begins to look.</summary>
    public static async Task<Visibility> Watch(BenchDatabase database, CancellationToken cancellation) =>
        new(database, await database.Admin.OpenConnectionAsync(cancellation), cancellation);

    /// <summary>Stops looking.</summary>
    /// <returns>From recorded to visible, in ms, of every event since the beginning: the shortest first.</returns>
    public async Task<List<double>> Delays()
    {
        await _stopping.CancelAsync();
        await _looking;
        await using var read = _database.Admin.CreateCommand(
            "select seq_id, timestamp from ledger.mt_events where seq_id > $1 and seq_id <= $2 order by seq_id");
        read.Parameters.Add(new() { Value = _looks[0].Position });
        read.Parameters.Add(new() { Value = _looks[^1].Position });
        await using var events = await read.ExecuteReaderAsync();
        var delays = new List<double>();
        var look = 0;
        while (await events.ReadAsync())
        {
            while (_looks[look].Position < events.GetInt64(0))
                look++;
            delays.Add((_looks[look].At - events.GetDateTime(1)).TotalMilliseconds);
        }
        delays.Sort();
        return delays;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _looking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task Look(NpgsqlConnection connection)
    {
        await using var opened = connection;
        await using var look = new NpgsqlCommand(
            """
            select clock_timestamp(), p.position
            from leadledger.projection p join leadledger.read_model_build b on b.progress_name = p.name
            where b.state = 'active'
            """, connection);
        await look.PrepareAsync();
        while (!_stopping.IsCancellationRequested)
        {
            await using (var row = await look.ExecuteReaderAsync())
            {
                await row.ReadAsync();
                _looks.Add((row.GetDateTime(0), row.GetInt64(1)));
            }
            await Task.Delay(BetweenLooks, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
