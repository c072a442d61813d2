using LeadLedger.Domain.Time;
using LeadLedger.Server.Importing.Values;

namespace LeadLedger.Server.Importing.Mapping;

/// <summary>Reads what the text of a column is to be read as.</summary>
internal sealed class ConversionReader(string timeZone, Func<string, string> subjectOf)
{
    private static readonly string[] Kinds = ["text", "number", "instant", "day", "subject"];

    /// <summary>The conversion to a kind, with what the section says of it; null if that was reported.</summary>
    public Conversion? Read(YamlSection section, string kind)
    {
        switch (kind)
        {
            case "text":
                return new Conversion.ToText();
            case "subject":
                return new Conversion.ToSubject(subjectOf);
            case "number":
                return new Conversion.ToNumber(
                    Mark(section, "decimal") ?? '.', Mark(section, "thousands"), section.Text("strip") ?? "");
            case "day":
                var days = Formats(section);
                return new Conversion.ToDay(days.Count > 0 ? days : [new DateFormat("yyyy-MM-dd")]);
            case "instant":
                return Instant(section);
            default:
                section.Report(
                    $"'{kind}' isn't something that a column is read as. Known: {string.Join(", ", Kinds)}.");
                return null;
        }
    }

    private Conversion.ToInstant Instant(YamlSection section)
    {
        var formats = Formats(section);
        var at = TimeOnly.MinValue;
        if (section.Text("at") is { } text && !TimeOnly.TryParseExact(text, "HH:mm", out at))
            section.Report($"'at' is a time of day such as 09:00, and '{text}' isn't one.");
        if (section.Has("at") && formats.Count == 0)
            formats = [new DateFormat("yyyy-MM-dd")];
        if (!section.Has("at") && formats.Any(format => !format.HasTime))
            section.Report("a format without a time of day needs one: add 'at', such as at: \"09:00\".");
        var zone = section.Text("timeZone") ?? timeZone;
        if (!LocalTime.IsKnownZone(zone))
            section.Report($"'{zone}' is no IANA time zone.");
        return new Conversion.ToInstant(formats, at, zone);
    }

    private static List<DateFormat> Formats(YamlSection section)
    {
        var formats = section.Texts("format").Select(text => new DateFormat(text)).ToList();
        foreach (var format in formats.Where(format => !format.NamesADay))
        {
            section.Report(
                $"'{format.Text}' names no whole day: it needs y for the year, M for the month, d for the day.");
        }

        return formats;
    }

    private static char? Mark(YamlSection section, string key)
    {
        if (section.Text(key) is not { } text)
            return null;
        if (text.Length == 1)
            return text[0];
        section.Report($"'{key}' is a single character.");
        return null;
    }
}
