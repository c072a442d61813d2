using LeadLedger.Domain;
using Microsoft.AspNetCore.Authorization;

namespace LeadLedger.Server.Http;

/// <summary>
/// Which roles open a route: the one visible place, read by <see cref="RouteAccess"/>, documents and tests alike.
/// </summary>
public sealed record AllowedRoles(IReadOnlyList<Role> Roles);

/// <summary>Who may use which route. A route that says nothing is closed.</summary>
public static class RouteAccess
{
    public static TBuilder AllowRoles<TBuilder>(this TBuilder route, params Role[] roles)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new AllowedRoles(roles));

    /// <summary>Every role; membership may still close the object.</summary>
    public static TBuilder AllowEveryRole<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.AllowRoles([.. Roles.OfPeople]);

    /// <summary>
    /// Lets through whom the route is open to, and says to others as a problem why it stays closed. It stands in place
    /// of the framework's authorization, which asks for services and policies anew for each request.
    /// </summary>
    internal static Task Guard(HttpContext http, RequestDelegate next)
    {
        var metadata = http.GetEndpoint()?.Metadata;
        if (metadata?.GetMetadata<IAllowAnonymous>() is not null)
            return next(http);
        if (http.User.Identity is not { IsAuthenticated: true })
        {
            http.Response.Headers.WWWAuthenticate = "Bearer realm=\"leadledger\"";
            return http.Response.Write(Problems.NoToken);
        }
        var roles = metadata?.GetMetadata<AllowedRoles>()?.Roles ?? [];
        return Caller.Of(http.User)?.RoleFor(roles) is null
            ? http.Response.Write(Problems.RoleNotAllowed(roles))
            : next(http);
    }
}
