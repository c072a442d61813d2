using LeadLedger.Server.Running;
using LeadLedger.Tests.Fixtures;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LeadLedger.Tests.Running;

public sealed class DevelopmentTokensTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    private Settings Development => new() { IsDevelopment = true, DataFolder = _folder.Path };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_token_says_who_in_which_roles_and_for_how_long()
    {
        var token = new JsonWebToken(
            DevelopmentTokens.Make(Development, ["sales", "panel"], null, TimeSpan.FromHours(2), Noon));

        Assert.Equal("dev-sales", token.Subject);
        Assert.Equal(["sales", "panel"], token.GetPayloadValue<string[]>("roles"));
        Assert.Equal("leadledger-development", token.Issuer);
        Assert.Equal(["leadledger"], token.Audiences);
        Assert.Equal(Noon.AddHours(2).UtcDateTime, token.ValidTo);
    }

    [Fact]
    public void A_single_role_is_an_array_too()
    {
        var token = new JsonWebToken(
            DevelopmentTokens.Make(Development, ["sales"], "bob", TimeSpan.FromHours(2), Noon));

        Assert.Equal("bob", token.Subject);
        Assert.Equal(["sales"], token.GetPayloadValue<string[]>("roles"));
    }

    [Fact]
    public void A_role_that_doesnt_exist_is_refused_with_those_that_do()
    {
        var refused = Refused(Development, "boss");

        Assert.Contains("'boss'", refused, StringComparison.Ordinal);
        Assert.Contains(
            "marketing, sales, sales-manager, colleague, panel, auditor, operator, agreements, importer",
            refused,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Outside_Development_there_are_none() =>
        Assert.Contains(
            "Development alone",
            Refused(Development with { IsDevelopment = false }, "sales"),
            StringComparison.Ordinal);

    [Fact]
    public void Where_an_issuer_is_named_tokens_come_from_there_alone() =>
        Assert.Contains(
            "https://issuer.example",
            Refused(Development with { TokenIssuer = new Uri("https://issuer.example") }, "sales"),
            StringComparison.Ordinal);

    private static string Refused(Settings settings, string role) => Assert.Throws<SettingsException>(
        () => DevelopmentTokens.Make(settings, [role], null, TimeSpan.FromHours(1), Noon)).Message;
}
