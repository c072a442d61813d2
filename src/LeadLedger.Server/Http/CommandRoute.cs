using LeadLedger.Domain;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Http;

/// <summary>Puts commands on routes.</summary>
public static class CommandRoute
{
    /// <summary>
    /// A POST, unless said otherwise, that runs the command. It is a bare request delegate: everything that a request
    /// needs is read in plain
    /// sight here, and nothing is bound by reflection.
    /// </summary>
    public static IEndpointConventionBuilder MapCommand<TRequest, TState, TEvent>(
        this IEndpointRouteBuilder routes,
        string pattern,
        Command<TRequest, TState, TEvent> command,
        OperationText text,
        string method = "POST")
        where TRequest : class
        where TEvent : class
    {
        var ledger = routes.ServiceProvider.GetRequiredService<WriteSide>();
        return routes
            .MapMethods(pattern, [method], async http =>
            {
                var answer = await Run(http, command, ledger);
                await http.Response.Write(answer);
            })
            .AllowRoles([.. command.Roles])
            .WithMetadata(new Operation(text, command.RequestType, command.RequiresIfMatch) { Id = command.Name });
    }

    private static async ValueTask<Answer> Run<TRequest, TState, TEvent>(
        HttpContext http, Command<TRequest, TState, TEvent> command, WriteSide ledger)
        where TRequest : class
        where TEvent : class
    {
        if (EnvelopeOf(http, command.Target, out var envelope) is { } problem)
            return problem;
        if (command.RequiresIfMatch && envelope.IfMatch is null)
            return Problems.IfMatchIsRequired;
        var reading = await JsonBody.Read<TRequest>(http.Request, http.RequestAborted);
        if (reading.Value is not { } request)
            return reading.Problem!;
        var check = command.Check(request, envelope, ledger);
        if (check.Value is not { } prepared)
            return check.Problem!;
        // What was sent in full is decided and answered in full, even if the caller has gone.
        var question = prepared.Question;
        return prepared.Answer(await ledger.Decider.Decide(
            command.Kind, prepared.StreamId, question.Context, question.Judge, question.StartsStream));
    }

    /// <summary>Who, about what and under which conditions, from the token, the path and the headers.</summary>
    internal static Problem? EnvelopeOf(HttpContext http, TargetKind targetKind, out CommandEnvelope envelope)
    {
        envelope = null!;
        if (Caller.Of(http.User) is not { } caller)
            return Problems.NoToken;
        var headers = http.Request.Headers;
        string? causation = null;
        string? correlation = null;
        Role? actAs = null;
        long? ifMatch = null;
        var problem = RequestHeaders.IdempotencyKey(headers, out var key)
            ?? RequestHeaders.IfMatch(headers, out ifMatch)
            ?? RequestHeaders.ActAs(headers, out actAs)
            ?? RequestHeaders.Opaque(headers, RequestHeaders.CorrelationName, out correlation)
            ?? RequestHeaders.Opaque(headers, RequestHeaders.CausationName, out causation);
        if (problem is not null)
            return problem;
        var values = http.Request.RouteValues;
        problem = CommandTarget.TryRead(targetKind, name => values[name] as string, out var target);
        envelope = new CommandEnvelope(
            caller, actAs, target, key, ifMatch, correlation ?? AnswerWriting.TraceOf(http), causation);
        return problem;
    }
}
