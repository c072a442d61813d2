using System.Globalization;
using System.Text;
using LeadLedger.Domain.Time;

namespace LeadLedger.Domain.Leads.Explaining.Telling;

/// <summary>How an explanation says instants, lengths of time, codes and other people's words.</summary>
internal sealed class Spoken(CaseFacts facts)
{
    /// <summary>By the agreement's clocks, with their offset then: an hour that comes twice is told apart.</summary>
    public string At(DateTimeOffset at)
    {
        var local = LocalTime.In(at, facts.Terms.TimeZone);
        var time = local.Second == 0 ? "HH:mm" : "HH:mm:ss";
        return local.ToString($"ddd d MMM yyyy, {time} zzz", CultureInfo.InvariantCulture);
    }

    public string Clock(DateTimeOffset at) =>
        LocalTime.In(at, facts.Terms.TimeZone).ToString("HH:mm", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("ddd d MMM", CultureInfo.InvariantCulture);

    /// <summary>The two greatest units that matter, cut rather than rounded.</summary>
    public static string Length(TimeSpan length)
    {
        var (days, hours, minutes, seconds) =
            ((int)length.TotalDays, length.Hours, length.Minutes, length.Seconds);
        return (days, hours, minutes, seconds) switch
        {
            ( > 0, > 0, _, _) => $"{Count(days, "day")} {hours} h",
            ( > 0, _, _, _) => Count(days, "day"),
            (_, > 0, > 0, _) => $"{hours} h {minutes} min",
            (_, > 0, _, _) => $"{hours} h",
            (_, _, > 0, > 0) => $"{minutes} min {seconds} s",
            (_, _, > 0, _) => $"{minutes} min",
            (_, _, _, > 0) => $"{seconds} s",
            _ => "less than a second",
        };
    }

    public static string Count(int many, string one) => many switch
    {
        0 => $"no {one}s",
        1 => $"1 {one}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{many:#,0} {one}s"),
    };

    public static string Money(decimal amount, string? currency) =>
        string.Create(CultureInfo.InvariantCulture, $"{amount:#,0.##} {currency}");

    /// <summary>"a", "a and b", "a, b and c".</summary>
    public static string List(IEnumerable<string> items)
    {
        var all = items.ToList();
        return all.Count <= 1 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }

    public static string Ordinal(int number) => number switch
    {
        1 => "first",
        2 => "second",
        3 => "third",
        _ when number % 100 is 11 or 12 or 13 => $"{number}th",
        _ when number % 10 == 1 => $"{number}st",
        _ when number % 10 == 2 => $"{number}nd",
        _ when number % 10 == 3 => $"{number}rd",
        _ => $"{number}th",
    };

    /// <summary>An enum's name as words: NoAnswer is "no answer".</summary>
    public static string Code<TEnum>(TEnum code)
        where TEnum : struct, Enum
    {
        var name = code.ToString();
        var words = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && words.Length > 0)
                words.Append(' ');
            words.Append(char.ToLowerInvariant(letter));
        }
        return words.ToString();
    }

    /// <summary>A code with the text that terms give it.</summary>
    public static string Named(string code, string? text) => text is null ? code : $"{code} ({Quoted(text)})";

    /// <summary>In quotes that nothing within can close, and without what moves a printer or a terminal.</summary>
    public static string Quoted(string text)
    {
        var said = new StringBuilder(text.Length + 2).Append('“');
        foreach (var letter in text.Trim())
        {
            said.Append(letter switch
            {
                '“' or '”' => '"',
                _ when char.IsWhiteSpace(letter) => ' ',
                _ when char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format => '\uFFFD',
                _ => letter,
            });
        }
        return said.Append('”').ToString();
    }

    // Words that end a sentence themselves need no second full stop.
    private static string Ended(string quoted) => quoted[^2] is '.' or '!' or '?' or '…' ? quoted : $"{quoted}.";

    /// <summary>What somebody wrote, or what became of the words.</summary>
    /// <param name="what">How the words are called, as a sentence begins: "The explanation".</param>
    public Sentence Words(string what, PersonalText? text, long position) => text switch
    {
        { Text: { } readable } => new($"{what}: {Ended(Quoted(readable))}", [position]),
        null => new($"{what} has no words.", [position]),
        _ when facts.Words == WordsShown.Erased && facts.Erasure is { } erasure => new(
            $"{what} can't be read any more: its words were erased on {At(erasure.At)}.", [position, erasure.Position]),
        _ when facts.Words == WordsShown.Erased => new(
            $"{what} can't be read any more: its words were erased.", [position]),
        _ => new($"{what} isn't shown: its words are withheld from you.", [position]),
    };
}
