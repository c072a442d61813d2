using LeadLedger.Domain;
using LeadLedger.Server.Http;
using Npgsql;

namespace LeadLedger.Server.Simulations;

/// <summary><c>DELETE /v1/simulations/{simulationId}</c></summary>
internal static class CancelSimulationEndpoint
{
    private static readonly OperationText Text = new(
        "Cancels a month's simulation",
        "By who asked for it, or by an operator. Whoever works on it stops within seconds; one that has ended stays as "
        + "it is until its week is over.",
        null,
        SimulationExamples.Done,
        StatusCodes.Status204NoContent);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var read = routes.ServiceProvider.GetRequiredService<ReadSide>();
        var jobs = new SimulationJobs(routes.ServiceProvider.GetRequiredService<NpgsqlDataSource>());
        routes.MapDelete(
                "/simulations/{simulationId}", async http => await http.Response.Write(await Run(http, read, jobs)))
            .AllowRoles(SimulateEndpoint.Roles)
            .WithMetadata(new Operation(Text)
            {
                Id = "cancelSimulation",
                Problems = [Problems.OnlyWhoAskedCancels, Problems.NotAMember("agreement")],
            });
    }

    private static async Task<Answer> Run(HttpContext http, ReadSide read, SimulationJobs jobs)
    {
        if (CommandRoute.EnvelopeOf(http, TargetKind.Nothing, out var envelope) is { } problem)
            return problem;
        if (envelope.Caller.RoleFor(SimulateEndpoint.Roles, envelope.ActAs) is not { } role)
            return Problems.RoleNotAllowed(SimulateEndpoint.Roles);
        var call = new QueryCall(http, envelope.Caller, new QueryParameters(http.Request.Query), read);
        var reading = await ReadSimulationEndpoint.Read(call, jobs);
        if (reading.Value is not { Job: var job })
            return reading.Problem!;
        if (role != Role.Operator && job.RequestedBy != call.Caller.Subject)
            return Problems.OnlyWhoAskedCancels;
        await jobs.Cancel(job.Id, call.Cancellation);
        return Answer.Nothing;
    }
}
