using System.Security.Cryptography;
using System.Text;

namespace LeadLedger.Server.Ledger;

/// <summary>
/// A lead's own key for its personal data (domain.md, Erasure). Ciphertext is bound to the lead's stream, so that it
/// can't be moved to another lead; with the key gone nobody reads it again.
/// </summary>
public sealed class PersonalKey : IDisposable
{
    /// <summary>Opens every ciphertext; names the scheme, so that another can follow.</summary>
    public const string Prefix = "enc:v1:";

    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] key;
    private readonly AesGcm cipher;
    private readonly byte[] boundTo;

    private PersonalKey(Guid streamId, byte[] key)
    {
        this.key = key;
        cipher = new AesGcm(key, TagBytes);
        boundTo = streamId.ToByteArray(bigEndian: true);
    }

    /// <summary>A new key for a new stream.</summary>
    public static PersonalKey Create(Guid streamId) => new(streamId, RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary>The key as it is kept: encrypted under a master key and bound to its stream.</summary>
    public byte[] WrapUnder(ReadOnlySpan<byte> masterKey)
    {
        using var wrapping = new AesGcm(masterKey, TagBytes);
        return Seal(wrapping, key, boundTo);
    }

    /// <exception cref="CryptographicException">The master key is another one, or what was kept was altered.</exception>
    public static PersonalKey Unwrap(Guid streamId, ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> masterKey)
    {
        using var wrapping = new AesGcm(masterKey, TagBytes);
        return new PersonalKey(streamId, Open(wrapping, wrapped, streamId.ToByteArray(bigEndian: true)));
    }

    public string Encrypt(string text) =>
        Prefix + System.Buffers.Text.Base64Url.EncodeToString(Seal(cipher, Encoding.UTF8.GetBytes(text), boundTo));

    /// <exception cref="CryptographicException">It was encrypted under another key, or altered.</exception>
    public string Decrypt(string ciphertext)
    {
        if (!ciphertext.StartsWith(Prefix, StringComparison.Ordinal))
            throw new CryptographicException("This is no ciphertext of ours.");
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(ciphertext.AsSpan(Prefix.Length));
        return Encoding.UTF8.GetString(Open(cipher, bytes, boundTo));
    }

    public void Dispose()
    {
        cipher.Dispose();
        CryptographicOperations.ZeroMemory(key);
    }

    private static byte[] Seal(AesGcm cipher, ReadOnlySpan<byte> plain, byte[] boundTo)
    {
        var result = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = result.AsSpan(0, NonceBytes);
        Nonces.Fill(nonce);
        cipher.Encrypt(
            nonce, plain, result.AsSpan(NonceBytes, plain.Length), result.AsSpan(NonceBytes + plain.Length), boundTo);
        return result;
    }

    /// <summary>
    /// Random bytes, drawn many at a time: asking for each nonce alone costs as much as encrypting. None is used twice.
    /// </summary>
    private static class Nonces
    {
        private const int DrawnBytes = NonceBytes * 256;

        [ThreadStatic]
        private static byte[]? drawn;

        [ThreadStatic]
        private static int used;

        public static void Fill(Span<byte> nonce)
        {
            if (drawn is null || used + NonceBytes > drawn.Length)
            {
                drawn ??= new byte[DrawnBytes];
                RandomNumberGenerator.Fill(drawn);
                used = 0;
            }
            drawn.AsSpan(used, NonceBytes).CopyTo(nonce);
            used += NonceBytes;
        }
    }

    private static byte[] Open(AesGcm cipher, ReadOnlySpan<byte> sealedBytes, byte[] boundTo)
    {
        if (sealedBytes.Length < NonceBytes + TagBytes)
            throw new CryptographicException("This ciphertext is too short to be one.");
        var plain = new byte[sealedBytes.Length - NonceBytes - TagBytes];
        cipher.Decrypt(
            sealedBytes[..NonceBytes],
            sealedBytes.Slice(NonceBytes, plain.Length),
            sealedBytes[(NonceBytes + plain.Length)..],
            plain,
            boundTo);
        return plain;
    }
}
