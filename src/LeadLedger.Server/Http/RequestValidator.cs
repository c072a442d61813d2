using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FluentValidation;
using FluentValidation.Results;
using LeadLedger.Domain;
using LeadLedger.Server.Leads;

namespace LeadLedger.Server.Http;

/// <summary>
/// A validator of a request's shape: lengths, ranges, what excludes what. What depends on the ledger is a refusal of
/// the domain, never a validation.
/// </summary>
public abstract class RequestValidator<TRequest> : AbstractValidator<TRequest>
{
    /// <summary>Null: the request is valid.</summary>
    public Problem? Look(TRequest request)
    {
        var result = Validate(request);
        return result.IsValid ? null : Problems.RequestIsNotValid([.. result.Errors.Select(ErrorOf)]);
    }

    private static FieldError ErrorOf(ValidationFailure failure)
    {
        var field = ValidationNames.PathOf(failure.PropertyName);
        return new(field, ValidationNames.RuleOf(failure.ErrorCode), failure.ErrorMessage);
    }
}

/// <summary>A validator of what every command on a lead may say.</summary>
public abstract class LeadRequestValidator<TRequest> : RequestValidator<TRequest>
    where TRequest : LeadRequest
{
    protected LeadRequestValidator() => RuleFor(request => request.By).Subject();
}

/// <summary>Rules that requests share.</summary>
public static partial class ValidationRules
{
    /// <summary>A code: what terms and tables are keyed by. 1 to 60 characters, no blanks at the ends.</summary>
    public static IRuleBuilderOptions<T, string?> Code<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(code => code is null || (code.Length is >= 1 and <= 60 && code.Trim().Length == code.Length))
            .WithErrorCode("code").WithMessage("A code has 1 to 60 characters and no blanks at its ends.");

    /// <summary>
    /// A code that no terms declare. Its alphabet is all that keeps free text out of what is stored in the clear, so it
    /// has no blanks: 1 to 64 letters, digits and <c>. _ : / + -</c>, the first a letter or a digit.
    /// </summary>
    public static IRuleBuilderOptions<T, string?> UndeclaredCode<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(code => code is null || IsUndeclaredCode(code)).WithErrorCode("code")
            .WithMessage("A code here has 1 to 64 of A-Z, a-z, 0-9 and . _ : / + - and begins with a letter or digit.");

    /// <summary>Somebody's id, as it stands in their token: 1 to 200 characters as of a code, or <c>@ |</c>.</summary>
    public static IRuleBuilderOptions<T, string?> Subject<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(subject => subject is null || IsSubject(subject)).WithErrorCode("subject").WithMessage(SubjectMessage);

    internal const string SubjectMessage =
        "A person's id has 1 to 200 of A-Z, a-z, 0-9 and . _ : / + - @ | and begins with a letter or digit.";

    internal static bool IsUndeclaredCode(string text) => UndeclaredCodes().IsMatch(text);

    internal static bool IsSubject(string text) => text.Length <= Caller.MaxSubjectLength && Subjects().IsMatch(text);

    /// <summary>A line of text: a name, a title.</summary>
    public static IRuleBuilderOptions<T, string?> Line<T>(this IRuleBuilder<T, string?> rule, int max = 200) =>
        rule.Must(text => text is null || (!string.IsNullOrWhiteSpace(text) && text.Length <= max))
            .WithErrorCode("line").WithMessage($"It has 1 to {max} characters and isn't blank.");

    /// <summary>Free text about a person or a lead; null is allowed unless the request's type forbids it.</summary>
    public static IRuleBuilderOptions<T, PersonalText?> Text<T>(
        this IRuleBuilder<T, PersonalText?> rule, int max = 4000) =>
        rule.Must(text => text is null || (!string.IsNullOrWhiteSpace(text.Text) && text.Text.Length <= max))
            .WithErrorCode("text").WithMessage($"It has 1 to {max} characters and isn't blank.");

    /// <summary>Money, not negative, at most 4 decimals and 15 digits before the point.</summary>
    public static IRuleBuilderOptions<T, decimal?> Money<T>(this IRuleBuilder<T, decimal?> rule) =>
        rule.Must(amount => amount is null || IsMoney(amount.Value)).WithErrorCode("money").WithMessage(MoneyMessage);

    /// <inheritdoc cref="Money{T}(IRuleBuilder{T, decimal?})"/>
    public static IRuleBuilderOptions<T, decimal> Money<T>(this IRuleBuilder<T, decimal> rule) =>
        rule.Must(IsMoney).WithErrorCode("money").WithMessage(MoneyMessage);

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._:/+-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex UndeclaredCodes();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._:/+@|-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Subjects();

    private const string MoneyMessage = "An amount is 0 or more, has at most 4 decimals and is below 10^15.";

    private static bool IsMoney(decimal amount) =>
        amount is >= 0 and < 1_000_000_000_000_000m && decimal.Round(amount, 4) == amount;
}

internal static class ValidationNames
{
    /// <summary><c>Terms.Valuation[2].CloseRate</c> → <c>terms.valuation[2].closeRate</c>.</summary>
    public static string PathOf(string property) =>
        string.Join('.', property.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));

    /// <summary><c>NotEmptyValidator</c> → <c>not-empty</c>.</summary>
    public static string RuleOf(string errorCode)
    {
        var name = errorCode.EndsWith("Validator", StringComparison.Ordinal) ? errorCode[..^9] : errorCode;
        var rule = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && rule.Length > 0)
                rule.Append('-');
            rule.Append(char.ToLowerInvariant(letter));
        }
        return rule.ToString();
    }
}
