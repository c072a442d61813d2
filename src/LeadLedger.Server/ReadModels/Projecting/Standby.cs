using LeadLedger.EventStore;
using LeadLedger.Server.ReadModels.Building;
using Npgsql;

namespace LeadLedger.Server.ReadModels.Projecting;

/// <summary>
/// A node that doesn't project: it follows the position, so that its own callers can wait for it, and looks whether
/// whoever projects still gets anywhere.
/// </summary>
internal sealed partial class Standby(
    NpgsqlDataSource database, ReadModelPosition position, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);

    /// <summary>Longer than the largest page takes on a slow disk.</summary>
    private static readonly TimeSpan LongestStall = TimeSpan.FromSeconds(30);

    private (long Position, long Since) _lastMove;

    /// <summary>Follows for a while.</summary>
    public async Task Follow(ReadModelBuild build, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var started = clock.GetTimestamp();
        while (clock.GetElapsedTime(started) < Turn)
        {
            position.Set(await ProjectionProgress.Read(connection, build.ProgressName, cancellation) ?? 0);
            await Task.Delay(BetweenLooks, clock, cancellation);
        }
        await DeposeIfStalled(connection, cancellation);
    }

    private async Task DeposeIfStalled(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var end = new NpgsqlCommand("select position from leadledger.ledger_end", connection);
        var last = (long)(await end.ExecuteScalarAsync(cancellation))!;
        if (last <= position.Position || _lastMove.Position != position.Position || _lastMove.Since == 0)
            _lastMove = (position.Position, clock.GetTimestamp());
        else if (clock.GetElapsedTime(_lastMove.Since) > LongestStall)
        {
            await SessionLock.Depose(database, Exclusive.Projecting, cancellation);
            LogDeposed(position.Position, last);
        }
    }

    [LoggerMessage(LogEvents.StalledProjectorEnded, LogLevel.Warning,
        "Whoever projects hasn't moved from position {Position} though the ledger is at {Last}: "
        + "its connection is ended.")]
    private partial void LogDeposed(long position, long last);
}
