using System.Data;
using LeadLedger.EventStore;
using Npgsql;

namespace LeadLedger.Server.ReadModels.Building;

/// <summary>
/// The build in use and one that is being made, at the very same position and in one snapshot. Whoever projects is held
/// only until the snapshot is there; what is compared in it may take its time.
/// </summary>
internal sealed class BuildCut : IAsyncDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private BuildCut(NpgsqlConnection connection, ReadModelBuild inUse, long position) =>
        (Connection, InUse, Position) = (connection, inUse, position);

    /// <summary>In a transaction that sees the cut, and isn't ended before this is disposed of.</summary>
    public NpgsqlConnection Connection { get; }

    public ReadModelBuild InUse { get; }

    public long Position { get; }

    /// <summary>Brings the new build to where the one in use is, and takes the cut.</summary>
    /// <param name="patience">
    /// How long to wait for the build in use where the new one is ahead of it: that can't be gone back on.
    /// </param>
    /// <returns>Null where that wasn't enough.</returns>
    public static async Task<BuildCut?> Take(
        NpgsqlDataSource database,
        ReadModelBuilds builds,
        BuildFilling filling,
        TimeSpan patience,
        CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            var until = DateTime.UtcNow + patience;
            while (true)
            {
                ReadModelBuild? inUse = null;
                long? position = null;
                await builds.Hold(
                    async (build, held) =>
                    {
                        inUse = build;
                        if (filling.Position > held)
                            return;
                        await filling.ExactlyTo(held, cancellation);
                        position = await Begin(connection, build, cancellation);
                    },
                    cancellation);
                if (inUse is not null && position is { } at)
                    return at == filling.Position ? new BuildCut(connection, inUse, at) : throw Parted(at, filling);
                if (DateTime.UtcNow > until)
                    break;
                await Task.Delay(BetweenLooks, cancellation);
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
        await connection.DisposeAsync();
        return null;
    }

    /// <summary>Ends the transaction, which has changed nothing.</summary>
    public ValueTask DisposeAsync() => Connection.DisposeAsync();

    private static InvalidOperationException Parted(long at, BuildFilling filling) =>
        new($"The build in use is at {at} and the other one at {filling.Position}.");

    /// <summary>Begins the transaction; the first statement in it takes the snapshot.</summary>
    private static async Task<long?> Begin(
        NpgsqlConnection connection, ReadModelBuild build, CancellationToken cancellation)
    {
        await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        return await ProjectionProgress.Read(connection, build.ProgressName, cancellation);
    }
}
