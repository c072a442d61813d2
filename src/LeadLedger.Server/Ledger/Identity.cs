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
    private const int MostScratchKept = 64 * 1024;

    private static readonly Guid MonthNamespace = new("0d3a6c0b-9e1f-5c47-8a62-7be1f5d04c21");

    private static readonly Guid EventNamespace = new("6f0a7c1e-5b3d-5e0f-9c55-2d1b8a4e7f90");

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? scratch;

    [ThreadStatic]
    private static Utf8JsonWriter? scratchWriter;

    /// <summary>The same record of the same system is the same lead, whoever brings it and however often.</summary>
    public LeadId LeadOf(string sourceSystem, string externalReference) =>
        new(Keyed("lead", sourceSystem, externalReference));

    /// <summary>
    /// What a create without an external reference makes, so that its repeat makes the same. A key that is a UUID v7
    /// (which is what a request without one gets) lends its time: then the id is a v7 too, and new streams lie beside
    /// each other in every index, which makes appending them half as dear again.
    /// </summary>
    public Guid StreamOf(string streamType, string caller, string idempotencyKey)
    {
        var id = Keyed(streamType, caller, idempotencyKey);
        return Guid.TryParse(idempotencyKey, out var key) && key is { Version: 7, Variant: >= 8 and < 12 }
            ? WithTimeOf(key, id)
            : id;
    }

    /// <summary>
    /// The stream of an agreement's month. UUID v5 of both: nothing in it would tell anybody anything.
    /// </summary>
    public static Guid MonthOf(AgreementId agreementId, Month month) =>
        Named(MonthNamespace, $"{agreementId.Value:D}\n{month}");

    /// <summary>UUID v5 of caller, stream, key and ordinal: a repeat is recognised in the stream itself.</summary>
    public static Guid EventOf(string caller, Guid streamId, string idempotencyKey, int ordinal)
    {
        var text = Scratch();
        EventNamespace.TryWriteBytes(text.GetSpan(16), bigEndian: true, out var written);
        text.Advance(written);
        Encoding.UTF8.GetBytes($"{caller}\n{streamId:D}\n{idempotencyKey}\n{ordinal}", text);
        return Digested(text);
    }

    private static Guid Named(Guid space, string name)
    {
        var text = Scratch();
        space.TryWriteBytes(text.GetSpan(16), bigEndian: true, out var written);
        text.Advance(written);
        Encoding.UTF8.GetBytes(name, text);
        return Digested(text);
    }

    private static Guid Digested(ArrayBufferWriter<byte> text)
    {
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 9562 defines version 5 by SHA-1; nothing is protected by it here.
        SHA1.HashData(text.WrittenSpan, hash);
#pragma warning restore CA5350
        return AsUuid(hash, version: 5);
    }

    /// <summary>A keyed digest of what was asked for: the same key with another digest is another request.</summary>
    public string HashOf<TRequest>(string command, Guid streamId, TRequest request)
    {
        var text = Scratch();
        Encoding.UTF8.GetBytes($"{command}\n{streamId:D}\n", text);
        var json = scratchWriter ??= new Utf8JsonWriter(text, new() { Encoder = RequestJson.Options.Encoder });
        json.Reset(text);
        JsonSerializer.Serialize(json, request, RequestJson.Options);
        Span<byte> digest = stackalloc byte[KeyedDigest.Bytes];
        KeyedDigest.Of(secrets.IdentitySecret, text.WrittenSpan, digest);
        return System.Buffers.Text.Base64Url.EncodeToString(digest);
    }

    /// <summary>A keyed stand-in for text that would tell, such as a record's reference in an idempotency key.</summary>
    public string Blind(string text)
    {
        Span<byte> digest = stackalloc byte[KeyedDigest.Bytes];
        KeyedDigest.Of(secrets.IdentitySecret, Encoding.UTF8.GetBytes(text), digest);
        return System.Buffers.Text.Base64Url.EncodeToString(digest[..16]);
    }

    private Guid Keyed(params ReadOnlySpan<string> parts)
    {
        var text = Scratch();
        foreach (var part in parts)
        {
            // Length first: ("ab", "c") must not be ("a", "bc").
            BinaryPrimitives.WriteInt32BigEndian(text.GetSpan(4), Encoding.UTF8.GetByteCount(part));
            text.Advance(4);
            Encoding.UTF8.GetBytes(part, text);
        }
        Span<byte> digest = stackalloc byte[KeyedDigest.Bytes];
        KeyedDigest.Of(secrets.IdentitySecret, text.WrittenSpan, digest);
        return AsUuid(digest, version: 8);
    }

    private static Guid WithTimeOf(Guid timed, Guid id)
    {
        const int TimeBytes = 6;
        Span<byte> bytes = stackalloc byte[16];
        Span<byte> time = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        timed.TryWriteBytes(time, bigEndian: true, out _);
        time[..TimeBytes].CopyTo(bytes);
        return AsUuid(bytes, version: 7);
    }

    private static Guid AsUuid(Span<byte> hash, int version)
    {
        hash[6] = (byte)((hash[6] & 0x0F) | (version << 4));
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>This thread's buffer for what is only digested, empty. A large one isn't kept.</summary>
    private static ArrayBufferWriter<byte> Scratch()
    {
        if (scratch is null || scratch.Capacity > MostScratchKept)
            scratch = new ArrayBufferWriter<byte>(1024);
        scratch.ResetWrittenCount();
        return scratch;
    }
}
