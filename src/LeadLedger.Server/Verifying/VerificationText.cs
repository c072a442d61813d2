using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadLedger.EventStore.Verifying;

namespace LeadLedger.Server.Verifying;

/// <summary>What a verification found, for people and for programs.</summary>
internal static class VerificationText
{
    internal static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>In words.</summary>
    /// <param name="anchor">The anchor that it was held against; null: none.</param>
    public static string Of(LedgerVerification it, string? anchor)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Ledger {it.LedgerId}");
        text.AppendLine("Checked");
        Line(text, it.Events, "events, each against its leaf in the tree");
        Line(text, it.Checkpoints, "checkpoints: signature, and root against the events");
        if (it.Anchored is { } anchored)
            Line(text, anchored, $"anchored checkpoints of {anchor}");
        Line(text, it.Streams, "streams: versions, positions, times and kind");
        text.AppendLine(it.Newest is { } newest
            ? Invariant($"Sealed up to position {newest.LastPosition}, {newest.TreeSize:N0} events, at ")
                + Invariant($"{newest.MadeAt:yyyy-MM-dd'T'HH:mm:ss'Z'}.")
            : "Nothing is sealed.");
        if (it.NotSealedYet > 0)
            text.AppendLine(Invariant($"Not sealed yet: {it.NotSealedYet:N0} events, of which nothing is proven."));
        WriteKeys(text, it.Keys);
        if (it.Anchored is null)
        {
            text.AppendLine("No anchor: a tail that was cut off with its seals, or everything made anew with the key, "
                + "can't be seen.");
        }
        foreach (var remark in it.Remarks)
            text.AppendLine(remark);
        text.AppendLine();
        WriteVerdict(text, it);
        return text.ToString();
    }

    /// <summary>As JSON.</summary>
    public static string Json(LedgerVerification it, string? anchor) => JsonSerializer.Serialize(
        new
        {
            verified = !it.IsAltered,
            it.LedgerId,
            it.Events,
            it.LastPosition,
            it.NotSealedYet,
            it.Streams,
            it.Checkpoints,
            sealedTo = it.Newest is { } newest
                ? new { newest.TreeSize, newest.LastPosition, root = newest.Root.ToString(), newest.MadeAt }
                : null,
            anchor = it.Anchored is { } anchored ? new { file = anchor, checkpoints = anchored } : null,
            keys = it.Keys.Select(key => new { key.Key.Id, key.Key.Sha256, key.Standing }),
            findings = it.Findings.Select(found =>
                new { found.Kind, found.Words, found.Position, found.After, found.Until, found.StreamId }),
            it.MoreFindings,
            it.Remarks,
        },
        JsonOptions);

    internal static void WriteKeys(StringBuilder text, IReadOnlyList<KeyStanding> keys)
    {
        foreach (var (key, standing) in keys)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"Key {key.Id}, SHA-256 {key.Sha256}: {Words(standing)}");
        }
    }

    private static string Words(KeyTrust standing) => standing switch
    {
        KeyTrust.Given => "given by you.",
        KeyTrust.Vouched => "vouched for by one that you gave.",
        KeyTrust.Unknown => "not vouched for by any that you gave.",
        _ => "by its own word alone; --key FILE holds it against one that you have from elsewhere.",
    };

    private static void WriteVerdict(StringBuilder text, LedgerVerification it)
    {
        if (!it.IsAltered)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"VERIFIED: nothing that was sealed up to position {it.Newest?.LastPosition ?? 0} was altered.");
            return;
        }
        var first = it.Findings[0];
        text.AppendLine(first.Position is { } position
            ? Invariant($"ALTERED, first at position {position}.")
            : first is { After: { } after, Until: not null }
                ? Invariant($"ALTERED, first after position {after} and up to position {first.Until}.")
                : "ALTERED.");
        foreach (var finding in it.Findings)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {Label(finding.Kind)}: {finding.Words}");
        if (it.MoreFindings > 0)
            text.AppendLine(CultureInfo.InvariantCulture, $"  and {it.MoreFindings:N0} more.");
    }

    private static string Label(FindingKind kind) => kind switch
    {
        FindingKind.BackDated => "back-dated",
        FindingKind.TailCutOff => "tail cut off",
        FindingKind.CheckpointBroken => "checkpoint broken",
        FindingKind.TreeBroken => "tree broken",
        FindingKind.StreamBroken => "stream broken",
        FindingKind.KeyUnknown => "key unknown",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static void Line(StringBuilder text, long count, string what) =>
        text.AppendLine(CultureInfo.InvariantCulture, $"  {count,13:N0}  {what}");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
