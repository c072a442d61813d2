using System.Globalization;
using System.Text;
using System.Text.Json;
using LeadLedger.EventStore.Verifying;
using LeadLedger.Server.Audit.Bundles;

namespace LeadLedger.Server.Verifying;

/// <summary>What checking a bundle came to, for people and for programs.</summary>
internal static class BundleText
{
    /// <summary>In words.</summary>
    public static string Of(BundleVerification it)
    {
        var (text, manifest) = (new StringBuilder(), it.Manifest);
        text.AppendLine(CultureInfo.InvariantCulture,
            $"Bundle of the lead {manifest.LeadId}, at version {manifest.LeadVersion}");
        text.AppendLine(CultureInfo.InvariantCulture, $"Ledger {manifest.LedgerId}");
        text.AppendLine("Checked");
        Line(text, manifest.Files.Count, "files, each against the manifest");
        Line(text, it.Proven, "events: each its hash, and its proof against the checkpoint");
        if (it.Withheld > 0)
            Line(text, it.Withheld, "withheld events: their hashes' proofs alone");
        if (it.Checkpoint is { } checkpoint)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"Sealed by the checkpoint over {checkpoint.TreeSize:N0} events, at "
                + $"{checkpoint.MadeAt:yyyy-MM-dd'T'HH:mm:ss'Z'}.");
        }
        text.AppendLine(it.Anchored is { } anchored
            ? $"Anchor: {anchored}."
            : "No anchor (--anchor FILE): that the whole ledger was made anew with its key can't be seen.");
        VerificationText.WriteKeys(text, it.Keys);
        foreach (var hidden in it.Hidden)
            text.AppendLine(CultureInfo.InvariantCulture, $"  withheld: {hidden}");
        text.AppendLine("NOT CHECKED: the replay and the explanations. They are the service's reading of these events, "
            + "and no seal speaks");
        text.AppendLine("for them: whoever passed the bundle on could have changed them. What is withheld isn't proven "
            + "to be what it is said to be.");
        text.AppendLine();
        if (it.IsAltered)
        {
            text.AppendLine("NO: this is not what was sealed.");
            foreach (var fault in it.Faults)
                text.AppendLine(CultureInfo.InvariantCulture, $"  {fault}");
        }
        else
        {
            text.AppendLine(IsOwnWord(it)
                ? "YES: these events were sealed as they are here, by the key in the bundle. Whose key that is only "
                    + "the bundle says: check with --key."
                : "YES: these events were sealed as they are here.");
        }
        return text.ToString();
    }

    /// <summary>As JSON.</summary>
    public static string Json(BundleVerification it) => JsonSerializer.Serialize(
        new
        {
            verified = !it.IsAltered,
            isKeySelfAsserted = IsOwnWord(it),
            it.Manifest.LedgerId,
            it.Manifest.LeadId,
            it.Manifest.LeadVersion,
            events = it.Proven,
            it.Withheld,
            hidden = it.Hidden,
            notChecked = BundleFormat.Readings,
            sealedTo = it.Checkpoint is { } checkpoint
                ? new
                {
                    checkpoint.TreeSize,
                    checkpoint.LastPosition,
                    root = checkpoint.Root.ToString(),
                    checkpoint.MadeAt,
                }
                : null,
            it.Anchored,
            keys = it.Keys.Select(key => new { key.Key.Id, key.Key.Sha256, key.Standing }),
            it.Faults,
        },
        VerificationText.JsonOptions);

    private static void Line(StringBuilder text, int count, string what) =>
        text.AppendLine(CultureInfo.InvariantCulture, $"  {count,13:N0}  {what}");

    private static bool IsOwnWord(BundleVerification it) =>
        it.Keys.All(key => key.Standing == KeyTrust.SelfAsserted);
}
