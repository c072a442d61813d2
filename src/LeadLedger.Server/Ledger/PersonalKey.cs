using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

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

    /// <summary>By how much a ciphertext is longer than its plain text.</summary>
    private const int SealBytes = NonceBytes + TagBytes;

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
    public static PersonalKey Create(Guid streamId)
    {
        var key = new byte[KeyBytes];
        RandomBytes.Fill(key);
        return new PersonalKey(streamId, key);
    }

    /// <summary>The key as it is kept: encrypted under a master key and bound to its stream.</summary>
    /// <param name="masterKey">The same array each time: it is told from others by reference.</param>
    public byte[] WrapUnder(byte[] masterKey)
    {
        var wrapped = new byte[KeyBytes + SealBytes];
        Seal(Wrapping.Under(masterKey), key, boundTo, wrapped);
        return wrapped;
    }

    /// <inheritdoc cref="WrapUnder"/>
    /// <exception cref="CryptographicException">The master key is another one, or what was kept was altered.</exception>
    public static PersonalKey Unwrap(Guid streamId, ReadOnlySpan<byte> wrapped, byte[] masterKey) =>
        new(streamId, Open(Wrapping.Under(masterKey), wrapped, streamId.ToByteArray(bigEndian: true)));

    public string Encrypt(string text)
    {
        using var ciphertext = new Ciphertext(this, text);
        return Encoding.ASCII.GetString(ciphertext.Utf8);
    }

    /// <summary>Writes the ciphertext as a JSON string.</summary>
    public void Encrypt(string text, Utf8JsonWriter writer)
    {
        using var ciphertext = new Ciphertext(this, text);
        writer.WriteStringValue(ciphertext.Utf8);
    }

    /// <exception cref="CryptographicException">It was encrypted under another key, or altered.</exception>
    public string Decrypt(string ciphertext)
    {
        if (!ciphertext.StartsWith(Prefix, StringComparison.Ordinal))
            throw new CryptographicException("This is no ciphertext of ours.");
        var bytes = Base64Url.DecodeFromChars(ciphertext.AsSpan(Prefix.Length));
        return Encoding.UTF8.GetString(Open(cipher, bytes, boundTo));
    }

    public void Dispose()
    {
        cipher.Dispose();
        CryptographicOperations.ZeroMemory(key);
    }

    private static void Seal(AesGcm cipher, ReadOnlySpan<byte> plain, byte[] boundTo, Span<byte> result)
    {
        var nonce = result[..NonceBytes];
        RandomBytes.Fill(nonce);
        cipher.Encrypt(
            nonce, plain, result.Slice(NonceBytes, plain.Length), result[(NonceBytes + plain.Length)..], boundTo);
    }

    /// <summary>A text's ciphertext as it is stored, in a buffer that is cleared and given back.</summary>
    private readonly ref struct Ciphertext
    {
        private static readonly byte[] Opening = Encoding.ASCII.GetBytes(Prefix);

        private readonly byte[] buffer;

        public Ciphertext(PersonalKey key, string text)
        {
            var plainBytes = Encoding.UTF8.GetByteCount(text);
            var sealedBytes = plainBytes + SealBytes;
            var length = Opening.Length + Base64Url.GetEncodedLength(sealedBytes);
            buffer = ArrayPool<byte>.Shared.Rent(length + sealedBytes + plainBytes);
            var rest = buffer.AsSpan(length);
            var plain = rest.Slice(sealedBytes, plainBytes);
            Encoding.UTF8.GetBytes(text, plain);
            Seal(key.cipher, plain, key.boundTo, rest[..sealedBytes]);
            Opening.CopyTo(buffer, 0);
            Base64Url.EncodeToUtf8(rest[..sealedBytes], buffer.AsSpan(Opening.Length));
            Utf8 = buffer.AsSpan(0, length);
        }

        public ReadOnlySpan<byte> Utf8 { get; }

        public void Dispose() => ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
    }

    /// <summary>
    /// Making a cipher costs as much as a short text's encryption, and every new lead needs the master key's, so each
    /// thread keeps the one that it last used.
    /// </summary>
    private static class Wrapping
    {
        [ThreadStatic]
        private static byte[]? keyInUse;

        [ThreadStatic]
        private static AesGcm? cipher;

        public static AesGcm Under(byte[] masterKey)
        {
            if (cipher is null || keyInUse != masterKey)
            {
                cipher?.Dispose();
                cipher = new AesGcm(masterKey, TagBytes);
                keyInUse = masterKey;
            }
            return cipher;
        }
    }

    private static byte[] Open(AesGcm cipher, ReadOnlySpan<byte> sealedBytes, byte[] boundTo)
    {
        if (sealedBytes.Length < SealBytes)
            throw new CryptographicException("This ciphertext is too short to be one.");
        var plain = new byte[sealedBytes.Length - SealBytes];
        cipher.Decrypt(
            sealedBytes[..NonceBytes],
            sealedBytes.Slice(NonceBytes, plain.Length),
            sealedBytes[(NonceBytes + plain.Length)..],
            plain,
            boundTo);
        return plain;
    }
}
