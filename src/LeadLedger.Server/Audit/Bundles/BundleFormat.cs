using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadLedger.EventStore.Sealing;

namespace LeadLedger.Server.Audit.Bundles;

/// <summary>
/// What a bundle consists of: a zip archive that proves a lead's history to somebody who has nothing else. Its form is
/// part of the public contract (docs/verifying.md); another form gets another number.
/// </summary>
internal static class BundleFormat
{
    public const string Name = "leadledger-bundle/1";
    public const string ContentType = "application/zip";

    public const string Readme = "README.txt";
    public const string Manifest = "manifest.json";
    public const string Checkpoint = "checkpoint.txt";
    public const string Events = "events.ndjson";
    public const string Consistency = "consistency.json";
    public const string Replay = "replay.json";
    public const string KeysFolder = "keys/";
    public const string ExplanationsFolder = "explanations/";

    /// <summary>What the service made of the events for who asked: no seal speaks for it.</summary>
    public static IReadOnlyList<string> Readings { get; } = [Replay, ExplanationsFolder];

    /// <summary>Numbers, codes and base64 as they are: the archive isn't shown in a web page.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        MaxDepth = 16,
    };

    /// <summary>The same, for people to read.</summary>
    public static JsonSerializerOptions Indented { get; } = new(Json) { WriteIndented = true };
}

/// <summary>What is in the archive.</summary>
/// <param name="Format"><see cref="BundleFormat.Name"/>.</param>
/// <param name="LeadVersion">How many events the lead had.</param>
/// <param name="TreeSize">Of the checkpoint that everything is proven against.</param>
/// <param name="ReckonedWith">The calendars and time-zone data that the lead's deadlines were reckoned with.</param>
/// <param name="Files">Every other file, with its SHA-256 in hex.</param>
internal sealed record BundleManifest(
    string Format,
    Guid LedgerId,
    Guid LeadId,
    long LeadVersion,
    DateTimeOffset MadeAt,
    long TreeSize,
    IReadOnlyList<BundleStream> Streams,
    IReadOnlyList<BundleReckoning> ReckonedWith,
    IReadOnlyList<BundleFile> Files);

/// <summary>A stream of which events are in it: the lead's own, its agreements' and its panels'.</summary>
internal sealed record BundleStream(Guid Id, string Kind, int Events);

/// <summary>Which data a deadline was reckoned with.</summary>
internal sealed record BundleReckoning(string CalendarVersion, string TimeZoneDataVersion);

internal sealed record BundleFile(string Name, long Bytes, string Sha256);

/// <summary>An event with its proof: a line of <see cref="BundleFormat.Events"/>.</summary>
/// <param name="Index">Of its leaf in the tree, from 0.</param>
/// <param name="Hash">Of its leaf, base64.</param>
/// <param name="Path">Its inclusion path, RFC 9162, 2.1.3.1, base64.</param>
/// <param name="Leaf">The event as it is sealed; null where it is withheld.</param>
/// <param name="Withheld">Why only its hash is here; null: it isn't withheld.</param>
internal sealed record BundleEvent(
    Guid StreamId,
    long Version,
    string Type,
    long Position,
    long Index,
    string Hash,
    IReadOnlyList<string> Path,
    BundleLeaf? Leaf,
    string? Withheld);

/// <summary>The columns of an event that its leaf is made of, in their order (docs/seals.md).</summary>
/// <param name="Data">PostgreSQL's text of the JSON: every blank counts.</param>
/// <param name="Binary">Base64.</param>
/// <param name="RecordedAt">Microseconds since 1970 UTC.</param>
/// <param name="Headers">As <paramref name="Data"/>.</param>
internal sealed record BundleLeaf(
    long Position,
    Guid Id,
    Guid? StreamId,
    long Version,
    string Data,
    string? Binary,
    string Type,
    long RecordedAt,
    string? TenantId,
    string? DotnetType,
    string? CorrelationId,
    string? CausationId,
    string? Headers,
    string? UserName)
{
    public static BundleLeaf Of(EventLeaf leaf) => new(
        leaf.Position, leaf.Id, leaf.StreamId, leaf.Version, leaf.Data,
        leaf.Binary is { } binary ? Convert.ToBase64String(binary) : null,
        leaf.Type, leaf.RecordedAt, leaf.TenantId, leaf.DotnetType, leaf.CorrelationId, leaf.CausationId, leaf.Headers,
        leaf.UserName);

    /// <exception cref="FormatException">What stands for binary isn't base64.</exception>
    public EventLeaf ToLeaf() => new(
        Position, Id, StreamId, Version, Data, Binary is null ? null : Convert.FromBase64String(Binary), Type,
        RecordedAt, TenantId, DotnetType, CorrelationId, CausationId, Headers, UserName);
}

/// <summary>That an anchored checkpoint is the beginning of the bundle's.</summary>
/// <param name="From">The anchored one, as its note.</param>
/// <param name="Proof">RFC 9162, 2.1.4.1, base64.</param>
internal sealed record BundleConsistency(string From, IReadOnlyList<string> Proof);
