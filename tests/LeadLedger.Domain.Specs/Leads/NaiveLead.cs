using LeadLedger.Domain.Leads;

namespace LeadLedger.Domain.Specs.Leads;

/// <summary>
/// What is true of a lead, asked of the list of its events with no state kept from one to the next: slow, plain, and
/// written without a look at the fold, to hold against it.
/// </summary>
internal sealed class NaiveLead(IReadOnlyList<LeadEvent> history)
{
    public LeadPlace Place => history.Reverse().Select(PlaceAfter).First(place => place is not null)!.Value;

    public string Owner => Place switch
    {
        LeadPlace.WithSales => Assignee ?? "the sales team",
        LeadPlace.UnderReview => "the panel",
        LeadPlace.WithMarketing => "marketing",
        _ => "closed",
    };

    public int Handoffs => history.Count(e => e is LeadHandedOff or LeadHandedOffAgain);

    public string? Assignee => history.Reverse().Select(Given).First(given => given.Any).To;

    public SalesStage Stage =>
        history.OfType<LeadProgressed>().Any(e => e.Milestone == Milestone.OpportunityOpened && e.Handoff == Handoffs)
            ? SalesStage.Opportunity
            : FirstResponseAt is null ? SalesStage.AwaitingFirstResponse : SalesStage.Working;

    public DateTimeOffset? ResponseDueAt => Clocks.Response?.DueAt;

    public DateTimeOffset? CadenceEndsAt => Clocks.Cadence?.EndsAt;

    public int Attempts => CurrentAttempts.Count();

    public DateTimeOffset? FirstResponseAt => CurrentAttempts
        .Where(e => e.Outcome is not (AttemptOutcome.Bounced or AttemptOutcome.WrongNumber))
        .Min(e => (DateTimeOffset?)e.JudgedAt);

    /// <summary>
    /// Attempts that could reach the person, by an instant, under the clocks of a handoff or a ruling.
    /// </summary>
    public int ResponsesBy(int handoff, int? sentBackBy, DateTimeOffset dueAt)
    {
        var rulings = history.OfType<RulingIssued>()
            .Where(e => e.Handoff == handoff && e.Verdict == Verdict.Overturned)
            .ToList();
        return history.OfType<ContactAttempted>().Count(e =>
            e.Handoff == handoff
            && e.Outcome is not (AttemptOutcome.Bounced or AttemptOutcome.WrongNumber)
            && e.JudgedAt <= dueAt
            && rulings.FindLast(ruling => ruling.RuledAt <= e.AttemptedAt)?.Case == sentBackBy);
    }

    public int Cases => history.OfType<LeadRejected>().Count();

    /// <summary>Who votes, holds the case or stood aside, in the newest case.</summary>
    public IEnumerable<string> Voters => history.OfType<VoteCast>().Where(e => e.Case == Cases).Select(e => e.Member);

    public IEnumerable<string> Recused =>
        history.OfType<MemberRecused>().Where(e => e.Case == Cases).Select(e => e.Member);

    public ReviewClaimed? Claim => history.Reverse()
        .TakeWhile(e => e is not (ReviewReleased or LeadRejected))
        .OfType<ReviewClaimed>()
        .FirstOrDefault();

    /// <summary>Everyone whom rule 6 bars.</summary>
    public ISet<string> Partial => history.SelectMany(Barred).ToHashSet();

    /// <summary>What started the clocks that ran last: a handoff, or a ruling that overturned.</summary>
    private int Start => history.ToList().FindLastIndex(
        e => e is LeadHandedOff or LeadHandedOffAgain or RulingIssued { Verdict: Verdict.Overturned });

    private (DateTimeOffset From, FirstResponsePromise? Response, CadencePromise? Cadence) Clocks =>
        history[Start] switch
        {
            LeadHandedOff e => (e.Handoff.HandedOffAt, e.Handoff.FirstResponse, e.Handoff.Cadence),
            LeadHandedOffAgain e => (e.Handoff.HandedOffAt, e.Handoff.FirstResponse, e.Handoff.Cadence),
            RulingIssued e => (e.RuledAt, e.NewClocks!.FirstResponse, e.NewClocks.Cadence),
            _ => throw new InvalidOperationException(),
        };

    private IEnumerable<ContactAttempted> CurrentAttempts => history
        .Index()
        .Skip(Start)
        .Where(e => e.Item is ContactAttempted attempt
            && attempt.AttemptedAt >= Clocks.From
            && attempt.Handoff == Handoffs
            && !(EndBefore(e.Index) < attempt.AttemptedAt))
        .Select(e => (ContactAttempted)e.Item);

    // When the running period had ended by the time that an event was recorded; null: it hadn't.
    private DateTimeOffset? EndBefore(int index)
    {
        DateTimeOffset? end = null;
        foreach (var e in history.Take(index).Skip(Start + 1))
        {
            end = e switch
            {
                LeadRejected it => it.RejectedAt,
                DealWon it => it.WonAt,
                DealLost it => it.LostAt,
                LeadReturnedToMarketing { Cause: ReturnCause.Unresponsive } it => it.ReturnedAt,
                RejectionWithdrawn => null,
                _ => end,
            };
        }
        return end is { } at && at < Clocks.From ? Clocks.From : end;
    }

    private static LeadPlace? PlaceAfter(LeadEvent e) => e switch
    {
        LeadHandedOff or LeadHandedOffAgain or RejectionWithdrawn => LeadPlace.WithSales,
        LeadRejected => LeadPlace.UnderReview,
        RulingIssued it => it.Verdict == Verdict.Upheld ? LeadPlace.WithMarketing : LeadPlace.WithSales,
        LeadReturnedToMarketing => LeadPlace.WithMarketing,
        DealWon => LeadPlace.Won,
        DealLost => LeadPlace.Lost,
        _ => null,
    };

    private static (bool Any, string? To) Given(LeadEvent e) => e switch
    {
        LeadHandedOff it => (true, it.Handoff.Assignee),
        LeadHandedOffAgain it => (true, it.Handoff.Assignee),
        LeadAssigned it => (true, it.Assignee),
        RulingIssued { NewClocks: { } clocks } => (true, clocks.ActBy),
        _ => (false, null),
    };

    private static IEnumerable<string> Barred(LeadEvent e) => e switch
    {
        LeadHandedOff it => Named(it.Handoff.HandedOffBy, it.Handoff.Assignee),
        LeadHandedOffAgain it => Named(it.Handoff.HandedOffBy, it.Handoff.Assignee),
        LeadAssigned it => [it.Assignee],
        ContactAttempted it => [it.AttemptedBy],
        LeadRejected it => [it.RejectedBy],
        RulingIssued it => Named(it.NewClocks?.ActBy),
        _ => [],
    };

    private static IEnumerable<string> Named(params string?[] people) => people.OfType<string>();
}
