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

    private static readonly byte[] Opening = Encoding.ASCII.GetBytes(Prefix);

    private readonly byte[] key;
    private readonly byte[] boundTo;
    private bool isWiped;

    private PersonalKey(byte[] key, byte[] boundTo) => (this.key, this.boundTo) = (key, boundTo);

    // What is wiped is still a key: everybody's.
    private byte[] Key => isWiped ? throw new ObjectDisposedException(nameof(PersonalKey)) : key;

    /// <summary>A new key for a new stream.</summary>
    public static PersonalKey Create(Guid streamId)
    {
        var key = new byte[KeyBytes];
        RandomBytes.Fill(key);
        return new PersonalKey(key, BindingTo(streamId));
    }

    /// <summary>The key as it is kept: encrypted under a master key and bound to its stream.</summary>
    public byte[] WrapUnder(byte[] masterKey) => SealedText.Of(Key, masterKey, boundTo);

    /// <summary>A key as it was kept.</summary>
    /// <exception cref="CryptographicException">The master key is another one, or what was kept was altered.</exception>
    public static PersonalKey Unwrap(Guid streamId, ReadOnlySpan<byte> wrapped, byte[] masterKey)
    {
        var boundTo = BindingTo(streamId);
        return new PersonalKey(SealedText.Open(wrapped, masterKey, boundTo), boundTo);
    }

    public string Encrypt(string text) => Prefix + Base64Url.EncodeToString(Seal(text));

    /// <summary>Writes the ciphertext as a JSON string.</summary>
    public void Encrypt(string text, Utf8JsonWriter writer)
    {
        var sealedText = Seal(text);
        var length = Opening.Length + Base64Url.GetEncodedLength(sealedText.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        Opening.CopyTo(buffer, 0);
        Base64Url.EncodeToUtf8(sealedText, buffer.AsSpan(Opening.Length));
        writer.WriteStringValue(buffer.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <exception cref="CryptographicException">It was encrypted under another key, or altered.</exception>
    public string Decrypt(string ciphertext)
    {
        if (!ciphertext.StartsWith(Prefix, StringComparison.Ordinal))
            throw new CryptographicException("This is no ciphertext of ours.");
        var bytes = Base64Url.DecodeFromChars(ciphertext.AsSpan(Prefix.Length));
        return Encoding.UTF8.GetString(SealedText.Open(bytes, Key, boundTo));
    }

    public void Dispose()
    {
        isWiped = true;
        CryptographicOperations.ZeroMemory(key);
    }

    private static byte[] BindingTo(Guid streamId) => streamId.ToByteArray(bigEndian: true);

    private byte[] Seal(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var sealedText = SealedText.Of(plain, Key, boundTo);
        CryptographicOperations.ZeroMemory(plain);
        return sealedText;
    }
}
