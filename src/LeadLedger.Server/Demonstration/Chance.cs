using System.Text;

namespace LeadLedger.Server.Demonstration;

/// <summary>
/// Chance that comes out alike on every machine and with every version of .NET: SplitMix64 (Steele, Lea and Flood,
/// OOPSLA 2014), seeded by the demonstration's seed and by what it is for, so that one lead's story doesn't hang on how
/// many others there are.
/// </summary>
internal sealed class Chance
{
    private ulong state;

    public Chance(long seed, string purpose)
    {
        // FNV-1a over the purpose.
        var hash = 14695981039346656037UL ^ (ulong)seed;
        foreach (var part in Encoding.UTF8.GetBytes(purpose))
            hash = unchecked((hash ^ part) * 1099511628211UL);
        state = hash;
    }

    /// <summary>0 up to but not 1.</summary>
    public double Next() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>True in this share of cases.</summary>
    public bool Is(double share) => Next() < share;

    /// <summary>From the first to the last, both included.</summary>
    public int Between(int first, int last) => first + (int)(Next() * (last - first + 1));

    /// <summary>In whole seconds more than the least.</summary>
    public TimeSpan Between(TimeSpan least, TimeSpan most) =>
        least + TimeSpan.FromSeconds(Math.Round((most - least).TotalSeconds * Next()));

    public T Of<T>(params ReadOnlySpan<T> all) => all[(int)(Next() * all.Length)];

    /// <summary>In another order.</summary>
    public T[] Shuffle<T>(IEnumerable<T> all)
    {
        var items = all.ToArray();
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = Between(0, last);
            (items[last], items[other]) = (items[other], items[last]);
        }

        return items;
    }

    private ulong NextBits()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15UL;
            var bits = state;
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9UL;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBUL;
            return bits ^ (bits >> 31);
        }
    }
}
