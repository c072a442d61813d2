using System.Numerics;

namespace LeadLedger.Domain.Calculators;

/// <summary>
/// A fraction of whole numbers. A decimal would round a quotient such as 5 ÷ 3, and a product of more than 28 digits,
/// in the middle of a formula; here nothing is rounded before the answer.
/// </summary>
internal readonly struct Exact
{
    private readonly BigInteger _numerator;

    // Above zero.
    private readonly BigInteger _denominator;

    private Exact(BigInteger numerator, BigInteger denominator) =>
        (_numerator, _denominator) = denominator.Sign < 0 ? (-numerator, -denominator) : (numerator, denominator);

    public static implicit operator Exact(decimal figure)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(figure, parts);
        var digits = ((BigInteger)(uint)parts[2] << 64) + ((BigInteger)(uint)parts[1] << 32) + (uint)parts[0];
        return new(figure < 0 ? -digits : digits, BigInteger.Pow(10, figure.Scale));
    }

    public static Exact operator *(Exact left, Exact right) =>
        new(left._numerator * right._numerator, left._denominator * right._denominator);

    /// <exception cref="DivideByZeroException">The divisor is 0: a calculator refuses that before.</exception>
    public static Exact operator /(Exact left, Exact right) => right._numerator.IsZero
        ? throw new DivideByZeroException()
        : new(left._numerator * right._denominator, left._denominator * right._numerator);

    public static Exact operator +(Exact left, Exact right) => new(
        (left._numerator * right._denominator) + (right._numerator * left._denominator),
        left._denominator * right._denominator);

    public static Exact operator -(Exact left, Exact right) => new(
        (left._numerator * right._denominator) - (right._numerator * left._denominator),
        left._denominator * right._denominator);

    /// <summary>Whether it is further from 0 than an answer may be.</summary>
    public bool IsBeyond(decimal most)
    {
        Exact limit = most;
        return BigInteger.Abs(_numerator) * limit._denominator > limit._numerator * _denominator;
    }

    /// <summary>Below, at or above 0: -1, 0 or 1.</summary>
    public int Sign => _numerator.Sign;

    /// <summary>To so many decimals, rounded down; of nothing below 0.</summary>
    public Exact SquareRoot(int decimals)
    {
        var scale = BigInteger.Pow(10, decimals);
        return new(FloorOfRoot(_numerator * scale * scale / _denominator), scale);
    }

    /// <summary>The least whole number that isn't below it.</summary>
    public long RoundedUp() => -Floor(-_numerator);

    /// <summary>The greatest whole number that isn't above it.</summary>
    public long RoundedDown() => Floor(_numerator);

    /// <summary>To so many decimals, half away from zero (rule 11), without zeros at the end.</summary>
    public decimal Shown(int decimals)
    {
        var scale = BigInteger.Pow(10, decimals);
        var twice = 2 * BigInteger.Abs(_numerator) * scale;
        var units = (twice + _denominator) / (2 * _denominator) * _numerator.Sign;
        return (decimal)units / (decimal)scale;
    }

    // Newton's method from above: it falls until it is there.
    private static BigInteger FloorOfRoot(BigInteger square)
    {
        if (square.IsZero)
            return square;
        var root = BigInteger.One << (int)((square.GetBitLength() + 1) / 2);
        while (true)
        {
            var nearer = (root + (square / root)) / 2;
            if (nearer >= root)
                return root;
            root = nearer;
        }
    }

    private long Floor(BigInteger numerator)
    {
        var (whole, rest) = BigInteger.DivRem(numerator, _denominator);
        return (long)(rest.Sign < 0 ? whole - 1 : whole);
    }
}
