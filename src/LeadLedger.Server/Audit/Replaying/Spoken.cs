using System.Globalization;
using System.Text;

namespace LeadLedger.Server.Audit.Replaying;

/// <summary>Values as people read them; all times are UTC.</summary>
internal static class Spoken
{
    public static string Of(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);

    /// <summary>A code in words: <c>NoAnswer</c> is "no answer".</summary>
    public static string Of(Enum code)
    {
        var words = new StringBuilder();
        foreach (var letter in code.ToString())
        {
            if (char.IsUpper(letter) && words.Length > 0)
                words.Append(' ');
            words.Append(char.ToLowerInvariant(letter));
        }
        return words.ToString();
    }

    public static string Money(decimal amount, string currency)
    {
        var shown = Domain.Agreements.Money.Shown(amount, currency);
        return string.Create(CultureInfo.InvariantCulture, $"{shown:#,##0.##} {currency}");
    }

    /// <summary>Whatever a field of the state holds.</summary>
    public static string Any(object? value) => value switch
    {
        null => "–",
        DateTimeOffset at => Of(at),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Enum code => Of(code),
        bool truth => truth ? "yes" : "no",
        IFormattable it => it.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>How long, in the greatest unit that says it well.</summary>
    public static string Lag(long seconds) => seconds switch
    {
        < 1 => "at once",
        < 120 => Count(seconds, "second"),
        < 7_200 => Count(seconds / 60, "minute"),
        < 172_800 => Count(seconds / 3_600, "hour"),
        _ => Count(seconds / 86_400, "day"),
    };

    public static string Count(long number, string thing) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {thing}{(number == 1 ? "" : "s")}");

}
