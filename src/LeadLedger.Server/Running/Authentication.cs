using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeadLedger.Server.Running;

/// <summary>Who somebody is, by the word of one issuer of tokens. What they may do is said at each route.</summary>
internal static class Authentication
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    public static void AddLeadLedgerAuthentication(this IServiceCollection services, Settings settings, Secrets secrets)
    {
        // Here and not below: that is done at the first request, which is too late to refuse to start.
        if (settings is { IsDevelopment: false, TokenIssuer: null })
        {
            throw new SettingsException(
                $"{Setting.TokenIssuer} has to name the OIDC issuer: development tokens exist in Development alone.");
        }

        // Piece by piece: AddAuthentication would bring data protection along, which keeps keys in somebody's home
        // folder for cookies that we don't have.
        services.AddAuthenticationCore(options => options.DefaultScheme = JwtBearerDefaults.AuthenticationScheme);
        services.AddWebEncoders();
        services.AddSingleton<IPostConfigureOptions<JwtBearerOptions>, JwtBearerPostConfigureOptions>();
        new AuthenticationBuilder(services).AddScheme<JwtBearerOptions, JwtBearerHandler>(
            JwtBearerDefaults.AuthenticationScheme, options => Configure(options, settings, secrets));
        services.AddSingleton(given => new RememberedTokens(
            new JsonWebTokenHandler { MapInboundClaims = false }, given.GetRequiredService<TimeProvider>()));
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<RememberedTokens, TimeProvider>(RememberValidated);
    }

    private static void Configure(JwtBearerOptions options, Settings settings, Secrets secrets)
    {
        // Claims keep the names that the token gives them.
        options.MapInboundClaims = false;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAudience = settings.TokenAudience,
            NameClaimType = JwtRegisteredClaimNames.Sub,
            RoleClaimType = DevelopmentTokens.RolesClaim,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ClockSkew = ClockSkew,
        };
        if (settings.TokenIssuer is { } issuer)
        {
            options.Authority = issuer.ToString();
            options.RequireHttpsMetadata = !settings.IsDevelopment;
            return;
        }

        options.TokenValidationParameters.ValidIssuer = DevelopmentTokens.Issuer;
        options.TokenValidationParameters.IssuerSigningKey = DevelopmentTokens.Key(secrets);
        options.TokenValidationParameters.ValidAlgorithms = [SecurityAlgorithms.HmacSha256];
    }

    private static void RememberValidated(JwtBearerOptions options, RememberedTokens tokens, TimeProvider clock)
    {
        options.TokenHandlers.Clear();
        options.TokenHandlers.Add(tokens);
        options.TokenValidationParameters.LifetimeValidator = (from, until, _, parameters) =>
            IsCurrent(clock.GetUtcNow().UtcDateTime, from, until, parameters.ClockSkew);
    }

    /// <summary>By our clock, not the library's, so that there is one clock in the program.</summary>
    private static bool IsCurrent(DateTime now, DateTime? from, DateTime? until, TimeSpan skew) =>
        until is not null && now < until + skew && (from is null || now >= from - skew);
}
