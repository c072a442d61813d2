using System.Security.Cryptography;

namespace LeadLedger.Server.Ledger;

/// <summary>
/// Random bytes for keys and nonces, drawn many at a time: asking for each alone costs as much as encrypting a short
/// text. None is used twice, and what was handed out isn't kept.
/// </summary>
internal static class RandomBytes
{
    private const int DrawnBytes = 4096;

    [ThreadStatic]
    private static byte[]? drawn;

    [ThreadStatic]
    private static int used;

    /// <param name="bytes">At most a few dozen.</param>
    public static void Fill(Span<byte> bytes)
    {
        if (drawn is null || used + bytes.Length > drawn.Length)
        {
            drawn ??= new byte[DrawnBytes];
            RandomNumberGenerator.Fill(drawn);
            used = 0;
        }
        var next = drawn.AsSpan(used, bytes.Length);
        next.CopyTo(bytes);
        CryptographicOperations.ZeroMemory(next);
        used += bytes.Length;
    }
}
