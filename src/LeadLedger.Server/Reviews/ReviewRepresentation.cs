using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Http;

namespace LeadLedger.Server.Reviews;

/// <summary>
/// A case as a command leaves it: state and version alone, without any personal text. While it is open nothing here
/// tells of votes, not even how many there are (rule 6).
/// </summary>
/// <param name="Version">Of the lead's stream: the ETag.</param>
/// <param name="Claim">Who works it; a claim that has expired by now stands here until somebody takes it over.</param>
/// <param name="Recused">Who stood aside by their own word.</param>
/// <param name="Ruling">The panel's final word, with the votes.</param>
public sealed record ReviewRepresentation(
    string Id,
    LeadId LeadId,
    int Case,
    long Version,
    ReviewState State,
    PanelId PanelId,
    string ReasonCode,
    string Criterion,
    string RejectedBy,
    DateTimeOffset RejectedAt,
    DateTimeOffset RulingDueAt,
    ClaimRepresentation? Claim,
    IReadOnlyList<string> Recused,
    RulingRepresentation? Ruling)
{
    /// <summary>The lead's case with that number, which must be there.</summary>
    public static ReviewRepresentation Of(Lead.Existing lead, int caseNumber, long version)
    {
        var reviewed = lead.CaseOf(caseNumber)
            ?? throw new InvalidOperationException($"The lead {lead.Facts.Id} has no case {caseNumber}.");
        var rejection = reviewed.Rejection;
        return new ReviewRepresentation(
            CommandTarget.ReviewId(lead.Facts.Id.Value, caseNumber),
            lead.Facts.Id,
            caseNumber,
            version,
            StateOf(reviewed),
            rejection.PanelId,
            rejection.ReasonCode,
            rejection.Criterion,
            rejection.RejectedBy,
            rejection.RejectedAt,
            rejection.RulingDueAt,
            reviewed.Claim is { } claim ? new(claim.Member, claim.Fence, claim.ClaimedAt, claim.ExpiresAt) : null,
            [.. reviewed.Recusals.Select(recusal => recusal.Member)],
            reviewed.Ruling is { } ruling ? RulingRepresentation.Of(ruling, reviewed.FollowUp) : null);
    }

    private static ReviewState StateOf(ReviewCase reviewed) => reviewed switch
    {
        { Ruling: not null } => ReviewState.Ruled,
        { Withdrawal: not null } => ReviewState.Withdrawn,
        _ => ReviewState.Open,
    };
}

public enum ReviewState
{
    Open,
    Ruled,
    Withdrawn,
}

/// <param name="Fence">To be said with a vote or ruling, so that it counts only under this claim.</param>
public sealed record ClaimRepresentation(
    string Member, int Fence, DateTimeOffset ClaimedAt, DateTimeOffset ExpiresAt);

/// <param name="Recused">Who didn't judge, by their own word or by what they had done with the lead.</param>
/// <param name="NextStepOwner">Who owes what follows.</param>
/// <param name="FollowedUpAt">When that was done; null: not yet.</param>
/// <param name="ActBy">Who of sales must act on an overturned lead; null: the team, or nobody.</param>
/// <param name="FirstResponseDueAt">The new clock of an overturned lead.</param>
/// <param name="InPlaceOf">Whose duty it was, if they could have judged the case; null: the chair's own.</param>
public sealed record RulingRepresentation(
    Verdict Verdict,
    RootCause RootCause,
    string Chair,
    DateTimeOffset RuledAt,
    IReadOnlyList<MemberVote> Votes,
    IReadOnlyList<string> Recused,
    string NextStepOwner,
    DateTimeOffset NextStepDueAt,
    DateTimeOffset? FollowedUpAt,
    string? ActBy,
    DateTimeOffset? FirstResponseDueAt,
    string? InPlaceOf)
{
    internal static RulingRepresentation Of(RulingIssued ruling, RulingFollowedUp? followUp) => new(
        ruling.Verdict,
        ruling.RootCause,
        ruling.Chair,
        ruling.RuledAt,
        ruling.Votes,
        ruling.Recused,
        ruling.NextStep.Owner,
        ruling.NextStep.DueAt,
        followUp?.DoneAt,
        ruling.NewClocks?.ActBy,
        ruling.NewClocks?.FirstResponse?.DueAt,
        ruling.InPlaceOf);
}
