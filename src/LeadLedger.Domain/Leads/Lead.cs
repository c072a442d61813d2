using System.Collections.Immutable;

namespace LeadLedger.Domain.Leads;

/// <summary>
/// A lead as its events have made it: in exactly one place and with exactly one owner (nothing leaks). A closed
/// hierarchy; what can be done with a lead is decided in the command's own file.
/// </summary>
public abstract record Lead
{
    private Lead() { }

    /// <summary>What a stream without events is.</summary>
    public static Lead Initial { get; } = new NotHandedOff();

    /// <summary>There is no such lead.</summary>
    public sealed record NotHandedOff : Lead;

    /// <summary>A lead that was handed off at least once.</summary>
    public abstract record Existing(LeadFacts Facts) : Lead
    {
        public abstract LeadPlace Place { get; }

        public abstract LeadOwner Owner { get; }

        /// <summary>Since when it has been where it is.</summary>
        public abstract DateTimeOffset Since { get; }

        /// <summary>A rejection's case by its number, open or closed; null: there was no such rejection.</summary>
        public ReviewCase? CaseOf(int number) =>
            this is UnderReview { Case: var open } && open.Number == number
                ? open
                : Facts.ClosedCases.Find(closed => closed.Number == number);
    }

    /// <summary>Sales owes its promises; the clocks run.</summary>
    public sealed record WithSales(LeadFacts Facts) : Existing(Facts)
    {
        public override LeadPlace Place => LeadPlace.WithSales;

        public override LeadOwner Owner => Facts.Assignee is { } person
            ? new LeadOwner.SalesPerson(person)
            : new LeadOwner.SalesTeam(Facts.Handoff.AgreementId);

        public override DateTimeOffset Since => Facts.Period.From;

        /// <summary>An opportunity once opened stays one for this handoff, also through a review.</summary>
        public SalesStage Stage =>
            Facts.MilestoneOf(Facts.Handoff.Number, Milestone.OpportunityOpened) is { } ? SalesStage.Opportunity
            : Facts.Period.FirstResponse is null ? SalesStage.AwaitingFirstResponse
            : SalesStage.Working;
    }

    /// <summary>Sales rejected it and the panel hasn't ruled yet; the sales clocks stand still.</summary>
    public sealed record UnderReview(LeadFacts Facts, ReviewCase Case) : Existing(Facts)
    {
        public override LeadPlace Place => LeadPlace.UnderReview;

        public override LeadOwner Owner => new LeadOwner.ReviewPanel(Case.Rejection.PanelId);

        public override DateTimeOffset Since => Case.Rejection.RejectedAt;
    }

    /// <summary>In nurture, until marketing hands it off anew.</summary>
    public sealed record WithMarketing(LeadFacts Facts, ReturnCause Cause, DateTimeOffset ReturnedAt) : Existing(Facts)
    {
        public override LeadPlace Place => LeadPlace.WithMarketing;

        public override LeadOwner Owner => new LeadOwner.Marketing(Facts.Handoff.AgreementId);

        public override DateTimeOffset Since => ReturnedAt;
    }

    /// <summary>The sale was made.</summary>
    public sealed record Won(LeadFacts Facts, DealWon Deal) : Existing(Facts)
    {
        public override LeadPlace Place => LeadPlace.Won;

        public override LeadOwner Owner => new LeadOwner.Closed();

        public override DateTimeOffset Since => Deal.WonAt;
    }

    /// <summary>The sale came to nothing.</summary>
    public sealed record Lost(LeadFacts Facts, DealLost Deal) : Existing(Facts)
    {
        public override LeadPlace Place => LeadPlace.Lost;

        public override LeadOwner Owner => new LeadOwner.Closed();

        public override DateTimeOffset Since => Deal.LostAt;
    }

    /// <summary>The state after one more event.</summary>
    /// <exception cref="InvalidOperationException">
    /// The event isn't known here, or can't follow on this state: the stream wasn't written by our decisions.
    /// </exception>
    public static Lead Evolve(Lead state, LeadEvent e) => (state, e) switch
    {
        (NotHandedOff, LeadHandedOff it) => FirstHandedOff(it),
        (WithMarketing lead, LeadHandedOffAgain it) => HandedOff(lead.Facts, it.Handoff),
        (WithSales lead, LeadAssigned it) => new WithSales(AssignedTo(Holding(lead.Facts, it), it.Assignee)),
        (Existing lead, ContactAttempted it) => lead with { Facts = WithAttempt(lead.Facts, it) },
        (Existing lead, LeadProgressed it) => lead with
        {
            Facts = lead.Facts with { Milestones = lead.Facts.Milestones.Add(it) },
        },
        (WithSales lead, DealWon it) => new Won(PeriodEnded(lead.Facts, it.WonAt, it.JudgedAt), it),
        (WithSales lead, DealLost it) => new Lost(PeriodEnded(lead.Facts, it.LostAt, it.JudgedAt), it),
        (WithSales lead, LeadRejected it) => new UnderReview(
            Involving(PeriodEnded(lead.Facts, it.RejectedAt), it.RejectedBy, Involvement.RejectedIt),
            ReviewCase.OpenedBy(it)),
        (UnderReview lead, RejectionWithdrawn it) => Withdrawn(lead, it),
        (UnderReview lead, ReviewClaimed it) => lead with
        {
            Case = lead.Case with
            {
                Claim = new ReviewClaim(it.Member, it.Fence, it.ClaimedAt, it.ExpiresAt),
                Fence = it.Fence,
            },
        },
        (UnderReview lead, ReviewReleased) => lead with { Case = lead.Case with { Claim = null } },
        (UnderReview lead, VoteCast it) => lead with { Case = lead.Case with { Votes = lead.Case.Votes.Add(it) } },
        (UnderReview lead, MemberRecused it) => lead with
        {
            Case = lead.Case with { Recusals = lead.Case.Recusals.Add(it) },
        },
        (UnderReview lead, RulingIssued it) => Ruled(lead, it),
        (Existing lead, RulingFollowedUp it) => lead with { Facts = WithFollowUp(lead.Facts, it) },
        (WithSales lead, LeadReturnedToMarketing it) => new WithMarketing(
            PeriodEnded(lead.Facts, it.ReturnedAt), it.Cause, it.ReturnedAt),
        // The upheld ruling decided it already; this event says it to those who follow the leads and not the cases.
        (WithMarketing lead, LeadReturnedToMarketing) => lead,
        (Existing lead, FirstResponseMissed or CadenceMissed or RulingOverdue or BreachExcused or ReminderGiven) =>
            WatchRecords.Take(lead, e),
        (Existing lead, PersonalDataErased it) => lead with { Facts = lead.Facts with { Erased = it } },
        _ => throw new InvalidOperationException($"{e.GetType().Name} can't follow on {state.GetType().Name}."),
    };

    private static WithSales FirstHandedOff(LeadHandedOff it) => HandedOff(
        new LeadFacts(
            it.LeadId,
            it.Person,
            it.Handoff,
            null,
            [],
            [],
            [],
            ImmutableDictionary.Create<string, Involvement>(StringComparer.Ordinal)),
        it.Handoff);

    private static WithSales HandedOff(LeadFacts facts, Handoff handoff)
    {
        var period = new SalesPeriod(
            handoff,
            handoff.HandedOffAt,
            null,
            handoff.FirstResponse,
            handoff.Cadence,
            handoff.ReckonedWith)
        {
            Holdings = [new Holding(handoff.Assignee, handoff.HandedOffAt)],
        };
        var passed = Involving(facts, handoff.HandedOffBy, Involvement.HandedItOff) with
        {
            Handoff = handoff,
            Periods = facts.Periods.Add(period),
        };
        return new WithSales(AssignedTo(passed, handoff.Assignee));
    }

    private static WithSales Withdrawn(UnderReview lead, RejectionWithdrawn it)
    {
        var facts = Closing(lead.Facts, lead.Case with { Claim = null, Withdrawal = it });
        return new WithSales(facts with
        {
            Periods = facts.Periods.SetItem(facts.Periods.Count - 1, facts.Period.Resumed()),
        });
    }

    private static Existing Ruled(UnderReview lead, RulingIssued it)
    {
        var facts = Closing(lead.Facts, lead.Case with { Claim = null, Ruling = it });
        if (it.NewClocks is not { } clocks)
            return new WithMarketing(facts, ReturnCause.RejectionUpheld, it.RuledAt);
        var period = new SalesPeriod(
            facts.Handoff,
            it.RuledAt,
            null,
            clocks.FirstResponse,
            clocks.Cadence,
            clocks.ReckonedWith)
        {
            SentBackBy = it.Case,
            Holdings = [new Holding(clocks.ActBy, it.RuledAt)],
        };
        return new WithSales(AssignedTo(facts with { Periods = facts.Periods.Add(period) }, clocks.ActBy));
    }

    private static LeadFacts Closing(LeadFacts facts, ReviewCase closed) =>
        facts with { ClosedCases = facts.ClosedCases.Add(closed) };

    private static LeadFacts PeriodEnded(LeadFacts facts, DateTimeOffset at, DateTimeOffset? judgedAt = null) =>
        facts with { Periods = facts.Periods.SetItem(facts.Periods.Count - 1, facts.Period.EndedAt(at, judgedAt)) };

    private static LeadFacts Holding(LeadFacts facts, LeadAssigned it)
    {
        var period = facts.Period;
        var holdings = period.Holdings.Add(new Holding(it.Assignee, it.AssignedAt));
        return facts with
        {
            Periods = facts.Periods.SetItem(facts.Periods.Count - 1, period with { Holdings = holdings }),
        };
    }

    private static LeadFacts AssignedTo(LeadFacts facts, string? assignee) =>
        (assignee is null ? facts : Involving(facts, assignee, Involvement.WasAssignedIt)) with
        {
            Assignee = assignee,
        };

    private static LeadFacts Involving(LeadFacts facts, string person, Involvement how) =>
        facts with { Involved = facts.Involved.SetItem(person, facts.InvolvementOf(person) | how) };

    private static LeadFacts WithAttempt(LeadFacts facts, ContactAttempted it)
    {
        if (facts.PeriodAt(it.AttemptedAt) is not { } period || period.Handoff.Number != it.Handoff)
            throw new InvalidOperationException($"{it.AttemptedAt:O} isn't in a period of handoff {it.Handoff}.");
        var index = facts.Periods.LastIndexOf(period);
        return Involving(facts, it.AttemptedBy, Involvement.AttemptedContact) with
        {
            Periods = facts.Periods.SetItem(index, period.With(it)),
        };
    }

    private static LeadFacts WithFollowUp(LeadFacts facts, RulingFollowedUp it)
    {
        var index = facts.ClosedCases.FindIndex(closed => closed.Number == it.Case);
        return facts with
        {
            ClosedCases = facts.ClosedCases.SetItem(index, facts.ClosedCases[index] with { FollowUp = it }),
        };
    }
}
