using LeadLedger.Domain;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace LeadLedger.Server.Http;

/// <summary>
/// Which roles open a route: the one visible place, read by authorization, documents and tests alike.
/// </summary>
public sealed record AllowedRoles(IReadOnlyList<Role> Roles) : IAuthorizationRequirement;

/// <summary>Who may use which route. A route that says nothing is closed.</summary>
public static class RouteAccess
{
    public static TBuilder AllowRoles<TBuilder>(this TBuilder route, params Role[] roles)
        where TBuilder : IEndpointConventionBuilder
    {
        var allowed = new AllowedRoles(roles);
        var policy = new AuthorizationPolicyBuilder()
            .RequireAuthenticatedUser()
            .AddRequirements(allowed)
            .Build();
        route.RequireAuthorization(policy);
        return route.WithMetadata(allowed);
    }

    /// <summary>Every role; membership may still close the object.</summary>
    public static TBuilder AllowEveryRole<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.AllowRoles([.. Roles.OfPeople]);

    internal static IServiceCollection AddRouteAccess(this IServiceCollection services)
    {
        services.AddSingleton<IAuthorizationHandler, RoleGate>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessAnswers>();
        services.AddAuthorizationBuilder().SetFallbackPolicy(
            new AuthorizationPolicyBuilder()
                .RequireAuthenticatedUser()
                .AddRequirements(new AllowedRoles([]))
                .Build());
        return services;
    }

    private sealed class RoleGate : AuthorizationHandler<AllowedRoles>
    {
        protected override Task HandleRequirementAsync(
            AuthorizationHandlerContext context, AllowedRoles requirement)
        {
            if (Caller.Of(context.User)?.RoleFor(requirement.Roles) is not null)
                context.Succeed(requirement);
            return Task.CompletedTask;
        }
    }

    /// <summary>Says as a problem why a route stays closed.</summary>
    private sealed class AccessAnswers : IAuthorizationMiddlewareResultHandler
    {
        public async Task HandleAsync(
            RequestDelegate next,
            HttpContext context,
            AuthorizationPolicy policy,
            PolicyAuthorizationResult authorizeResult)
        {
            if (authorizeResult.Succeeded)
            {
                await next(context);
                return;
            }
            if (authorizeResult.Challenged)
            {
                context.Response.Headers.WWWAuthenticate = "Bearer realm=\"leadledger\"";
                await context.Response.Write(Problems.NoToken);
                return;
            }
            var roles = policy.Requirements.OfType<AllowedRoles>().FirstOrDefault()?.Roles ?? [];
            await context.Response.Write(Problems.RoleNotAllowed(roles));
        }
    }
}
