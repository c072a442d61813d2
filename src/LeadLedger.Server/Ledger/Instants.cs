using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadLedger.Server.Ledger;

/// <summary>Instants as the ledger keeps them: UTC, in whole microseconds, which is what PostgreSQL can hold.</summary>
public static partial class Instants
{
    public static DateTimeOffset Truncate(DateTimeOffset instant) =>
        new(instant.UtcTicks - instant.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    /// <summary>The clock's time, as the ledger keeps it.</summary>
    public static DateTimeOffset Now(this TimeProvider clock) => Truncate(clock.GetUtcNow());

    /// <summary>Reads ISO 8601 with an offset; without one it isn't an instant.</summary>
    public static bool TryParse(string? text, out DateTimeOffset instant)
    {
        instant = default;
        if (text is null || !WithOffset().IsMatch(text))
            return false;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var parsed))
            return false;
        instant = Truncate(parsed);
        return true;
    }

    /// <summary>
    /// Reads the one form that <see cref="Format"/> writes, out of the bytes that the database sent. Nearly every
    /// event has some, and the general way costs ten times as much.
    /// </summary>
    /// <returns>False for every other form, instants among them.</returns>
    public static bool TryParseStored(ReadOnlySpan<byte> text, out DateTimeOffset instant)
    {
        instant = default;
        if (text.Length is not 20 and not (>= 22 and <= 27) || text[^1] != (byte)'Z' || text[4] != (byte)'-'
            || text[7] != (byte)'-' || text[10] != (byte)'T' || text[13] != (byte)':' || text[16] != (byte)':')
            return false;
        if (!TryDigits(text[..4], out var year) || !TryDigits(text[5..7], out var month)
            || !TryDigits(text[8..10], out var day) || !TryDigits(text[11..13], out var hour)
            || !TryDigits(text[14..16], out var minute) || !TryDigits(text[17..19], out var second)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 59)
            return false;
        var fraction = 0;
        if (text.Length > 20)
        {
            if (text[19] != (byte)'.' || !TryDigits(text[20..^1], out fraction))
                return false;
            for (var digits = text.Length - 21; digits < 6; digits++)
                fraction *= 10;
        }
        var at = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc);
        instant = new DateTimeOffset(at.AddTicks(fraction * TimeSpan.TicksPerMicrosecond));
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit((char)digit))
                return false;
            value = (value * 10) + (digit - '0');
        }
        return true;
    }

    public static string Format(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$", RegexOptions.CultureInvariant)]
    private static partial Regex WithOffset();
}
