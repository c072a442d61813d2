using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Access;
using LeadLedger.Server.Http;
using LeadLedger.Server.Leads;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Reviews;

/// <summary>A panel member takes the next case; each field narrows down which.</summary>
/// <param name="Agreement">Of one agreement.</param>
/// <param name="Panel">Of one panel.</param>
/// <param name="Reason">Rejected for one reason.</param>
public sealed record TakeNextReviewRequest(
    Guid? Agreement, Guid? Panel, string? Segment, string? Source, string? Reason);

/// <summary><c>POST /v1/reviews/next</c></summary>
internal static class TakeNextReviewEndpoint
{
    /// <summary>Others may be faster at so many cases before the caller is told to come again.</summary>
    private const int MostTries = 32;

    private const string CommandName = "takeNextReview";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly Role[] Members = [Role.Panel];
    private static readonly Validator Shape = new();

    private static readonly OperationText Text = new(
        "Takes the next case",
        "The first by priority that the caller's panels have, that nobody works, that the caller may judge and hasn't "
        + "voted on yet; once as many have voted as are needed, it is for whoever presides alone. It is claimed for "
        + "the caller, and answered with its file. A claim of theirs under which something is left to do comes "
        + "first, so that an answer that got lost is given again. 204: there is nothing for them now.",
        new TakeNextReviewRequest(null, null, "enterprise", null, null),
        ExampleHistory.Case,
        StatusCodes.Status201Created);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var (ledger, read) = (services.GetRequiredService<WriteSide>(), services.GetRequiredService<ReadSide>());
        var underWay = new CasesUnderWay(read.Projected);
        routes
            .MapPost("/reviews/next", async http => await http.Response.Write(await Run(http, ledger, read, underWay)))
            .AllowRoles(Members)
            .WithMetadata(new Operation(Text, typeof(TakeNextReviewRequest)) { Id = CommandName, MayBeEmpty = true });
    }

    private static async Task<Answer> Run(HttpContext http, WriteSide ledger, ReadSide read, CasesUnderWay underWay)
    {
        if (CommandRoute.EnvelopeOf(http, TargetKind.Nothing, out var envelope) is { } problem)
            return problem;
        if (RequestHeaders.MinPosition(http.Request.Headers, out var position) is { } unread)
            return unread;
        var reading = await JsonBody.Read<TakeNextReviewRequest>(http.Request, http.RequestAborted);
        if (reading.Value is not { } request)
            return reading.Problem!;
        if (envelope.Caller.RoleFor(Members, envelope.ActAs) is null)
            return Problems.RoleNotAllowed(Members);
        if (Shape.Look(request) is { } invalid)
            return invalid;
        if (!await read.Projected.WaitFor(position, Patience, http.RequestAborted))
            return Problems.ProjectionIsBehind;
        var call = new QueryCall(http, envelope.Caller, new QueryParameters(http.Request.Query), read);
        return await Take(new Sought(call, request, envelope with { IfMatch = null }, ledger, underWay));
    }

    private static async Task<Answer> Take(Sought sought)
    {
        var (call, tries, mayBeLeft) = (sought.Call, 0, false);
        if (sought.UnderWay.NewestOf(call.Caller.Subject) is { } newest
            && await Try(sought, newest.LeadId, newest.Case) is { } again)
            return again;
        NextCandidate? last = null;
        while (tries < MostTries)
        {
            var candidates = await NextCandidates.Find(call, sought.Filters, last);
            foreach (var candidate in candidates)
            {
                var (lead, number) = (candidate.LeadId, candidate.Case);
                if (candidate.IsHeld)
                {
                    if (await Try(sought, lead, number) is { } held)
                        return held;
                    continue;
                }
                last = candidate;
                if (!sought.UnderWay.TryBegin(lead, number))
                {
                    mayBeLeft |= !sought.UnderWay.IsTaken(lead, number);
                    continue;
                }
                if (await Try(sought, lead, number) is { } taken)
                    return taken;
                if (++tries == MostTries)
                    break;
            }
            if (candidates.Count < NextCandidates.Most)
                break;
        }
        // Others are at some of them and may leave these yet, or there are more than were tried. What they have taken,
        // or what the caller has just done and the read models don't know of, isn't there for the caller.
        return mayBeLeft || tries == MostTries
            ? Problems.TooContended
            : Answer.Nothing with { Position = call.Read.Projected.Position };
    }

    /// <summary>Claims a case, if it is the caller's turn there; null: it isn't, or somebody was faster.</summary>
    private static async Task<Answer?> Try(Sought sought, Guid leadId, int caseNumber)
    {
        Outcome<Lead>.Accepted? accepted = null;
        var target = new CommandTarget(leadId, caseNumber);
        try
        {
            var now = sought.Ledger.Clock.Now();
            var act = new Act(sought.Me, Role.Panel, sought.Me, now, now);
            var prepared = new CommandCall<TakeNextReviewRequest>(
                CommandName, sought.Request, act, sought.Envelope with { Target = target }, sought.Ledger)
                .OnReview((lead, agreement, panel) =>
                    TakeReview.Decide(lead, agreement, panel, new TakeReview(caseNumber, act)));
            var question = prepared.Question;
            var outcome = await sought.Ledger.Decider.Decide(
                StreamKinds.Lead, leadId, question.Context, question.Judge);
            if (outcome is Outcome<Lead>.KeyUsedForAnotherRequest)
                return Problems.KeyUsedForAnotherRequest;
            if (outcome is Outcome<Lead>.TooContended)
                return Problems.TooContended;
            accepted = outcome as Outcome<Lead>.Accepted;
        }
        finally
        {
            if (accepted is { } got)
                sought.UnderWay.Took(sought.Me, leadId, caseNumber, got.Position);
            else
                sought.UnderWay.Leave(leadId, caseNumber);
        }
        return accepted is null ? null : await FileOf(sought, target, accepted);
    }

    /// <summary>Null where a key that was used before brought back a claim that has ended since.</summary>
    private static async Task<Answer?> FileOf(Sought sought, CommandTarget target, Outcome<Lead>.Accepted accepted)
    {
        var reading = await LeadAccess.Read(sought.Call, target);
        if (reading.Value is not { } seen)
            return reading.Problem!;
        if (seen.Present is not Lead.UnderReview { Case: var open } || open.Number != target.Number
            || open.ClaimHeldAt(sought.Ledger.Clock.Now())?.Member != sought.Me)
            return null;
        var file = await ReadReviewEndpoint.FileOf(sought.Call, seen, open);
        return Answer.Created($"/v1/reviews/{CommandTarget.ReviewId(target.StreamId, target.Number)}", file) with
        {
            Version = seen.History.Version,
            Position = accepted.Position,
            IsRepeat = accepted.IsRepeat,
        };
    }

    /// <summary>What a caller seeks, and with what.</summary>
    private sealed record Sought(
        QueryCall Call,
        TakeNextReviewRequest Request,
        CommandEnvelope Envelope,
        WriteSide Ledger,
        CasesUnderWay UnderWay)
    {
        public string Me => Envelope.Caller.Subject;

        public QueueFilters Filters { get; } = new()
        {
            Agreement = Request.Agreement,
            Panel = Request.Panel,
            Segment = Request.Segment,
            Source = Request.Source,
            Reason = Request.Reason,
        };
    }

    private sealed class Validator : RequestValidator<TakeNextReviewRequest>
    {
        public Validator()
        {
            RuleFor(request => request.Segment).Line();
            RuleFor(request => request.Source).Line();
            RuleFor(request => request.Reason).Line();
        }
    }
}
