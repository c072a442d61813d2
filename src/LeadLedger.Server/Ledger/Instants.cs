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
        if (text.Length is not 20 and not (>= 22 and <= 27) || text[^1] != (byte)'Z'
            || text[10] != (byte)'T' || text[13] != (byte)':' || text[16] != (byte)':'
            || !TryParseDay(text[..10], out var day))
            return false;
        var hour = TwoDigits(text, 11);
        var minute = TwoDigits(text, 14);
        var second = TwoDigits(text, 17);
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59)
            return false;
        var fraction = 0;
        if (text.Length > 20)
        {
            if (text[19] != (byte)'.' || !TryDigits(text[20..^1], out fraction))
                return false;
            for (var digits = text.Length - 21; digits < 6; digits++)
                fraction *= 10;
        }
        var seconds = (((hour * 60L) + minute) * 60) + second;
        instant = new DateTimeOffset(
            (day.DayNumber * TimeSpan.TicksPerDay) + (seconds * TimeSpan.TicksPerSecond)
            + (fraction * TimeSpan.TicksPerMicrosecond),
            TimeSpan.Zero);
        return true;
    }

    /// <summary>Reads a day as it is stored: <c>yyyy-MM-dd</c>.</summary>
    public static bool TryParseDay(ReadOnlySpan<byte> text, out DateOnly day)
    {
        day = default;
        if (text.Length != 10 || text[4] != (byte)'-' || text[7] != (byte)'-')
            return false;
        var year = (TwoDigits(text, 0) * 100) + TwoDigits(text, 2);
        var month = TwoDigits(text, 5);
        var number = TwoDigits(text, 8);
        if (year < 1 || month is < 1 or > 12 || number < 1 || number > DateTime.DaysInMonth(year, month))
            return false;
        day = new DateOnly(year, month, number);
        return true;
    }

    /// <summary>Far below 0 where they aren't two digits.</summary>
    private static int TwoDigits(ReadOnlySpan<byte> text, int at)
    {
        var tens = (uint)(text[at] - '0');
        var ones = (uint)(text[at + 1] - '0');
        return tens <= 9 && ones <= 9 ? (int)((tens * 10) + ones) : -10_000;
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
