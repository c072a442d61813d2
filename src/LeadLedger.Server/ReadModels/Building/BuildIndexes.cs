using System.Collections.Concurrent;
using Npgsql;

namespace LeadLedger.Server.ReadModels.Building;

/// <summary>
/// The indexes of a build, each made for itself, and two at a time where nobody is in the way: one core's work then
/// goes on while the other's waits for the disk. What a crash of the server loses of them is made again before the
/// build is shown, whose commit waits for the disk.
/// </summary>
internal sealed class BuildIndexes(NpgsqlDataSource database, ReadModelBuild build, Pace pace)
{
    private readonly ConcurrentQueue<string> _missing = [];

    /// <summary>Makes those that aren't there yet.</summary>
    public async Task Make(CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        // To ask for one that is there would wait for the vacuum of its table all the same.
        var made = await ReadModelBuilds.Names(
            connection, $"select indexname::text from pg_indexes where schemaname = '{build.Schema}'", cancellation);
        foreach (var (name, sql) in ReadModelScripts.EachIndex)
        {
            if (!made.Contains(name))
                _missing.Enqueue(sql);
        }
        if (!_missing.IsEmpty)
            await Task.WhenAll(MakeAll(connection, cancellation), MakeBeside(cancellation));
    }

    private async Task MakeAll(NpgsqlConnection connection, CancellationToken cancellation)
    {
        while (_missing.TryDequeue(out var index))
        {
            var begun = Pace.Begin();
            await MakeOne(connection, index, cancellation);
            await pace.Rest(begun, cancellation);
        }
    }

    /// <summary>On another connection, for as long as nobody has to be made way for.</summary>
    private async Task MakeBeside(CancellationToken cancellation)
    {
        if (pace.MakesWay)
            return;
        await using var connection = await Open(cancellation);
        while (!pace.MakesWay && _missing.TryDequeue(out var index))
            await MakeOne(connection, index, cancellation);
    }

    // Workers of an index's own would be started and waited for with each: two connections share the work out better.
    private async Task<NpgsqlConnection> Open(CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        await ReadModelBuilds.Execute(
            connection,
            $"""
            set search_path to {build.Schema};
            set synchronous_commit to off;
            set max_parallel_maintenance_workers to 0
            """,
            cancellation);
        return connection;
    }

    private async Task MakeOne(NpgsqlConnection connection, string index, CancellationToken cancellation)
    {
        await using var make = new NpgsqlCommand(index, connection) { CommandTimeout = 0 };
        try
        {
            await make.ExecuteNonQueryAsync(cancellation);
        }
        catch
        {
            // It is over for the other connection too.
            _missing.Clear();
            throw;
        }
    }
}
