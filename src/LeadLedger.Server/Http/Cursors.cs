using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Http;

/// <summary>
/// Opaque page marks: where a list goes on, bound by a keyed digest to the list and the filters they came from, so that
/// one that was tampered with, or taken to another list, is refused and not misread.
/// </summary>
public sealed class Cursors(LedgerSecrets secrets)
{
    /// <summary>
    /// Changes when what cursors hold changes meaning: older ones are refused, and the caller starts anew.
    /// </summary>
    private const byte Version = 1;
    private const int DigestBytes = 16;

    /// <param name="list">The list and its filters, in any unambiguous writing.</param>
    /// <param name="keys">What the next page comes after, by the list's order.</param>
    public string Make(string list, params IReadOnlyList<string> keys)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(keys);
        byte[] cursor = [Version, .. Digest(list, payload), .. payload];
        return Base64Url.EncodeToString(cursor);
    }

    /// <summary>The keys that a cursor of this list holds; null if it isn't one.</summary>
    public IReadOnlyList<string>? Read(string list, string cursor)
    {
        if (cursor.Length > 2000 || !Base64Url.IsValid(cursor))
            return null;
        var bytes = Base64Url.DecodeFromChars(cursor);
        if (bytes.Length <= DigestBytes + 1 || bytes[0] != Version)
            return null;
        var payload = bytes.AsSpan(DigestBytes + 1);
        return CryptographicOperations.FixedTimeEquals(Digest(list, payload), bytes.AsSpan(1, DigestBytes))
            ? JsonSerializer.Deserialize<string[]>(payload)
            : null;
    }

    private byte[] Digest(string list, ReadOnlySpan<byte> payload)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secrets.IdentitySecret);
        hmac.AppendData(Encoding.UTF8.GetBytes($"cursor\n{list.Length}\n{list}\n"));
        hmac.AppendData(payload);
        return hmac.GetHashAndReset()[..DigestBytes];
    }
}
