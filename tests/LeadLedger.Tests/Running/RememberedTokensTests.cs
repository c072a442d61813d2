using LeadLedger.Server.Running;
using LeadLedger.Tests.Fixtures;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeadLedger.Tests.Running;

public sealed class RememberedTokensTests
{
    private const int Capacity = 10;

    private readonly MovableClock _clock = new();
    private readonly Counting _validator = new();
    private readonly SymmetricSecurityKey _key = new(new byte[32]);
    private readonly RememberedTokens _remembered;
    private readonly TokenValidationParameters _rules;

    public RememberedTokensTests()
    {
        _remembered = new RememberedTokens(_validator, _clock, Capacity);
        _rules = new TokenValidationParameters
        {
            IssuerSigningKey = _key,
            ValidateIssuer = false,
            ValidateAudience = false,
            LifetimeValidator = (_, until, _, _) => _clock.GetUtcNow().UtcDateTime < until,
        };
    }

    [Fact]
    public async Task A_valid_token_is_checked_once()
    {
        var token = Token(TimeSpan.FromHours(1));

        Assert.True(await IsValid(token));
        Assert.True(await IsValid(token));
        Assert.Equal(1, _validator.Checks);
    }

    [Fact]
    public async Task An_expired_token_is_refused_though_it_was_remembered()
    {
        var token = Token(TimeSpan.FromMinutes(1));
        Assert.True(await IsValid(token));

        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.False(await IsValid(token));
    }

    [Fact]
    public async Task No_memory_outlives_a_withdrawn_key_for_long()
    {
        var token = Token(TimeSpan.FromHours(1));
        Assert.True(await IsValid(token));
        _rules.IssuerSigningKey = new SymmetricSecurityKey(Enumerable.Repeat((byte)1, 32).ToArray());

        _clock.Advance(RememberedTokens.LongestMemory);

        Assert.False(await IsValid(token));
    }

    [Fact]
    public async Task A_refused_token_is_checked_each_time()
    {
        var token = Token(TimeSpan.FromHours(1)) + "x";

        Assert.False(await IsValid(token));
        Assert.False(await IsValid(token));
        Assert.Equal(2, _validator.Checks);
    }

    [Fact]
    public async Task However_many_there_are_memory_stays_bounded()
    {
        for (var i = 0; i < 3 * Capacity; i++)
        {
            await IsValid(Token(TimeSpan.FromHours(1), $"subject {i}"));
            Assert.InRange(_remembered.Count, 1, Capacity);
        }
    }

    private async Task<bool> IsValid(string token) => (await _remembered.ValidateTokenAsync(token, _rules)).IsValid;

    private string Token(TimeSpan lifetime, string subject = "bob") => new JsonWebTokenHandler().CreateToken(
        new SecurityTokenDescriptor
        {
            Claims = new Dictionary<string, object> { ["sub"] = subject },
            NotBefore = _clock.GetUtcNow().UtcDateTime,
            IssuedAt = _clock.GetUtcNow().UtcDateTime,
            Expires = _clock.GetUtcNow().Add(lifetime).UtcDateTime,
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.HmacSha256),
        });

    private sealed class Counting : TokenHandler
    {
        private readonly JsonWebTokenHandler _handler = new();

        public int Checks { get; private set; }

        public override Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters rules)
        {
            Checks++;
            return _handler.ValidateTokenAsync(token, rules);
        }
    }
}
