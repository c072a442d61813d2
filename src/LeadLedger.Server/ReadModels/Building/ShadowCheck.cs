using System.Text.Json;
using LeadLedger.EventStore;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.ReadModels.Projecting;
using Npgsql;

namespace LeadLedger.Server.ReadModels.Building;

/// <summary>
/// Makes the read models anew beside those in use, compares the two table by table at one position, and drops what it
/// made: whether the views still say what the events say.
/// </summary>
public sealed class ShadowCheck(NpgsqlDataSource database, IEventStore store, ReadModelBuilds builds)
{
    private static readonly TimeSpan PatienceWithProjector = TimeSpan.FromSeconds(30);

    /// <summary>Checks.</summary>
    /// <param name="gently">Rest three times as long as it works; else at full speed unless somebody appends.</param>
    /// <returns>What differs, which is nothing where all is well.</returns>
    /// <exception cref="CheckImpossibleException">There is another check, or nothing to compare with.</exception>
    /// <exception cref="UnprojectableEventException">An event stands in the way.</exception>
    public async Task<BuildDifferences> Run(
        bool gently, IProgress<RebuildProgress>? progress = null, CancellationToken cancellation = default)
    {
        await using var alone = await SessionLock.TryTake(database, Exclusive.Checking, cancellation)
            ?? throw new CheckImpossibleException("Another check of the read models is under way.");
        var began = DateTimeOffset.UtcNow;
        await builds.EnsureActive(cancellation);
        // What a check that was killed has left behind.
        await ShadowBuilds.Drop(database, cancellation);
        var shadow = await ShadowBuilds.Make(database, cancellation);
        try
        {
            var pace = gently
                ? await Pace.Gentle(database, cancellation)
                : await Pace.Full(database, cancellation);
            await using var filling = await BuildFilling.Begin(
                alone.Connection, store, shadow, pages: null, pace, reached => progress?.Report(reached), cancellation);
            await filling.ComeNear(builds, cancellation);
            await using var cut = await BuildCut.Take(
                database, builds, filling, PatienceWithProjector, cancellation)
                ?? throw new CheckImpossibleException("The build in use is behind, and nobody projects it.");
            if (cut.InUse.ModelVersion != shadow.ModelVersion)
            {
                throw new CheckImpossibleException(
                    $"The build in use is of version {cut.InUse.ModelVersion}, the program's {shadow.ModelVersion}.");
            }
            var differences = await new BuildComparison(cut, shadow, pace).Run(cancellation);
            await Record(differences, began, cancellation);
            return differences;
        }
        finally
        {
            // Its own end mustn't leave a schema behind; where that fails the next one drops it.
            await ShadowBuilds.Drop(database, CancellationToken.None);
        }
    }

    private async Task Record(BuildDifferences differences, DateTimeOffset began, CancellationToken cancellation)
    {
        await using var record = database.CreateCommand(
            """
            insert into leadledger.read_model_check
              (began_at, position, build, model_version, tables, tables_parted, differences)
            values ($1, $2, $3, $4, $5, $6, $7::jsonb)
            """);
        foreach (var value in (object[])
            [
                began,
                differences.Position,
                differences.InUse.Number,
                differences.InUse.ModelVersion,
                differences.Tables,
                differences.Parted.Count,
                JsonSerializer.Serialize(differences.Parted, RequestJson.Options),
            ])
        {
            record.Parameters.Add(new() { Value = value });
        }
        await record.ExecuteNonQueryAsync(cancellation);
    }
}

/// <summary>The read models can't be checked now; the message says why.</summary>
public sealed class CheckImpossibleException : Exception
{
    public CheckImpossibleException() { }
    public CheckImpossibleException(string message) : base(message) { }
    public CheckImpossibleException(string message, Exception inner) : base(message, inner) { }
}
