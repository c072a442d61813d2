using LeadLedger.Domain.Leads;
using LeadLedger.Server.Access;
using LeadLedger.Server.Http;

namespace LeadLedger.Server.Leads;

/// <summary>A lead's life, step by step.</summary>
/// <param name="Version">Up to which version it is replayed.</param>
public sealed record LeadReplay(
    long Version, IReadOnlyList<ReplayStep> Steps, bool PersonWithheld, bool PersonErased);

/// <summary>One step: what happened, and the lead before and after it.</summary>
/// <param name="Late">It was reported later than the terms' grace allows.</param>
/// <param name="TermsVersion">The terms that it was judged by.</param>
/// <param name="Before">Null: there was no lead yet.</param>
public sealed record ReplayStep(
    EventRepresentation Event, bool Late, int? TermsVersion, ReplayState? Before, ReplayState? After);

/// <summary>Where a lead is, whose, and what is owed.</summary>
public sealed record ReplayState(
    LeadPlace Place,
    SalesStage? Stage,
    OwnerRepresentation Owner,
    int Handoff,
    DateTimeOffset Since,
    DeadlinesRepresentation? Deadlines,
    string? ReviewId)
{
    internal static ReplayState? Of(Lead lead, long version)
    {
        if (lead is not Lead.Existing existing)
            return null;
        var it = LeadAnswers.Represent(existing, version);
        return new ReplayState(it.Place, it.Stage, it.Owner, it.Handoff, it.Since, it.Deadlines, it.ReviewId);
    }
}

/// <summary><c>GET /v1/leads/{leadId}/replay</c></summary>
internal static class ReplayLeadEndpoint
{
    private static readonly OperationText Text = new(
        "Replays a lead",
        "Each event with the lead before and after it, who did it and when, and the terms that it was judged by. "
        + "With ?version= as it was then; what is withheld goes by today.",
        null,
        ExampleHistory.Replay);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapFreshQuery(
        "/leads/{leadId}/replay",
        LeadAccess.Readers,
        Handle,
        Text,
        new QueryParameter("version", typeof(int), "Up to which version of the lead; left out: the newest.", 3));

    private static async Task<Answer> Handle(QueryCall call)
    {
        var upTo = call.Query.Number("version", 1, int.MaxValue);
        var reading = await LeadAccess.Read(call);
        if (reading.Value is not { } seen)
            return reading.Problem!;
        var history = seen.History;
        if (upTo > history.Version)
            return Problems.NotFound($"version: the lead is at version {history.Version}");
        return Answer.Ok(Replay(seen, upTo ?? history.Version)) with { Version = history.Version };
    }

    internal static LeadReplay Replay(SeenLead seen, long upTo) => new(
        upTo,
        [
            .. seen.History.Steps
                .TakeWhile(step => step.Recorded.Version <= upTo)
                .Select(step => Show(step, seen.Disclosure)),
        ],
        !seen.Disclosure.SeesPerson,
        seen.History.IsErased);

    private static ReplayStep Show(LeadStep step, Disclosure disclosure) => new(
        EventRepresentation.Of(step.Recorded, step.Event, disclosure),
        IsLate(step.Event),
        (step.After as Lead.Existing)?.Facts.Handoff.TermsVersion,
        ReplayState.Of(step.Before, step.Recorded.Version - 1),
        ReplayState.Of(step.After, step.Recorded.Version));

    private static bool IsLate(LeadEvent? evt) => evt switch
    {
        LeadHandedOff it => it.Handoff.Late,
        LeadHandedOffAgain it => it.Handoff.Late,
        ContactAttempted it => it.Late,
        LeadProgressed it => it.Late,
        DealWon it => it.Late,
        DealLost it => it.Late,
        _ => false,
    };
}
