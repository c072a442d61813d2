using System.Globalization;
using System.Threading.Channels;
using Npgsql;

namespace LeadLedger.EventStore.WakeUp;

/// <summary>
/// Tells other nodes of appends, and hears theirs. A notification is a hint and nothing rests on it: a few a second,
/// never one in an append's own transaction, where the lock that NOTIFY takes at commit would halve the rate.
/// </summary>
internal sealed class NodeWakeUp : IAsyncDisposable
{
    private const string Channel = "leadledger_appended";
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    // A connection on which nothing comes in is asked now and then whether it still stands.
    private static readonly TimeSpan SilenceBeforeCheck = TimeSpan.FromSeconds(30);

    private readonly NpgsqlDataSource _database;
    private readonly AppendSignal _signal;
    private readonly TimeSpan _interval;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<bool> _news = System.Threading.Channels.Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Task _work;
    private long _position;

    public NodeWakeUp(NpgsqlDataSource database, EventStoreOptions options, AppendSignal signal)
    {
        _database = database;
        _signal = signal;
        _interval = options.NotifyInterval;
        _work = Task.WhenAll(Task.Run(() => KeepTrying(Listen)), Task.Run(() => KeepTrying(Notify)));
    }

    /// <summary>This process has committed up to a position; other nodes will hear of it soon.</summary>
    public void Tell(long position)
    {
        Volatile.Write(ref _position, position);
        _news.Writer.TryWrite(true);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _work.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task Notify(Action wentWell)
    {
        while (await _news.Reader.WaitToReadAsync(_stopping.Token).ConfigureAwait(false))
        {
            var command = _database.CreateCommand("select pg_notify($1, $2)");
            await using (command.ConfigureAwait(false))
            {
                command.Parameters.Add(new() { Value = Channel });
                command.Parameters.Add(new()
                {
                    Value = Volatile.Read(ref _position).ToString(CultureInfo.InvariantCulture),
                });
                // Read the news only now: what is told from here on asks for another notification.
                _news.Reader.TryRead(out _);
                await command.ExecuteNonQueryAsync(_stopping.Token).ConfigureAwait(false);
            }
            wentWell();
            await Task.Delay(_interval, _stopping.Token).ConfigureAwait(false);
        }
    }

    private async Task Listen(Action wentWell)
    {
        var connection = await _database.OpenConnectionAsync(_stopping.Token).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            connection.Notification += (_, told) => Hear(told.Payload);
            await Execute(connection, $"listen {Channel}").ConfigureAwait(false);
            wentWell();
            // Whatever was told while nobody listened is caught up by a look.
            _signal.Raise(0);
            while (true)
            {
                if (!await connection.WaitAsync(SilenceBeforeCheck, _stopping.Token).ConfigureAwait(false))
                    await Execute(connection, "select 1").ConfigureAwait(false);
            }
        }
    }

    private void Hear(string payload)
    {
        if (long.TryParse(payload, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            && position > _signal.Position)
            _signal.Raise(position);
    }

    private async Task Execute(NpgsqlConnection connection, string sql)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
            await command.ExecuteNonQueryAsync(_stopping.Token).ConfigureAwait(false);
    }

    private async Task KeepTrying(Func<Action, Task> work)
    {
        var pause = FirstPause;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await work(() => pause = FirstPause).ConfigureAwait(false);
            }
            catch (Exception)
            {
                // The wake-ups must outlive every fault of the connection; the poll stands in for them meanwhile.
                if (_stopping.IsCancellationRequested)
                    return;
            }
            await Task.Delay(pause, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
