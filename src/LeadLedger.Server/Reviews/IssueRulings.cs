using FluentValidation;
using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Http;
using LeadLedger.Server.Leads;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Reviews;

/// <summary>One ruling on many cases of the same kind.</summary>
/// <param name="Items">1 to 200 cases, each once.</param>
/// <param name="Ruling">What goes for all of them, but for what an item says otherwise.</param>
public sealed record IssueRulingsRequest(IReadOnlyList<RulingItem> Items, SharedRuling Ruling);

/// <summary>A case to rule on; what it leaves out is as in the ruling for all.</summary>
/// <param name="Review">The case's id.</param>
/// <param name="Version">The version of it that the chair saw: its ETag, as a ruling's If-Match.</param>
/// <param name="Fence">The claim under which it was judged; null: the chair's newest.</param>
public sealed record RulingItem(
    string Review,
    long Version,
    int? Fence = null,
    Verdict? Verdict = null,
    RootCause? RootCause = null,
    PersonalText? Rationale = null,
    PersonalText? ReasonAgainstVotes = null,
    NextStepRequest? NextStep = null,
    string? ActBy = null);

/// <summary>A ruling as it is issued on each of many cases.</summary>
public sealed record SharedRuling(
    Verdict Verdict,
    RootCause RootCause,
    PersonalText Rationale,
    NextStepRequest NextStep,
    PersonalText? ReasonAgainstVotes = null,
    string? ActBy = null) : LeadRequest
{
    /// <summary>The request that the item's own route would have been sent.</summary>
    internal IssueRulingRequest On(RulingItem item) => new(
        item.Verdict ?? Verdict,
        item.RootCause ?? RootCause,
        item.Rationale ?? Rationale,
        item.ReasonAgainstVotes ?? ReasonAgainstVotes,
        item.NextStep ?? NextStep,
        item.ActBy ?? ActBy,
        item.Fence)
    {
        OccurredAt = OccurredAt,
        By = By,
    };
}

/// <summary>What became of each case, in the order in which they were sent.</summary>
public sealed record RulingResults(IReadOnlyList<RulingResult> Items);

/// <param name="Status">What the case's own route would have answered.</param>
/// <param name="Position">The ledger's position right after it; null where there is a problem.</param>
/// <param name="Ruled">The case as the ruling left it; null where there is a problem.</param>
/// <param name="Problem">Why it wasn't ruled on; null: it was.</param>
public sealed record RulingResult(
    string Review, int Status, long? Position, ReviewRepresentation? Ruled, ProblemDocument? Problem)
{
    internal static RulingResult Of(string review, Answer answer) => new(
        review,
        answer.Status,
        answer.Position,
        answer.Body as ReviewRepresentation,
        answer.Problem is { } problem ? ProblemDocument.Of(problem, traceId: null) : null);
}

/// <summary><c>POST /v1/reviews/rulings</c></summary>
internal static partial class IssueRulingsEndpoint
{
    private const int MostItems = 200;

    // So many appends share the group commit; more would wait for each other in the store's queue.
    private const int AtOnce = 32;

    private static readonly Validator Shape = new();

    private static readonly OperationText Text = new(
        "Rules on many cases",
        "The same ruling on up to 200 cases, with what differs said in the item. Each is decided by all the rules of "
        + "a single ruling, on the version that the item names, and has the status and the problem that its own route "
        + "would have answered; one that is refused changes nothing for the others. With an Idempotency-Key the same "
        + "call sent again has no second effect: each item gets this key, a colon and its place, from 1.",
        new IssueRulingsRequest(
            [
                new RulingItem(LeadExamples.Review.Id, 5, 1),
                new RulingItem(
                    "0197f3a0-0000-8000-8000-00000000b002-1", 7, NextStep: new(
                        PersonalText.Of("Ask who signs for it."), "mia", LeadExamples.Ruling.NextStep.DueAt)),
            ],
            new SharedRuling(
                LeadExamples.Ruling.Verdict,
                LeadExamples.Ruling.RootCause,
                LeadExamples.Ruling.Rationale,
                LeadExamples.Ruling.NextStep)),
        new RulingResults(
            [
                new RulingResult(LeadExamples.Review.Id, StatusCodes.Status201Created, 41, LeadExamples.Ruled, null),
                new RulingResult(
                    "0197f3a0-0000-8000-8000-00000000b002-1",
                    StatusCodes.Status412PreconditionFailed,
                    null,
                    null,
                    ProblemDocument.Of(Problems.NotTheVersionSeen(8), traceId: null)),
            ]),
        StatusCodes.Status207MultiStatus);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var ledger = routes.ServiceProvider.GetRequiredService<WriteSide>();
        var logger = routes.ServiceProvider.GetRequiredService<ILoggerFactory>()
            .CreateLogger(typeof(IssueRulingsEndpoint));
        routes.MapPost("/reviews/rulings", async http => await http.Response.Write(await Run(http, ledger, logger)))
            .AllowRoles([.. IssueRulingEndpoint.Command.Roles])
            .WithMetadata(new Operation(Text, typeof(IssueRulingsRequest)) { Id = "issueRulings" });
    }

    private static async Task<Answer> Run(HttpContext http, WriteSide ledger, ILogger logger)
    {
        if (CommandRoute.EnvelopeOf(http, TargetKind.Nothing, out var envelope) is { } problem)
            return problem;
        var reading = await JsonBody.Read<IssueRulingsRequest>(http.Request, http.RequestAborted);
        if (reading.Value is not { } request)
            return reading.Problem!;
        if (Shape.Look(request) is { } invalid)
            return invalid;
        // What was sent in full is decided and answered in full, even if the caller has gone.
        var results = new RulingResult[request.Items.Count];
        await Parallel.ForAsync(
            0,
            results.Length,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (i, _) =>
            {
                var answer = await RuleOn(request, i, envelope, ledger, logger);
                results[i] = RulingResult.Of(request.Items[i].Review, answer);
            });
        return Answer.MultiStatus(new RulingResults(results)) with
        {
            Position = results.Max(result => result.Position),
        };
    }

    private static async ValueTask<Answer> RuleOn(
        IssueRulingsRequest request, int index, CommandEnvelope envelope, WriteSide ledger, ILogger logger)
    {
        var item = request.Items[index];
        var wrong = CommandTarget.TryRead(TargetKind.Review, _ => item.Review, out var target);
        if (wrong is not null)
            return wrong;
        var own = envelope with
        {
            Target = target,
            IfMatch = item.Version,
            IdempotencyKey = FormattableString.Invariant($"{envelope.IdempotencyKey}:{index + 1}"),
        };
        var check = IssueRulingEndpoint.Command.Check(request.Ruling.On(item), own, ledger);
        if (check.Value is not { } prepared)
            return check.Problem!;
        try
        {
            var question = prepared.Question;
            return prepared.Answer(await ledger.Decider.Decide(
                StreamKinds.Lead, prepared.StreamId, question.Context, question.Judge));
        }
        catch (Exception failure)
        {
            // One case's failure is its own alone; the others have been, or will be, ruled on.
            LogFailure(logger, envelope.CorrelationId, LastResort.SafeWords(failure), failure.StackTrace);
            return LastResort.ProblemOf(failure);
        }
    }

    [LoggerMessage(
        LogEvents.RulingOfManyFailed, LogLevel.Error, "A ruling of many failed, trace {Trace}: {Failure}\n{Stack}")]
    private static partial void LogFailure(ILogger logger, string? trace, string failure, string? stack);

    private sealed class Validator : RequestValidator<IssueRulingsRequest>
    {
        public Validator()
        {
            RuleFor(request => request.Items).Must(items => items.Count is >= 1 and <= MostItems)
                .WithErrorCode("length").WithMessage($"There are 1 to {MostItems} cases.");
            RuleFor(request => request.Items)
                .Must(items => items.Select(item => item.Review).Distinct(StringComparer.OrdinalIgnoreCase).Count()
                    == items.Count)
                .WithErrorCode("unique").WithMessage("Each case is there once.");
            RuleForEach(request => request.Items)
                .ChildRules(item => item.RuleFor(one => one.Version).GreaterThan(0));
        }
    }
}
