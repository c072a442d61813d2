using System.Security.Cryptography;

namespace LeadLedger.Server.Ledger;

/// <summary>
/// HMAC-SHA-256. Setting one up costs several times what running it over a request does, so each thread keeps one that
/// is set up for the key it last used.
/// </summary>
internal static class KeyedDigest
{
    public const int Bytes = HMACSHA256.HashSizeInBytes;

    [ThreadStatic]
    private static byte[]? keyInUse;

    [ThreadStatic]
    private static IncrementalHash? digest;

    /// <param name="key">The same array each time: it is told from others by reference.</param>
    /// <param name="text">What is digested.</param>
    /// <param name="result">Takes <see cref="Bytes"/>.</param>
    public static void Of(byte[] key, ReadOnlySpan<byte> text, Span<byte> result)
    {
        if (digest is null || keyInUse != key)
        {
            digest?.Dispose();
            digest = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
            keyInUse = key;
        }
        digest.AppendData(text);
        digest.GetHashAndReset(result);
    }
}
