using LeadLedger.Domain;
using LeadLedger.EventStore;
using LeadLedger.Server.Audit;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.ReadModels;
using LeadLedger.Server.Running.Database;
using Npgsql;

namespace LeadLedger.Server.Http;

/// <summary>What a query needs: the streams for what has to be fresh, the read models for everything else.</summary>
/// <param name="Store">Streams and the feed.</param>
/// <param name="Secrets">Keys of people's data.</param>
/// <param name="Database">The views of <c>bi_v1</c>.</param>
/// <param name="Projected">How far those have come.</param>
/// <param name="Reads">Where it is put down who reads about persons.</param>
public sealed record ReadSide(
    IEventStore Store,
    LedgerSecrets Secrets,
    [FromKeyedServices(Pools.Queries)] NpgsqlDataSource Database,
    ReadModelPosition Projected,
    AgreementCache Agreements,
    PanelCache Panels,
    Cursors Cursors,
    TimeProvider Clock,
    ReadRecord Reads);

/// <summary>A query on its way: who asks, for what.</summary>
/// <param name="Position">Up to where the read models are known to have come; null where none were asked.</param>
public sealed record QueryCall(
    HttpContext Http,
    Caller Caller,
    QueryParameters Query,
    ReadSide Read,
    long? Position = null)
{
    public CancellationToken Cancellation => Http.RequestAborted;

    /// <summary>What the path says.</summary>
    public string? Path(string name) => Http.Request.RouteValues[name] as string;

    /// <summary>What the path is about.</summary>
    public Problem? Target(TargetKind kind, out CommandTarget target) => CommandTarget.TryRead(kind, Path, out target);
}

/// <summary>Puts queries on routes.</summary>
public static class QueryRoute
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>A query that is answered from the read models, once they have come as far as the caller asks.</summary>
    public static IEndpointConventionBuilder MapQuery(
        this IEndpointRouteBuilder routes,
        string pattern,
        Role[] roles,
        Func<QueryCall, Task<Answer>> answer,
        OperationText text,
        params IReadOnlyList<QueryParameter> parameters) =>
        Map(routes, pattern, roles, new(text) { Query = parameters, ReadsModels = true }, async call =>
        {
            if (RequestHeaders.MinPosition(call.Http.Request.Headers, out var position) is { } problem)
                return problem;
            // Taken before the query: what it reads has come at least so far.
            return await call.Read.Projected.WaitFor(position, Patience, call.Cancellation)
                ? await answer(call with { Position = call.Read.Projected.Position })
                : Problems.ProjectionIsBehind;
        });

    /// <summary>A query that is answered from the ledger itself, always fresh.</summary>
    public static IEndpointConventionBuilder MapFreshQuery(
        this IEndpointRouteBuilder routes,
        string pattern,
        Role[] roles,
        Func<QueryCall, Task<Answer>> answer,
        OperationText text,
        params IReadOnlyList<QueryParameter> parameters) =>
        Map(routes, pattern, roles, new(text) { Query = parameters }, answer);

    /// <summary>A query that is answered from its parameters alone; every role may ask it.</summary>
    public static IEndpointConventionBuilder MapCalculation(
        this IEndpointRouteBuilder routes,
        string pattern,
        Func<QueryParameters, Answer> answer,
        OperationText text,
        params IReadOnlyList<QueryParameter> parameters) =>
        Map(
            routes,
            pattern,
            [.. Roles.OfPeople],
            new(text) { Query = parameters, IsCalculation = true },
            call => Task.FromResult(answer(call.Query)));

    private static IEndpointConventionBuilder Map(
        IEndpointRouteBuilder routes,
        string pattern,
        Role[] roles,
        Operation operation,
        Func<QueryCall, Task<Answer>> answer)
    {
        var read = routes.ServiceProvider.GetRequiredService<ReadSide>();
        return routes
            .MapGet(pattern, async http =>
            {
                if (Caller.Of(http.User) is not { } caller)
                {
                    await http.Response.Write(Problems.NoToken);
                    return;
                }
                var given = await answer(new QueryCall(http, caller, new QueryParameters(http.Request.Query), read));
                if (given != Answer.Written)
                    await http.Response.Write(given);
            })
            .AllowRoles(roles)
            .WithMetadata(operation);
    }
}
