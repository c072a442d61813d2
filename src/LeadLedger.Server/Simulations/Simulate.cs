using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Simulations;
using LeadLedger.Server.Access;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;
using Npgsql;

namespace LeadLedger.Server.Simulations;

/// <summary><c>POST /v1/simulations</c>: one lead is answered at once, a month with a job.</summary>
internal sealed class SimulateEndpoint(ReadSide read, Identity identity, SimulationJobs jobs, SimulationSignal signal)
{
    /// <summary>Those whose business the terms are; membership opens the lead or the agreement.</summary>
    public static Role[] Roles { get; } =
        [Role.Marketing, Role.Sales, Role.SalesManager, Role.Agreements, Role.Auditor, Role.Operator];

    private static readonly SimulateValidator Shape = new();

    private static readonly OperationText Text = new(
        "Asks what would have been under other terms",
        "The same acts, each decided anew under another version of the terms or under a draft: what they would have "
        + "been worth, which deadlines would have run and been missed, and what would have been refused. Nothing is "
        + "written to the ledger, and nothing personal is read. One lead (leadId) is answered at once. A month "
        + "(agreementId and month) is a job: 202, and its Location tells how far it has come and then the result, for "
        + "a week. If-Match names the lead's version, or the agreement's.",
        SimulationExamples.OfALead,
        SimulationExamples.Lead,
        StatusCodes.Status200OK,
        [
            typeof(AgreementIsUnknown), typeof(LeadIsUnknown), typeof(TermsVersionIsUnknown), typeof(TimeZoneIsFixed),
            typeof(CurrencyIsFixed),
        ]);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var endpoint = new SimulateEndpoint(
            services.GetRequiredService<ReadSide>(),
            services.GetRequiredService<Identity>(),
            new SimulationJobs(services.GetRequiredService<NpgsqlDataSource>()),
            services.GetRequiredService<SimulationSignal>());
        routes.MapPost("/simulations", async http => await http.Response.Write(await endpoint.Run(http)))
            .AllowRoles(Roles)
            .WithMetadata(new Operation(Text, typeof(SimulateRequest))
            {
                Id = "simulate",
                JobExample = SimulationExamples.Queued,
                Problems = [Problems.TooManySimulations, Problems.NotAMember("agreement")],
            });
    }

    private async Task<Answer> Run(HttpContext http)
    {
        if (CommandRoute.EnvelopeOf(http, TargetKind.Nothing, out var envelope) is { } problem)
            return problem;
        if (envelope.Caller.RoleFor(Roles, envelope.ActAs) is null)
            return Problems.RoleNotAllowed(Roles);
        var reading = await JsonBody.Read<SimulateRequest>(http.Request, http.RequestAborted);
        if (reading.Value is not { } request)
            return reading.Problem!;
        if (Shape.Look(request) is { } invalid)
            return invalid;
        if (request.AsOf - read.Clock.Now() > Timing.AllowedSkew)
            return Problem.Of(new TimeIsInTheFuture()) with { Field = "asOf" };
        var call = new QueryCall(http, envelope.Caller, new QueryParameters(http.Request.Query), read);
        return request.Subject.LeadId is { } leadId
            ? await OfLead(call, leadId, request, envelope.IfMatch)
            : await OfMonth(call, request, envelope);
    }

    private async Task<Answer> OfLead(QueryCall call, LeadId leadId, SimulateRequest request, long? ifMatch)
    {
        var reading = await LeadAccess.Read(call, new CommandTarget(leadId.Value, 0), showsPerson: false);
        if (reading.Value is not { } seen)
            return reading.Problem!;
        var version = seen.History.Version;
        if (ifMatch is { } expected && expected != version)
            return Problems.NotTheVersionSeen(version);
        var found = await SimulationGround.Read(read.Store, seen.Agreement.Id, request.Terms, call.Cancellation);
        if (found.Value is not { } ground)
            return found.Problem!;
        var acts = SimulationGround.Acts(seen.History.Steps.Select(step => step.Recorded), request.AsOf);
        var supposition = new Supposition(ground.Agreement, ground.Terms, ground.Version, _ => true);
        var simulated = Simulation.Of(acts, ground.Surroundings, supposition);
        if (simulated.Real.Lead is not Lead.Existing)
            return Problem.Of(new LeadIsUnknown()) with { Field = "asOf" };
        var asOf = request.AsOf ?? read.Clock.Now();
        var shown = new LeadBeside(simulated, supposition, asOf).Show(leadId, version, request.Terms);
        return Answer.Ok(shown) with { Version = version, Position = seen.History.Steps[^1].Recorded.Position };
    }

    private async Task<Answer> OfMonth(QueryCall call, SimulateRequest request, CommandEnvelope envelope)
    {
        var agreementId = request.Subject.AgreementId!.Value;
        var at = await read.Agreements.Read(agreementId.Value, call.Cancellation);
        if (at.State is not { } agreement)
            return Problem.Of(new AgreementIsUnknown());
        if (!await AgreementAccess.MayRead(read, call.Caller, agreement, call.Cancellation))
            return Problems.NotAMember("agreement");
        if (envelope.IfMatch is { } expected && expected != at.Version)
            return Problems.NotTheVersionSeen(at.Version);
        // What can't be tried is said at once and not by a job that fails.
        var ground = await SimulationGround.Read(read.Store, agreementId, request.Terms, call.Cancellation);
        if (ground.Problem is { } problem)
            return problem;
        var id = identity.StreamOf("simulation", call.Caller.Subject, envelope.IdempotencyKey);
        var hash = identity.HashOf("simulate", id, request);
        await jobs.Insert(id, request, hash, call.Caller.Subject, call.Cancellation);
        if (await jobs.Find(id, call.Cancellation) is not { } kept)
            return Problems.TooManySimulations;
        if (kept.RequestHash != hash)
            return Problems.KeyUsedForAnotherRequest;
        signal.Raise();
        return Answer.Accepted($"/v1/simulations/{id:D}", kept.Job) with { Version = kept.Revision };
    }
}
