using System.Text;

namespace LeadLedger.Server.Ledger;

/// <summary>
/// The codes, names and versions that come up in event after event, each as one string: what is kept of many leads is
/// smaller, and there is less to collect.
/// </summary>
internal static class RepeatedText
{
    private const int Places = 4096;
    private const int Longest = 64;

    // A place holds the last text that fell on it. Threads may overwrite each other's; what is read is whole.
    private static readonly Known?[] Table = new Known?[Places];

    /// <param name="utf8">Well-formed.</param>
    public static string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Longest)
            return Encoding.UTF8.GetString(utf8);
        var hash = new HashCode();
        hash.AddBytes(utf8);
        ref var place = ref Table[(uint)hash.ToHashCode() % Places];
        if (place is { } known && utf8.SequenceEqual(known.Utf8))
            return known.Text;
        var text = Encoding.UTF8.GetString(utf8);
        place = new Known(utf8.ToArray(), text);
        return text;
    }

    private sealed record Known(byte[] Utf8, string Text);
}
