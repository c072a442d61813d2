using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadLedger.Domain.Time;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Importing.Values;

/// <summary>What the text of a column is read as. A closed hierarchy.</summary>
internal abstract record Conversion
{
    private Conversion() { }

    /// <summary>The code of a row that it can't be read in.</summary>
    public virtual string Code => "value-unreadable";

    /// <summary>What is wrong with a text that it can't read: the end of a sentence.</summary>
    public virtual string Complaint => "can't be read";

    /// <param name="text">Not empty.</param>
    public abstract bool TryConvert(string text, out Scalar value);

    /// <summary>As it is.</summary>
    public sealed record ToText : Conversion
    {
        public override bool TryConvert(string text, out Scalar value)
        {
            value = Scalar.Of(text);
            return true;
        }
    }

    /// <summary>A decimal number.</summary>
    /// <param name="DecimalMark">Between the whole and its parts.</param>
    /// <param name="ThousandsMark">Between groups of digits; null: there is none, and one is a fault.</param>
    /// <param name="Strip">Characters around the number that mean nothing, such as a currency's sign.</param>
    public sealed record ToNumber(char DecimalMark, char? ThousandsMark, string Strip) : Conversion
    {
        public override string Code => "not-a-number";

        public override string Complaint => "is no number as the mapping describes them";

        public override bool TryConvert(string text, out Scalar value)
        {
            value = Scalar.None;
            text = text.Trim([.. Strip, ' ']);
            if (ThousandsMark is { } mark)
                text = text.Replace(mark.ToString(), "", StringComparison.Ordinal);
            if (DecimalMark != '.' && text.Contains('.', StringComparison.Ordinal))
                return false;
            const NumberStyles plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
            if (!decimal.TryParse(text.Replace(DecimalMark, '.'), plain, CultureInfo.InvariantCulture, out var number))
                return false;
            value = new Scalar(JsonValue.Create(number));
            return true;
        }
    }

    /// <summary>An instant, written as the ledger's requests write them.</summary>
    /// <param name="Formats">Each as .NET writes date formats; none: ISO 8601 with an offset.</param>
    /// <param name="At">The time of day of a format that has none.</param>
    /// <param name="TimeZone">Of a format without an offset.</param>
    public sealed record ToInstant(IReadOnlyList<DateFormat> Formats, TimeOnly At, string TimeZone) : Conversion
    {
        public override string Code => "not-a-time";

        public override string Complaint => Formats.Count == 0
            ? "is no ISO 8601 date and time with its offset"
            : $"isn't written {string.Join(" or ", Formats.Select(format => format.Text))}";

        public override bool TryConvert(string text, out Scalar value)
        {
            value = Scalar.None;
            DateTimeOffset? instant = Formats.Count == 0 && Instants.TryParse(text, out var iso) ? iso : null;
            for (var index = 0; instant is null && index < Formats.Count; index++)
                instant = Formats[index].Instant(text, At, TimeZone);
            if (instant is { } found)
                value = Scalar.Of(Instants.Format(Instants.Truncate(found)));
            return instant is not null;
        }
    }

    /// <summary>A day, written <c>yyyy-MM-dd</c>.</summary>
    public sealed record ToDay(IReadOnlyList<DateFormat> Formats) : Conversion
    {
        public override string Code => "not-a-day";

        public override string Complaint =>
            $"isn't written {string.Join(" or ", Formats.Select(format => format.Text))}";

        public override bool TryConvert(string text, out Scalar value)
        {
            var day = Formats.Select(format => format.Day(text)).FirstOrDefault(found => found is not null);
            value = day is { } found
                ? Scalar.Of(found.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
                : Scalar.None;
            return day is not null;
        }
    }

    /// <summary>The opaque id of the person of the company who bears this name.</summary>
    public sealed record ToSubject(Func<string, string> SubjectOf) : Conversion
    {
        public override bool TryConvert(string text, out Scalar value)
        {
            value = Scalar.Of(SubjectOf(text));
            return true;
        }
    }
}

/// <summary>One way in which a file writes days, or days with a time.</summary>
/// <param name="Text">As .NET writes date formats.</param>
internal sealed record DateFormat(string Text)
{
    // What stands in quotes or after a backslash is written as it is.
    private const string NotSpecifiers = @"\\.|'[^']*'|""[^""]*""";

    private readonly string specifiers = Regex.Replace(Text, NotSpecifiers, "");

    /// <summary>Whether it says the year, the month and the day.</summary>
    public bool NamesADay => specifiers.Contains('y') && specifiers.Contains('M') && specifiers.Contains('d');

    public bool HasTime => specifiers.AsSpan().ContainsAny('H', 'h');

    private bool HasOffset => specifiers.AsSpan().ContainsAny('z', 'K');

    public DateTimeOffset? Instant(string text, TimeOnly at, string timeZone)
    {
        var invariant = CultureInfo.InvariantCulture;
        if (HasOffset)
            return DateTimeOffset.TryParseExact(text, Text, invariant, DateTimeStyles.None, out var instant)
                ? instant
                : null;
        if (!DateTime.TryParseExact(text, Text, invariant, DateTimeStyles.None, out var local))
            return null;
        var time = HasTime ? TimeOnly.FromDateTime(local) : at;
        return LocalTime.At(DateOnly.FromDateTime(local), time, timeZone);
    }

    public DateOnly? Day(string text) =>
        DateTime.TryParseExact(text, Text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? DateOnly.FromDateTime(local)
            : null;
}
