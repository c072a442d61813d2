using System.Globalization;

namespace LeadLedger.EventStore.Sealing;

/// <summary>What a signature says of the ledger: that its first events were these.</summary>
/// <param name="LedgerId">Which ledger.</param>
/// <param name="TreeSize">How many events are sealed by it.</param>
/// <param name="Root">The root of the tree over them.</param>
/// <param name="LastPosition">The position of the last of them.</param>
/// <param name="MadeAt">When, UTC, in whole microseconds.</param>
public sealed record Checkpoint(
    Guid LedgerId, long TreeSize, TreeHash Root, long LastPosition, DateTimeOffset MadeAt)
{
    /// <summary>How the first line of each begins; the ledger's id follows.</summary>
    public const string Origin = "leadledger/";

    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>
    /// The text that is signed: origin, tree size, root in base64, last position and time, a line each, each ended.
    /// </summary>
    public string Text => string.Create(CultureInfo.InvariantCulture,
        $"{Origin}{LedgerId:D}\n{TreeSize}\n{Root}\n{LastPosition}\n{Spelled(MadeAt)}\n");

    /// <summary>Reads the text back; null if it isn't exactly what <see cref="Text"/> writes.</summary>
    public static Checkpoint? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.Split('\n');
        if (lines.Length != 6 || !lines[0].StartsWith(Origin, StringComparison.Ordinal)
            || !Guid.TryParseExact(lines[0][Origin.Length..], "D", out var ledger)
            || !long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || !TreeHash.TryParse(lines[2], out var root)
            || !long.TryParse(lines[3], NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            || !DateTimeOffset.TryParseExact(
                lines[4], Instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var madeAt))
            return null;
        var read = new Checkpoint(ledger, size, root, position, madeAt);
        // One spelling for each: what is signed must not be readable in two ways.
        return read.Text == text ? read : null;
    }

    private static string Spelled(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture);
}
