using System.Security.Claims;
using LeadLedger.Server.Ledger;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeadLedger.Server.Running;

/// <summary>
/// Tokens for trying things out, signed with a key of the data folder: they stand in for an OIDC issuer in Development
/// and exist nowhere else.
/// </summary>
public static class DevelopmentTokens
{
    /// <summary>The issuer that they name.</summary>
    public const string Issuer = "leadledger-development";

    /// <summary>The claim with the roles, an array.</summary>
    public const string RolesClaim = "roles";

    /// <summary>A signed token.</summary>
    /// <param name="settings">Say whether such tokens exist here, and for which audience.</param>
    /// <param name="roles">At least one role's code.</param>
    /// <param name="subject">Who the bearer is; <c>dev-</c> and the first role if null.</param>
    /// <param name="lifetime">How long it is good from <paramref name="now"/> on.</param>
    /// <exception cref="SettingsException">There are no such tokens here, or no such role.</exception>
    public static string Make(
        Settings settings,
        IReadOnlyList<string> roles,
        string? subject,
        TimeSpan lifetime,
        DateTimeOffset now)
    {
        RefuseOutsideDevelopment(settings);
        if (roles.FirstOrDefault(role => !RoleCodes.TryParse(role, out _)) is { } unknown)
        {
            throw new SettingsException(
                $"There is no role '{unknown}'. The roles are {string.Join(", ", RoleCodes.All)}.");
        }

        var token = new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = settings.TokenAudience,
            Subject = new ClaimsIdentity([new Claim(JwtRegisteredClaimNames.Sub, subject ?? $"dev-{roles[0]}")]),
            Claims = new Dictionary<string, object> { [RolesClaim] = roles.Distinct().ToArray() },
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = now.Add(lifetime).UtcDateTime,
            SigningCredentials = new SigningCredentials(Key(Secrets.For(settings)), SecurityAlgorithms.HmacSha256),
        };
        return new JsonWebTokenHandler().CreateToken(token);
    }

    /// <summary>The key that signs them.</summary>
    /// <exception cref="SettingsException">The secrets file has none.</exception>
    internal static SymmetricSecurityKey Key(Secrets secrets) => new(secrets.DevelopmentTokenKey
        ?? throw new SettingsException(
            "The secrets file has no 'developmentTokenKey'. "
            + "For Development, make one with: leadledger keygen --development"));

    private static void RefuseOutsideDevelopment(Settings settings)
    {
        if (!settings.IsDevelopment)
            throw new SettingsException("Development tokens exist in Development alone: ask your OIDC issuer for one.");
        if (settings.TokenIssuer is { } issuer)
        {
            throw new SettingsException(
                $"{Setting.TokenIssuer} is set: tokens come from {issuer}, and only from there.");
        }
    }
}
