using System.Security.Claims;
using System.Security.Principal;
using LeadLedger.Domain;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Http;

/// <summary>Who asks, by the token and nothing else.</summary>
/// <param name="Subject">The token's <c>sub</c>: an opaque id, no name.</param>
/// <param name="Roles">Those of the token that are known here.</param>
public sealed record Caller(string Subject, IReadOnlyList<Role> Roles)
{
    public const int MaxSubjectLength = 200;

    /// <summary>Null: the token names nobody.</summary>
    public static Caller? Of(ClaimsPrincipal user) => user is CallerPrincipal known ? known.Caller : Read(user);

    internal static Caller? Read(ClaimsPrincipal user)
    {
        string? subject = null;
        var roles = new List<Role>(2);
        foreach (var claim in user.Claims)
        {
            if (claim.Type == "sub")
                subject = claim.Value;
            else if (claim.Type is "role" or "roles" && RoleCodes.TryParse(claim.Value, out var role))
                roles.Add(role);
        }
        return subject is { Length: > 0 and <= MaxSubjectLength } ? new Caller(subject, roles) : null;
    }

    public bool Is(Role role) => Roles.Contains(role);

    public bool IsAny(params ReadOnlySpan<Role> roles)
    {
        foreach (var role in roles)
        {
            if (Roles.Contains(role))
                return true;
        }
        return false;
    }

    /// <summary>
    /// In which role a route is used by someone who has several: the one they ask for, else the first that the route
    /// names. Null: none of theirs opens it.
    /// </summary>
    public Role? RoleFor(IReadOnlyList<Role> allowed, Role? wanted = null)
    {
        foreach (var role in allowed)
        {
            if ((wanted is null || wanted == role) && Roles.Contains(role))
                return role;
        }
        return null;
    }
}

/// <summary>Whoever a token is about, taken apart once for all requests that come with it.</summary>
internal sealed class CallerPrincipal : ClaimsPrincipal
{
    public CallerPrincipal(IIdentity? identity)
        : base(identity ?? new ClaimsIdentity()) => Caller = Caller.Read(this);

    /// <summary>Null: the token names nobody.</summary>
    public Caller? Caller { get; }
}
