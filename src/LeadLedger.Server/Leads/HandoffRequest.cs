using FluentValidation;
using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Http;

namespace LeadLedger.Server.Leads;

/// <summary>What a first handoff and a later one say alike.</summary>
public interface IHandoffRequest
{
    string Segment { get; }

    Bucket Bucket { get; }

    string ConversionAction { get; }

    string Source { get; }

    string? Campaign { get; }

    IReadOnlyDictionary<string, PersonalText>? Qualification { get; }

    string? Assignee { get; }
}

internal static class HandoffRequests
{
    private static readonly Dictionary<string, PersonalText> Unqualified = [];

    public static HandoffDetails Details(this IHandoffRequest request) => new(
        request.Segment,
        request.Bucket,
        request.ConversionAction,
        request.Source,
        request.Campaign,
        request.Qualification ?? Unqualified,
        request.Assignee);
}

/// <summary>The shape of what a first handoff and a later one say alike.</summary>
internal abstract class HandoffValidator<TRequest> : LeadRequestValidator<TRequest>
    where TRequest : LeadRequest, IHandoffRequest
{
    /// <summary>More criteria than any terms have.</summary>
    private const int MostAnswers = 50;

    protected HandoffValidator()
    {
        RuleFor(request => request.Segment).Code();
        RuleFor(request => request.ConversionAction).Code();
        RuleFor(request => request.Source).UndeclaredCode();
        RuleFor(request => request.Campaign).UndeclaredCode();
        RuleFor(request => request.Assignee).Subject();
        RuleFor(request => request.Qualification).Custom((answers, context) =>
        {
            if (answers?.Count > MostAnswers)
                context.AddFailure("qualification", $"There are at most {MostAnswers} answers.");
            foreach (var (criterion, answer) in answers ?? Enumerable.Empty<KeyValuePair<string, PersonalText>>())
            {
                if (criterion.Length is 0 or > 60)
                    context.AddFailure("qualification", "A criterion's code has 1 to 60 characters.");
                else if (answer.Text is not { Length: > 0 and <= 1000 })
                    context.AddFailure($"qualification.{criterion}", "An answer has 1 to 1000 characters.");
            }
        });
    }
}
