using System.Globalization;
using LeadLedger.Domain;
using LeadLedger.Server.Ledger;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace LeadLedger.Server.Http;

/// <summary>The headers that commands and queries share.</summary>
public static class RequestHeaders
{
    public const string IdempotencyKeyName = "Idempotency-Key";
    public const string ActAsName = "Ledger-Role";
    public const string MinPositionName = "Ledger-Min-Position";
    public const string CorrelationName = "Correlation-Id";
    public const string CausationName = "Causation-Id";

    private const int MaxLength = 200;

    /// <summary>The caller's key; without one, a key for this request alone.</summary>
    public static Problem? IdempotencyKey(IHeaderDictionary headers, out string key)
    {
        if (!headers.TryGetValue(IdempotencyKeyName, out var values))
        {
            key = Guid.CreateVersion7().ToString();
            return null;
        }
        key = values.Count == 1 ? values[0] ?? "" : "";
        return IsVisibleAscii(key) ? null : Problems.IdempotencyKeyIsNotValid;
    }

    /// <summary>Whether a text can be an idempotency key: 1 to 200 visible ASCII characters.</summary>
    public static bool IsVisibleAscii(string text) =>
        text.Length is > 0 and <= MaxLength && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    /// <summary>The version in a strong ETag; a list, a weak tag or * doesn't name the version that was seen.</summary>
    public static Problem? IfMatch(IHeaderDictionary headers, out long? version)
    {
        version = null;
        var values = headers.IfMatch;
        if (values.Count == 0)
            return null;
        if (values.Count == 1 && values[0] is ['"', .. var number, '"']
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed))
        {
            version = parsed;
            return null;
        }
        return Problems.IfMatchIsNotValid;
    }

    /// <summary>The role that a caller with several wants to act in.</summary>
    public static Problem? ActAs(IHeaderDictionary headers, out Role? role)
    {
        role = null;
        if (!headers.TryGetValue(ActAsName, out var values))
            return null;
        if (values.Count != 1 || !RoleCodes.TryParse(values[0] ?? "", out var parsed))
            return Problems.HeaderIsNotValid(ActAsName, $"{ActAsName} is one of {string.Join(", ", RoleCodes.All)}.");
        role = parsed;
        return null;
    }

    /// <summary>The position that a query has to have reached; 0 where none is asked for.</summary>
    public static Problem? MinPosition(IHeaderDictionary headers, out long position)
    {
        position = 0;
        if (!headers.TryGetValue(MinPositionName, out var values)
            || (values.Count == 1
                && long.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out position)))
            return null;
        return Problems.HeaderIsNotValid(MinPositionName,
            $"{MinPositionName} is the number that a Ledger-Position gave.");
    }

    /// <summary>
    /// Whether a caller would rather have text than JSON. Who doesn't say, or takes either as gladly, gets JSON.
    /// </summary>
    public static bool PrefersText(IHeaderDictionary headers)
    {
        if (!MediaTypeHeaderValue.TryParseList(headers.Accept, out var accepted))
            return false;
        return Liking("text", "plain") > Liking("application", "json");

        // What names a type the closest counts for it (RFC 9110, 12.5.1).
        double Liking(string type, string subtype) => accepted
            .Where(range => range.MatchesAllTypes
                || (range.Type.Equals(type, StringComparison.OrdinalIgnoreCase) && (range.MatchesAllSubTypes
                    || range.SubType.Equals(subtype, StringComparison.OrdinalIgnoreCase))))
            .OrderBy(range => (range.MatchesAllTypes, range.MatchesAllSubTypes))
            .Select(range => range.Quality ?? 1)
            .FirstOrDefault(0);
    }

    /// <summary>A header of the caller's own words, such as what made them send this.</summary>
    public static Problem? Opaque(IHeaderDictionary headers, string name, out string? text)
    {
        text = null;
        if (!headers.TryGetValue(name, out StringValues values))
            return null;
        text = values.Count == 1 ? values[0] : null;
        return text is not null && IsVisibleAscii(text)
            ? null
            : Problems.HeaderIsNotValid(name,
                $"{name} has 1 to {MaxLength} visible ASCII characters, and is given once.");
    }
}
