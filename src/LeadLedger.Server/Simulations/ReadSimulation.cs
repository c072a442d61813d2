using LeadLedger.Server.Access;
using LeadLedger.Server.Http;
using Npgsql;

namespace LeadLedger.Server.Simulations;

/// <summary><c>GET /v1/simulations/{simulationId}</c></summary>
internal static class ReadSimulationEndpoint
{
    private static readonly OperationText Text = new(
        "Reads a month's simulation",
        "How far it has come and, once it is done, the month as it was and as it would have been: totals, curve, what "
        + "would have been refused, and the differences. Its ETag is its revision: ask with If-None-Match until it has "
        + "changed. It is there for a week, for whoever may see the agreement.",
        null,
        SimulationExamples.Done);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var jobs = new SimulationJobs(routes.ServiceProvider.GetRequiredService<NpgsqlDataSource>());
        routes.MapFreshQuery("/simulations/{simulationId}", SimulateEndpoint.Roles, call => Handle(call, jobs), Text);
    }

    /// <summary>The job that the path names, for who may see its agreement.</summary>
    internal static async Task<Reading<KeptJob>> Read(QueryCall call, SimulationJobs jobs)
    {
        if (!Guid.TryParseExact(call.Path("simulationId"), "D", out var id))
            return new(null, Problems.PathIsNotValid("simulationId", "simulationId is a UUID."));
        if (call.Query.Problem is { } unknown)
            return new(null, unknown);
        if (await jobs.Find(id, call.Cancellation) is not { } kept)
            return new(null, Problems.NotFound("simulation"));
        var agreement = (await call.Read.Agreements.GetRecent(kept.Job.AgreementId.Value, call.Cancellation)).State;
        return agreement is not null
            && await AgreementAccess.MayRead(call.Read, call.Caller, agreement, call.Cancellation)
            ? new(kept, null)
            : new(null, Problems.NotAMember("agreement"));
    }

    private static async Task<Answer> Handle(QueryCall call, SimulationJobs jobs)
    {
        var reading = await Read(call, jobs);
        return reading.Value is { } kept ? Answer.Ok(kept.Job) with { Version = kept.Revision } : reading.Problem!;
    }
}
