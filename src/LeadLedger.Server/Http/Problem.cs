using System.Collections.Concurrent;
using System.Text;
using LeadLedger.Domain;

namespace LeadLedger.Server.Http;

/// <summary>
/// Why a request wasn't answered, in the form of RFC 9457: of a command or a query, over HTTP or in a line of a bulk.
/// </summary>
/// <param name="Code">Stable, kebab-case; the type is <c>urn:leadledger:problem:</c> and this.</param>
/// <param name="Status">HTTP's.</param>
/// <param name="Title">The same for every occurrence.</param>
/// <param name="Detail">One sentence about this occurrence; never with personal data in it.</param>
public sealed record Problem(string Code, int Status, string Title, string Detail)
{
    public const string TypePrefix = "urn:leadledger:problem:";

    private static readonly ConcurrentDictionary<Type, (string Code, string Title)> Names = new();

    /// <summary>The field it is about, as a JSON path; null if it is about none or several.</summary>
    public string? Field { get; init; }

    /// <summary>Everything that is wrong, where that is more than can be said in one sentence.</summary>
    public IReadOnlyList<FieldError>? Errors { get; init; }

    /// <summary>The version that the stream has, where the caller saw another.</summary>
    public long? CurrentVersion { get; init; }

    /// <summary>Who holds the case, under which claim and until when, where that is what it is about.</summary>
    public NamedClaim? Claim { get; init; }

    /// <summary>When to come again, where that helps.</summary>
    public int? RetryAfterSeconds { get; init; }

    public string Type => TypePrefix + Code;

    /// <summary>A refusal by a rule: its name is the code and, read as a sentence, the title.</summary>
    public static Problem Of(Refusal refusal)
    {
        var (code, title) = Names.GetOrAdd(refusal.GetType(), static type => (CodeOf(type), TitleOf(type)));
        return new Problem(code, StatusOf(refusal.Kind), title, refusal.Detail)
        {
            Field = refusal.Field,
            Claim = refusal.Claim,
        };
    }

    /// <summary>The stable code of a refusal: its type's name in kebab-case.</summary>
    public static string CodeOf(Type refusal) => Split(refusal.Name, '-').ToLowerInvariant();

    public static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.NotAllowed => StatusCodes.Status403Forbidden,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Gone => StatusCodes.Status410Gone,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.Unprocessable => StatusCodes.Status422UnprocessableEntity,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of refusal."),
    };

    internal static string TitleOf(Type refusal)
    {
        var words = Split(refusal.Name, ' ');
        return words[0] + words[1..].ToLowerInvariant() + ".";
    }

    private static string Split(string name, char by)
    {
        var words = new StringBuilder(name.Length + 8);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && words.Length > 0)
                words.Append(by);
            words.Append(letter);
        }
        return words.ToString();
    }
}

/// <summary>One thing that is wrong with one field.</summary>
/// <param name="Field">A JSON path such as <c>terms.valuation[2].closeRate</c>, or a parameter's name.</param>
/// <param name="Rule">Which rule, kebab-case.</param>
/// <param name="Message">One sentence for a person.</param>
public sealed record FieldError(string Field, string Rule, string Message);
