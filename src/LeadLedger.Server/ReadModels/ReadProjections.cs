using LeadLedger.Domain;
using LeadLedger.Server.Http;
using LeadLedger.Server.ReadModels.Projecting;

namespace LeadLedger.Server.ReadModels;

/// <summary>How far the read models have come with the ledger. All of them stand at the same position.</summary>
/// <param name="State">What the projector of the node that answers is at.</param>
/// <param name="StoppedAt">The position of the event that stopped it; null unless stopped.</param>
/// <param name="Lag">How many positions they are behind the ledger's last: at least as many as there are events.</param>
/// <param name="LagSeconds">How long ago the oldest event that isn't in them was recorded; 0 if all are.</param>
/// <param name="ProjectedUntil">When the last event in them was recorded.</param>
/// <param name="ForeignEvents">Events stepped over since this node's start because their names aren't ours.</param>
public sealed record Projections(
    ProjectorState State,
    string? Reason,
    long? StoppedAt,
    long Position,
    long LastPosition,
    long Lag,
    decimal LagSeconds,
    DateTimeOffset? ProjectedUntil,
    DateTimeOffset? OldestUnprojectedAt,
    int ModelVersion,
    int Build,
    DateTimeOffset? ActivatedAt,
    long ForeignEvents);

/// <summary><c>GET /v1/projections</c></summary>
internal static class ReadProjectionsEndpoint
{
    private const string Sql = """
        select position, last_position, lag, lag_seconds, projected_until, oldest_unprojected_at, model_version, build,
          activated_at
        from bi_v1.freshness
        """;

    private static readonly DateTimeOffset ExampleTime = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly OperationText Text = new(
        "Reads how fresh the read models are",
        "Their position, the ledger's, the lag between them in positions and seconds, and what the projector is at.",
        null,
        new Projections(
            ProjectorState.Projecting, null, null, 4711, 4711, 0, 0m, ExampleTime, null, 1, 1, ExampleTime.AddDays(-7), 0));

    public static void Map(IEndpointRouteBuilder routes)
    {
        var status = routes.ServiceProvider.GetRequiredService<ProjectorStatus>();
        routes.MapQuery("/projections", [Role.Operator, Role.Auditor], call => Handle(call, status), Text);
    }

    private static async Task<Answer> Handle(QueryCall call, ProjectorStatus status)
    {
        if (call.Query.Problem is { } problem)
            return problem;
        var rows = await call.Read.Database.Read(
            Sql,
            row => new Projections(
                status.State,
                status.Reason,
                status.StoppedAt,
                row.GetInt64(0),
                row.GetInt64(1),
                row.GetInt64(2),
                row.GetDecimal(3),
                row.Maybe<DateTimeOffset>(4),
                row.Maybe<DateTimeOffset>(5),
                row.GetInt32(6),
                row.GetInt32(7),
                row.Maybe<DateTimeOffset>(8),
                status.ForeignEvents),
            call.Cancellation);
        return rows is [var projections]
            ? Answer.Ok(projections) with { Position = projections.Position }
            : Problems.ProjectionIsBehind;
    }
}
