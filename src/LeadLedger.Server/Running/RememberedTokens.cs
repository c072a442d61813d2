using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using LeadLedger.Server.Http;
using Microsoft.IdentityModel.Tokens;

namespace LeadLedger.Server.Running;

/// <summary>
/// Remembers which tokens were found valid, because checking a signature costs more than many a request. A token is
/// remembered by its hash, until it expires and never longer than <see cref="LongestMemory"/>, so that an issuer's
/// withdrawn key is soon without effect. Tokens that are refused are checked each time.
/// </summary>
/// <param name="validator">Checks a token.</param>
/// <param name="clock">Says when one has expired.</param>
/// <param name="capacity">How many are remembered at most.</param>
internal sealed class RememberedTokens(TokenHandler validator, TimeProvider clock, int capacity = 10_000) : TokenHandler
{
    internal static readonly TimeSpan LongestMemory = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Key, Remembered> _valid = new();

    /// <summary>How many are remembered now.</summary>
    internal int Count => _valid.Count;

    public override async Task<TokenValidationResult> ValidateTokenAsync(
        string token, TokenValidationParameters validationParameters)
    {
        var now = clock.GetUtcNow();
        var key = Key.Of(token);
        if (_valid.TryGetValue(key, out var known) && now < known.Until)
            return known.Result;

        var result = await validator.ValidateTokenAsync(token, validationParameters);
        if (result.IsValid)
            Remember(key, result, now);
        return result;
    }

    /// <summary>Whom a token stands for, and for how long that needn't be checked again; null: it has to be now.</summary>
    internal KnownCaller? Find(string token) =>
        _valid.TryGetValue(Key.Of(token), out var known) && clock.GetUtcNow() < known.Until ? known.Caller : null;

    public override Task<TokenValidationResult> ValidateTokenAsync(
        SecurityToken token, TokenValidationParameters validationParameters) =>
        validator.ValidateTokenAsync(token, validationParameters);

    public override SecurityToken ReadToken(string token) => validator.ReadToken(token);

    private void Remember(Key key, TokenValidationResult result, DateTimeOffset now)
    {
        // Whoever sends ever new tokens must not fill the memory; starting afresh costs each bearer one check.
        if (_valid.Count >= capacity)
            _valid.Clear();

        var expires = new DateTimeOffset(result.SecurityToken.ValidTo, TimeSpan.Zero);
        var longest = now + LongestMemory;
        var until = expires < longest ? expires : longest;
        _valid[key] = new Remembered(result, until, new KnownCaller(new CallerPrincipal(result.ClaimsIdentity), until));
    }

    private sealed record Remembered(TokenValidationResult Result, DateTimeOffset Until, KnownCaller Caller);

    /// <summary>A token's SHA-256: the tokens themselves aren't kept.</summary>
    private readonly record struct Key(UInt128 High, UInt128 Low)
    {
        public static Key Of(string token)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(Encoding.UTF8.GetBytes(token), hash);
            return new Key(
                System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash),
                System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash[16..]));
        }
    }
}

/// <summary>Whom a valid token stands for, until when that holds unchecked.</summary>
internal sealed record KnownCaller(CallerPrincipal User, DateTimeOffset Until);
