using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.EventStore;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Erasing;

/// <summary>The person behind a lead is erased.</summary>
public sealed record EraseLeadRequest(ErasureGround Ground);

/// <summary><c>POST /v1/leads/{leadId}/erasure</c></summary>
internal static class EraseLeadEndpoint
{
    private const string CommandName = "eraseLead";

    private static readonly Role[] Operators = [Role.Operator];

    private static readonly OperationText Text = new(
        "Erases the person behind a lead",
        "Destroys the key under which everything about the person is encrypted: from then on nobody reads it, at any "
        + "door or in any copy that is made anew. It can't be undone. The lead goes on without them; what is said of "
        + "the person afterwards isn't kept. Answered with the certificate once the erasure is durable, in the ledger "
        + "and on the list outside the database. Erasing again changes nothing.",
        new EraseLeadRequest(ErasureGround.SubjectsRequest),
        ErasureExample.Certificate,
        StatusCodes.Status201Created,
        [typeof(LeadIsUnknown)])
    { Problems = [Problems.ErasureNotListed] };

    public static void Map(IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var ledger = services.GetRequiredService<WriteSide>();
        var erasures = services.GetRequiredService<Erasures>();
        routes
            .MapPost(
                "/leads/{leadId}/erasure",
                async http => await http.Response.Write(await Run(http, ledger, erasures)))
            .AllowRoles(Operators)
            .WithMetadata(new Operation(Text, typeof(EraseLeadRequest)) { Id = CommandName });
    }

    private static async Task<Answer> Run(HttpContext http, WriteSide ledger, Erasures erasures)
    {
        if (CommandRoute.EnvelopeOf(http, TargetKind.Lead, out var envelope) is { } problem)
            return problem;
        var reading = await JsonBody.Read<EraseLeadRequest>(http.Request, http.RequestAborted);
        if (reading.Value is not { } request)
            return reading.Problem!;
        if (envelope.Caller.RoleFor(Operators, envelope.ActAs) is not { } role)
            return Problems.RoleNotAllowed(Operators);
        var now = ledger.Clock.Now();
        var act = new Act(envelope.Caller.Subject, role, envelope.Caller.Subject, now, now);
        var call = new CommandCall<EraseLeadRequest>(CommandName, request, act, envelope, ledger);
        var leadId = envelope.Target.StreamId;
        var outcome = await erasures.Erase(leadId, request.Ground, call.ContextFor(leadId));
        if (outcome is not Outcome<Lead>.Accepted accepted)
            return Answer.From(outcome, refused => refused);
        var certificate = await erasures.Certify(leadId);
        return erasures.TryList(certificate)
            ? Answer.Created($"/v1/leads/{leadId:D}/erasure", certificate) with
            {
                Version = certificate.Event.Version,
                Position = certificate.Event.Position,
                IsRepeat = accepted.IsRepeat,
            }
            : Problems.ErasureNotListed;
    }
}

/// <summary><c>GET /v1/leads/{leadId}/erasure</c></summary>
internal static class ReadErasureEndpoint
{
    private static readonly OperationText Text = new(
        "Reads the certificate of an erasure",
        "Who erased the person behind the lead, when and on which ground, what was destroyed, what remains and why. "
        + "404 where the person isn't erased.",
        null,
        ErasureExample.Certificate,
        Refusals: [typeof(LeadIsUnknown)]);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapFreshQuery(
        "/leads/{leadId}/erasure", [Role.Operator, Role.Auditor], Handle, Text);

    private static async Task<Answer> Handle(QueryCall call)
    {
        if (call.Target(TargetKind.Lead, out var target) is { } malformed)
            return malformed;
        if (call.Query.Problem is { } unknown)
            return unknown;
        var slice = await call.Read.Store.ReadStream(target.StreamId, StreamBound.All, call.Cancellation);
        if (StreamKinds.Lead.Fold(slice) is not Lead.Existing)
            return Problem.Of(new LeadIsUnknown());
        return ErasureCertificate.Of(slice) is { } certificate
            ? Answer.Ok(certificate) with { Version = certificate.Event.Version }
            : Problems.NotFound("erasure: the person behind this lead isn't erased");
    }
}
