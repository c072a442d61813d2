namespace LeadLedger.Domain.Leads.Explaining;

/// <summary>The rejection itself.</summary>
/// <param name="Explanation">Sales' own words; personal.</param>
/// <param name="Effort">As it was recorded with the rejection.</param>
/// <param name="EarlierCases">Of the same lead, in order.</param>
public sealed record RejectionThen(
    string RejectedBy,
    DateTimeOffset RejectedAt,
    DateOnly LocalDay,
    bool Imported,
    PersonalText? Explanation,
    EffortInvested Effort,
    DateTimeOffset RulingDueAt,
    IReadOnlyList<OtherCase> EarlierCases,
    long Position)
{
    internal static RejectionThen Of(CaseLife life, CaseReader reader)
    {
        var rejection = life.Rejection.Event;
        return new(
            rejection.RejectedBy,
            rejection.RejectedAt,
            rejection.LocalDay,
            life.Rejection.Imported,
            reader.Text(rejection.Explanation),
            rejection.Effort,
            rejection.RulingDueAt,
            [
                .. life.AtRejection.Facts.ClosedCases.Select(closed => OtherCase.Of(closed, life)),
            ],
            life.Rejection.Position);
    }
}

/// <summary>Another case of the same lead.</summary>
/// <param name="Verdict">Null: it was withdrawn, or is open.</param>
/// <param name="ClosedAt">Null: it is open.</param>
/// <param name="ClosedPosition">Where its ruling or withdrawal stands; null: it is open.</param>
public sealed record OtherCase(
    int Case,
    string ReasonCode,
    string RejectedBy,
    DateTimeOffset RejectedAt,
    Verdict? Verdict,
    DateTimeOffset? ClosedAt,
    long Position,
    long? ClosedPosition)
{
    internal static OtherCase Of(ReviewCase other, CaseLife life) => new(
        other.Number,
        other.Rejection.ReasonCode,
        other.Rejection.RejectedBy,
        other.Rejection.RejectedAt,
        other.Ruling?.Verdict,
        other.ClosedAt,
        life.PositionOf(other.Rejection),
        other.Ruling is { } ruling ? life.PositionOf(ruling)
            : other.Withdrawal is { } withdrawal ? life.PositionOf(withdrawal)
            : null);
}

public enum ClaimEnd
{
    /// <summary>It holds.</summary>
    Held,
    Released,

    /// <summary>The lease ended, and the case was free.</summary>
    Lapsed,

    /// <summary>A later claim took its place.</summary>
    Replaced,

    /// <summary>The case was closed while it held.</summary>
    CaseClosed,
}

/// <summary>A member's lease on the case.</summary>
/// <param name="EndedAt">Null while it holds.</param>
/// <param name="EndPosition">Where what ended it stands; null: its time did.</param>
public sealed record ClaimThen(
    string Member,
    int Fence,
    DateTimeOffset ClaimedAt,
    DateTimeOffset ExpiresAt,
    ClaimEnd End,
    DateTimeOffset? EndedAt,
    long Position,
    long? EndPosition)
{
    internal static IReadOnlyList<ClaimThen> Of(CaseLife life)
    {
        var number = life.Record.Case;
        var claims = life.Meanwhile.Of<ReviewClaimed>().Where(placed => placed.Event.Case == number).ToList();
        var released = life.Meanwhile.Of<ReviewReleased>().Where(placed => placed.Event.Case == number).ToList();
        return
        [
            .. claims.Select((placed, index) =>
            {
                var claim = placed.Event;
                var (end, at, position) = EndOf(
                    claim,
                    released.Find(it => it.Event.Fence == claim.Fence),
                    claims.ElementAtOrDefault(index + 1),
                    life);
                return new ClaimThen(
                    claim.Member, claim.Fence, claim.ClaimedAt, claim.ExpiresAt, end, at, placed.Position, position);
            }),
        ];
    }

    private static (ClaimEnd End, DateTimeOffset? At, long? Position) EndOf(
        ReviewClaimed claim, Placed<ReviewReleased>? released, Placed<ReviewClaimed>? next, CaseLife life)
    {
        if (released is not null)
            return (ClaimEnd.Released, released.Event.ReleasedAt, released.Position);
        if (next is not null && next.Event.ClaimedAt < claim.ExpiresAt)
            return (ClaimEnd.Replaced, next.Event.ClaimedAt, next.Position);
        if (next is null && life.Closing is { } closing && life.Case.ClosedAt is { } at && at < claim.ExpiresAt)
            return (ClaimEnd.CaseClosed, at, closing.Position);
        return life.Closing is not null || next is not null || claim.ExpiresAt <= life.Record.AsOf
            ? (ClaimEnd.Lapsed, claim.ExpiresAt, null)
            : (ClaimEnd.Held, null, null);
    }
}

/// <summary>A vote. That it was cast is on the record; what it says is withheld until the ruling (rule 6).</summary>
/// <param name="Withheld">Verdict and rationale are withheld from who asks.</param>
/// <param name="Counted">It counted in the ruling; null: there is none.</param>
/// <param name="Dissent">It counted, and the ruling says otherwise; null: there is no ruling.</param>
public sealed record VoteThen(
    string Member,
    DateTimeOffset VotedAt,
    bool Withheld,
    Verdict? Verdict,
    PersonalText? Rationale,
    bool? Counted,
    bool? Dissent,
    long Position)
{
    internal static IReadOnlyList<VoteThen> Of(CaseLife life, CaseReader reader)
    {
        var ruling = life.Case.Ruling;
        return
        [
            .. life.Meanwhile.Of<VoteCast>().Where(placed => placed.Event.Case == life.Record.Case)
                .Select(placed => Of(placed, ruling, reader)),
        ];
    }

    private static VoteThen Of(Placed<VoteCast> placed, RulingIssued? ruling, CaseReader reader)
    {
        var vote = placed.Event;
        if (!reader.MaySeeVote(vote))
            return new(vote.Member, vote.VotedAt, true, null, null, null, null, placed.Position);
        bool? counted = ruling is null ? null : ruling.Votes.Any(it => it.Member == vote.Member);
        return new(
            vote.Member,
            vote.VotedAt,
            false,
            vote.Verdict,
            reader.Text(vote.Rationale),
            counted,
            counted is { } ? counted.Value && vote.Verdict != ruling!.Verdict : null,
            placed.Position);
    }
}
