using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadLedger.Domain;

namespace LeadLedger.Server.Ledger;

/// <summary>
/// Where ids come from (rule 2). What is made from an external reference or a request's text is keyed, or it would
/// tell a person who tries out likely references (domain.md, Erasure).
/// </summary>
public sealed class Identity(LedgerSecrets secrets)
{
    private static readonly Guid EventNamespace = new("6f0a7c1e-5b3d-5e0f-9c55-2d1b8a4e7f90");

    /// <summary>The same record of the same system is the same lead, whoever brings it and however often.</summary>
    public LeadId LeadOf(string sourceSystem, string externalReference) =>
        new(Keyed("lead", sourceSystem, externalReference));

    /// <summary>What a create without an external reference makes, so that its repeat makes the same.</summary>
    public Guid StreamOf(string streamType, string caller, string idempotencyKey) =>
        Keyed(streamType, caller, idempotencyKey);

    /// <summary>UUID v5 of caller, stream, key and ordinal: a repeat is recognised in the stream itself.</summary>
    public static Guid EventOf(string caller, Guid streamId, string idempotencyKey, int ordinal)
    {
        var name = Encoding.UTF8.GetBytes($"{caller}\n{streamId:D}\n{idempotencyKey}\n{ordinal}");
        var input = new byte[16 + name.Length];
        EventNamespace.TryWriteBytes(input, bigEndian: true, out _);
        name.CopyTo(input, 16);
#pragma warning disable CA5350 // RFC 9562 defines version 5 by SHA-1; nothing is protected by it here.
        var hash = SHA1.HashData(input);
#pragma warning restore CA5350
        return AsUuid(hash, version: 5);
    }

    /// <summary>A keyed digest of what was asked for: the same key with another digest is another request.</summary>
    public string HashOf<TRequest>(string command, Guid streamId, TRequest request)
    {
        var text = new ArrayBufferWriter<byte>(1024);
        Encoding.UTF8.GetBytes($"{command}\n{streamId:D}\n", text);
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = RequestJson.Options.Encoder }))
            JsonSerializer.Serialize(json, request, RequestJson.Options);
        return System.Buffers.Text.Base64Url.EncodeToString(
            HMACSHA256.HashData(secrets.IdentitySecret, text.WrittenSpan));
    }

    /// <summary>A keyed stand-in for text that would tell, such as a record's reference in an idempotency key.</summary>
    public string Blind(string text) =>
        System.Buffers.Text.Base64Url.EncodeToString(
            HMACSHA256.HashData(secrets.IdentitySecret, Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    private Guid Keyed(params ReadOnlySpan<string> parts)
    {
        var text = new ArrayBufferWriter<byte>(256);
        foreach (var part in parts)
        {
            // Length first: ("ab", "c") must not be ("a", "bc").
            BinaryPrimitives.WriteInt32BigEndian(text.GetSpan(4), Encoding.UTF8.GetByteCount(part));
            text.Advance(4);
            Encoding.UTF8.GetBytes(part, text);
        }
        return AsUuid(HMACSHA256.HashData(secrets.IdentitySecret, text.WrittenSpan), version: 8);
    }

    private static Guid AsUuid(byte[] hash, int version)
    {
        hash[6] = (byte)((hash[6] & 0x0F) | (version << 4));
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
