using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using LeadLedger.Domain;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Http;

/// <summary>
/// Reads a query's parameters one by one and collects what is wrong with them; a parameter that nobody asked for is
/// wrong too, for a filter that is misspelt would silently filter nothing.
/// </summary>
public sealed partial class QueryParameters(IQueryCollection query)
{
    private const int MostDigits = 28;

    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly List<FieldError> errors = [];

    /// <summary>Asked for last: null if all that was given could be read.</summary>
    public Problem? Problem
    {
        get
        {
            foreach (var name in query.Keys.Where(name => !known.Contains(name)))
                errors.Add(new(name, "unknown-parameter", $"There is no parameter '{name}' here."));
            return errors.Count == 0 ? null : Problems.QueryIsNotValid(errors);
        }
    }

    /// <summary>A text, such as a code or a person's id.</summary>
    public string? Text(string name, int longest = 200)
    {
        if (Given(name) is not { } text)
            return null;
        return text.Length > 0 && text.Length <= longest && !text.Contains('\0', StringComparison.Ordinal)
            ? text
            : Wrong<string?>(name, "text", $"has 1 to {longest} characters");
    }

    /// <summary>A parameter that may be given several times; null: it isn't given.</summary>
    public IReadOnlyList<string>? Texts(string name, int most, int longest = 200)
    {
        known.Add(name);
        if (!query.TryGetValue(name, out var values))
            return null;
        return values.Count <= most && values.All(IsText)
            ? [.. values.OfType<string>()]
            : Wrong<IReadOnlyList<string>>(
                name, "texts", $"is given at most {most} times, each time with 1 to {longest} characters");

        bool IsText(string? text) =>
            text is { Length: > 0 } && text.Length <= longest && !text.Contains('\0', StringComparison.Ordinal);
    }

    public Guid? Id(string name)
    {
        if (Given(name) is not { } text)
            return null;
        return Guid.TryParseExact(text, "D", out var id) ? id : Wrong<Guid?>(name, "id", "is a UUID");
    }

    public Month? Month(string name)
    {
        if (Given(name) is not { } text)
            return null;
        return Domain.Month.TryParse(text, out var month)
            ? month
            : Wrong<Month?>(name, "month", "is a month, yyyy-MM");
    }

    /// <summary>A local day.</summary>
    public DateOnly? Day(string name)
    {
        if (Given(name) is not { } text)
            return null;
        return DateOnly.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : Wrong<DateOnly?>(name, "day", "is a day, yyyy-MM-dd");
    }

    /// <summary>An instant; without an offset it isn't one.</summary>
    public DateTimeOffset? Instant(string name)
    {
        if (Given(name) is not { } text)
            return null;
        return Instants.TryParse(text, out var instant)
            ? instant
            : Wrong<DateTimeOffset?>(name, "instant", "is an instant with its offset, such as 2026-03-02T09:00:00Z");
    }

    public int? Number(string name, int min, int max)
    {
        if (Given(name) is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max
            ? number
            : Wrong<int?>(name, "number", $"is a whole number from {min} to {max}");
    }

    /// <summary>A number with or without decimals, exactly as it is written.</summary>
    public decimal? Figure(string name)
    {
        if (Given(name) is not { } text)
            return null;
        if (!Figures().IsMatch(text))
            return Wrong<decimal?>(name, "number", "is a number, such as 1000 or 0.25");
        // Of more digits than a decimal has, the rest would be dropped without a word.
        if (text.Count(char.IsAsciiDigit) > MostDigits)
            return Wrong<decimal?>(name, "number-out-of-range", $"has at most {MostDigits} digits");
        var figure = decimal.Parse(text, CultureInfo.InvariantCulture);
        return figure == 0 ? 0 : figure;
    }

    /// <summary>
    /// A parameter that has to be given. Where it isn't, or is wrong, there is a <see cref="Problem"/> to ask for, and
    /// the value means nothing.
    /// </summary>
    public T Required<T>(string name, Func<string, T?> read)
        where T : struct
    {
        if (query.ContainsKey(name))
            return read(name) ?? default;
        known.Add(name);
        return Wrong<T>(name, "missing-parameter", "has to be given");
    }

    /// <summary>A position in the ledger.</summary>
    public long? Position(string name)
    {
        if (Given(name) is not { } text)
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position
            : Wrong<long?>(name, "position", "is a position: a whole number from 0");
    }

    public bool? Flag(string name) => Given(name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => Wrong<bool?>(name, "flag", "is true or false"),
    };

    /// <summary>One of the values, in camelCase as bodies write them.</summary>
    public TEnum? OneOf<TEnum>(string name)
        where TEnum : struct, Enum
    {
        if (Given(name) is not { } text)
            return null;
        foreach (var value in Enum.GetValues<TEnum>())
        {
            if (CodeOf(value) == text)
                return value;
        }
        var codes = string.Join(", ", Enum.GetValues<TEnum>().Select(CodeOf));
        return Wrong<TEnum?>(name, "unknown-value", $"is one of {codes}");
    }

    /// <summary>How many items a page has: 50 unless said.</summary>
    public int Limit(int max = 200) => Number("limit", 1, max) ?? Math.Min(50, max);

    /// <summary>An enum's value as bodies, the read models and queries write it.</summary>
    public static string CodeOf<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private string? Given(string name)
    {
        known.Add(name);
        if (!query.TryGetValue(name, out var values))
            return null;
        if (values.Count == 1)
            return values[0];
        return Wrong<string?>(name, "repeated", "may be given once");
    }

    private T? Wrong<T>(string name, string rule, string should)
    {
        errors.Add(new(name, rule, $"The parameter '{name}' {should}."));
        return default;
    }

    [GeneratedRegex(@"^-?[0-9]+(\.[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Figures();
}
