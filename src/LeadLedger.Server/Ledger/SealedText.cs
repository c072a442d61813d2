using System.Security.Cryptography;
using Sodium;

namespace LeadLedger.Server.Ledger;

/// <summary>
/// AES-256-GCM: a nonce drawn for each text, what is encrypted, and a tag that binds it to what it is about. By
/// libsodium where the processor has instructions for it, because .NET's own takes nine times as much for a short text
/// (ADR-0028); the same bytes come of either.
/// </summary>
internal static class SealedText
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public static bool IsByLibsodium { get; } = HasLibsodium();

    /// <summary>The nonce, the ciphertext and the tag.</summary>
    public static byte[] Of(byte[] plain, byte[] key, byte[] boundTo)
    {
        var nonce = new byte[NonceBytes];
        RandomBytes.Fill(nonce);
        var ciphertext = IsByLibsodium
            ? SecretAeadAes.Encrypt(plain, nonce, key, boundTo)
            : BuiltIn.Encrypt(plain, nonce, key, boundTo);
        return [.. nonce, .. ciphertext];
    }

    /// <exception cref="CryptographicException">It is of another key, bound to something else, or altered.</exception>
    public static byte[] Open(ReadOnlySpan<byte> sealedText, byte[] key, byte[] boundTo)
    {
        if (sealedText.Length < NonceBytes + TagBytes)
            throw new CryptographicException("This ciphertext is too short to be one.");
        var nonce = sealedText[..NonceBytes].ToArray();
        var ciphertext = sealedText[NonceBytes..].ToArray();
        return IsByLibsodium
            ? SecretAeadAes.Decrypt(ciphertext, nonce, key, boundTo)
            : BuiltIn.Decrypt(ciphertext, nonce, key, boundTo);
    }

    private static bool HasLibsodium()
    {
        try
        {
            return SecretAeadAes.IsAvailable;
        }
        catch (PlatformNotSupportedException)
        {
            // It isn't made for every platform that .NET is.
            return false;
        }
    }

    /// <summary>.NET's own, for every other machine.</summary>
    internal static class BuiltIn
    {
        public static byte[] Encrypt(byte[] plain, byte[] nonce, byte[] key, byte[] boundTo)
        {
            using var cipher = new AesGcm(key, TagBytes);
            var ciphertext = new byte[plain.Length + TagBytes];
            cipher.Encrypt(
                nonce, plain, ciphertext.AsSpan(0, plain.Length), ciphertext.AsSpan(plain.Length), boundTo);
            return ciphertext;
        }

        public static byte[] Decrypt(byte[] ciphertext, byte[] nonce, byte[] key, byte[] boundTo)
        {
            using var cipher = new AesGcm(key, TagBytes);
            var plain = new byte[ciphertext.Length - TagBytes];
            cipher.Decrypt(nonce, ciphertext.AsSpan(0, plain.Length), ciphertext.AsSpan(plain.Length), plain, boundTo);
            return plain;
        }
    }
}
