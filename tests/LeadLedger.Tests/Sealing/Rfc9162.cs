using System.Security.Cryptography;

namespace LeadLedger.Tests.Sealing;

/// <summary>
/// The definitions of RFC 9162, 2.1, written down as they stand there, recursive and slow, to check ours by. It shares
/// nothing with ours.
/// </summary>
internal static class Rfc9162
{
    /// <summary>2.1.1.</summary>
    public static byte[] Mth(ReadOnlySpan<byte[]> d)
    {
        if (d.Length == 0)
            return SHA256.HashData([]);
        if (d.Length == 1)
            return SHA256.HashData([0, .. d[0]]);
        var k = K(d.Length);
        return SHA256.HashData([1, .. Mth(d[..k]), .. Mth(d[k..])]);
    }

    /// <summary>2.1.3.1.</summary>
    public static List<byte[]> Path(int m, ReadOnlySpan<byte[]> d)
    {
        if (d.Length == 1)
            return [];
        var k = K(d.Length);
        return m < k ? [.. Path(m, d[..k]), Mth(d[k..])] : [.. Path(m - k, d[k..]), Mth(d[..k])];
    }

    /// <summary>2.1.4.1.</summary>
    public static List<byte[]> Proof(int m, ReadOnlySpan<byte[]> d) => Subproof(m, d, true);

    private static List<byte[]> Subproof(int m, ReadOnlySpan<byte[]> d, bool b)
    {
        if (m == d.Length)
            return b ? [] : [Mth(d)];
        var k = K(d.Length);
        return m <= k
            ? [.. Subproof(m, d[..k], b), Mth(d[k..])]
            : [.. Subproof(m - k, d[k..], false), Mth(d[..k])];
    }

    /// <summary>The largest power of two smaller than n.</summary>
    private static int K(int n)
    {
        var k = 1;
        while (k * 2 < n)
            k *= 2;
        return k;
    }
}
