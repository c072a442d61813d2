using LeadLedger.Server.Audit.Seals;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.ReadModels.Building;
using LeadLedger.Server.ReadModels.Projecting;
using LeadLedger.Server.Running.Database;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace LeadLedger.Server.Running;

/// <summary>What a load balancer or an operator asks, without a token.</summary>
internal static class Health
{
    private const int PatienceSeconds = 2;

    private static readonly int[] SchemaNumbers = [.. Schema.Scripts.Select(script => script.Number)];

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health")
            .AllowAnonymous().DisableRateLimiting().ExcludeFromDescription();
        health.MapGet("/live", () => TypedResults.Ok(new Live("live")));
        health.MapGet("/ready", Ready);
    }

    /// <summary>
    /// Ready while the database answers, has all that this program's migrations make, and the read models can follow. (It
    /// may have more: old nodes work on while new ones come.) A lag alone is no reason to send nobody here:
    /// commands don't wait for it, and queries say which position they need. An event that can't be projected is:
    /// somebody has to look. What is wrong with the seal, or was with a table when it was checked, is told here and is
    /// no reason either: who works goes on.
    /// </summary>
    private static async Task<IResult> Ready(
        NpgsqlDataSource database,
        ProjectorStatus projector,
        SealerStatus sealer,
        Anchoring anchor,
        CheckStatus check,
        CancellationToken cancellation)
    {
        try
        {
            await using var ask = database.CreateCommand(
                """
                select position, last_position, lag, lag_seconds, coalesce(
                  (select c.last_position from seal.checkpoint c order by c.tree_size desc limit 1), 0),
                  exists (select from unnest($1) s (number) where number not in (select m.number from leadledger.migration m))
                from bi_v1.freshness
                """);
            ask.CommandTimeout = PatienceSeconds;
            ask.Parameters.Add(new() { Value = SchemaNumbers });
            await using var reader = await ask.ExecuteReaderAsync(cancellation);
            if (!await reader.ReadAsync(cancellation))
                return NotReady("there are no read models yet");
            if (reader.GetBoolean(5))
                return NotReady("the schema is behind");
            var stopped = projector.State == ProjectorState.Stopped;
            var readiness = new Readiness(
                stopped ? "projecting has stopped" : "ready",
                projector.State,
                projector.StoppedAt,
                reader.GetInt64(0),
                reader.GetInt64(1),
                reader.GetInt64(2),
                reader.GetDecimal(3),
                new Sealed(sealer.State, sealer.Reason, reader.GetInt64(4), reader.GetInt64(1) - reader.GetInt64(4)),
                new Anchored(anchor.IsOn, anchor.TreeSize, anchor.Reason),
                check.Last);
            return TypedResults.Json(readiness, RequestJson.Options, statusCode: stopped ? 503 : 200);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return NotReady("there are no read models yet");
        }
        catch (NpgsqlException)
        {
            return NotReady("database unreachable");
        }
    }

    private static JsonHttpResult<Live> NotReady(string why) => TypedResults.Json(new Live(why), statusCode: 503);

    private sealed record Live(string Status);

    /// <param name="Projector">What the projector of this node is at.</param>
    /// <param name="StoppedAt">The position of the event that stopped it; null unless stopped.</param>
    /// <param name="Lag">How many positions the read models are behind the ledger's last.</param>
    /// <param name="LagSeconds">How long ago the oldest event that isn't in them was recorded.</param>
    /// <param name="Check">What came of comparing the read models with some made anew; null: never yet.</param>
    private sealed record Readiness(
        string Status,
        ProjectorState Projector,
        long? StoppedAt,
        long Position,
        long LastPosition,
        long Lag,
        decimal LagSeconds,
        Sealed Seal,
        Anchored Anchor,
        LastCheck? Check);

    /// <param name="Sealer">What the sealer of this node is at.</param>
    /// <param name="Reason">What is wrong; null if nothing is.</param>
    /// <param name="Position">The last that is sealed, by whichever node.</param>
    /// <param name="Lag">How many positions that is behind the ledger's last.</param>
    private sealed record Sealed(SealerState Sealer, string? Reason, long Position, long Lag);

    /// <param name="IsOn">Whether this node anchors; its log says where.</param>
    /// <param name="TreeSize">How many events the checkpoint seals that it anchored last.</param>
    /// <param name="Reason">What is wrong; null if nothing is.</param>
    private sealed record Anchored(bool IsOn, long TreeSize, string? Reason);
}
