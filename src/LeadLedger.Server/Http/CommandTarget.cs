using System.Globalization;
using LeadLedger.Domain;

namespace LeadLedger.Server.Http;

/// <summary>What a command is about.</summary>
public enum TargetKind
{
    /// <summary>Something new.</summary>
    Nothing,

    /// <summary><c>{leadId}</c>.</summary>
    Lead,

    /// <summary><c>{reviewId}</c>: a lead's case, written <c>&lt;leadId&gt;-&lt;case&gt;</c>.</summary>
    Review,

    /// <summary><c>{leadId}</c> and <c>{case}</c>: a lead's rejection.</summary>
    Rejection,

    /// <summary><c>{agreementId}</c>.</summary>
    Agreement,

    /// <summary><c>{agreementId}</c> and <c>{version}</c>.</summary>
    Terms,

    /// <summary><c>{agreementId}</c> and <c>{month}</c>, as <c>yyyy-MM</c>.</summary>
    Month,

    /// <summary><c>{panelId}</c>.</summary>
    Panel,

    /// <summary><c>{panelId}</c> and <c>{member}</c>, by subject.</summary>
    Member,
}

/// <summary>What a command is about, by id.</summary>
/// <param name="StreamId">Empty for something new.</param>
/// <param name="Number">
/// A review's or rejection's case, the version of terms, or a month as yyyyMM; 0 where there is none.
/// </param>
public readonly record struct CommandTarget(Guid StreamId, int Number)
{
    // No terms are in force in a month before or after these.
    private const int FirstYear = 1970;
    private const int LastYear = 2199;

    /// <summary>The panel's member that it is about; null where it isn't about one.</summary>
    public string? Member { get; init; }

    /// <summary>The month that the number stands for.</summary>
    public Month Month => new(Number / 100, Number % 100);

    /// <summary>Reads it from a route's values, or from the fields of a bulk's line.</summary>
    public static Problem? TryRead(TargetKind kind, Func<string, string?> value, out CommandTarget target)
    {
        target = default;
        switch (kind)
        {
            case TargetKind.Nothing:
                return null;
            case TargetKind.Review:
                return TryReview(value("reviewId"), out target)
                    ? null
                    : Problems.PathIsNotValid("reviewId", "A review is written as its lead's id, a dash and the case.");
            case TargetKind.Rejection:
                if (!TryNumber(value("case"), out var rejection))
                    return Problems.PathIsNotValid("case", "A rejection's case is a number from 1.");
                var unknown = TryId(value, "leadId", out var lead);
                target = new(lead, rejection);
                return unknown;
            case TargetKind.Terms:
                if (!TryNumber(value("version"), out var version))
                    return Problems.PathIsNotValid("version", "A version of terms is a number from 1.");
                var problem = TryId(value, "agreementId", out var agreement);
                target = new(agreement, version);
                return problem;
            case TargetKind.Month:
                if (!Month.TryParse(value("month"), out var month) || month.Year is < FirstYear or > LastYear)
                    return Problems.PathIsNotValid("month", "A month is written yyyy-MM, from 1970 to 2199.");
                var unnamed = TryId(value, "agreementId", out var owner);
                target = new(owner, (month.Year * 100) + month.Number);
                return unnamed;
            case TargetKind.Member:
                // The path's decoding leaves a slash as it was written.
                var member = value("member")?.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
                if (member is null || !ValidationRules.IsSubject(member))
                    return Problems.PathIsNotValid("member", ValidationRules.SubjectMessage);
                var unseated = TryId(value, "panelId", out var panel);
                target = new(panel, 0) { Member = member };
                return unseated;
            default:
                var missing = TryId(value, NameOf(kind), out var id);
                target = new(id, 0);
                return missing;
        }
    }

    /// <summary>A review's id: its lead's, and which of its cases.</summary>
    public static string ReviewId(Guid leadId, int caseNumber) =>
        string.Create(CultureInfo.InvariantCulture, $"{leadId:D}-{caseNumber}");

    public static bool TryReview(string? reviewId, out CommandTarget target)
    {
        target = default;
        if (reviewId is not { Length: > 37 } || reviewId[36] != '-'
            || !Guid.TryParseExact(reviewId.AsSpan(0, 36), "D", out var leadId)
            || !TryNumber(reviewId[37..], out var number))
            return false;
        target = new(leadId, number);
        return true;
    }

    internal static string NameOf(TargetKind kind) => kind switch
    {
        TargetKind.Lead => "leadId",
        TargetKind.Agreement => "agreementId",
        TargetKind.Panel => "panelId",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "It has no id of its own."),
    };

    private static Problem? TryId(Func<string, string?> value, string name, out Guid id) =>
        Guid.TryParseExact(value(name), "D", out id)
            ? null
            : Problems.PathIsNotValid(name, $"{name} is a UUID.");

    // Each number has one way to write it: two ids of one case would be taken for two cases.
    private static bool TryNumber(string? text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1
        && text![0] != '0';
}
