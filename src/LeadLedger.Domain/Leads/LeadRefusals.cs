namespace LeadLedger.Domain.Leads;

// What sales and marketing are refused, and what any command on a lead can meet. The review's own are in
// ReviewRefusals.cs; docs/refusals.md says of each command in which order they come.

/// <summary>No lead of this id was ever handed off.</summary>
public sealed record LeadIsUnknown() : Refusal(RefusalKind.NotFound, "There is no such lead.");

/// <summary>
/// A lead is handed off for the first time only once; later handoffs follow its return to marketing.
/// </summary>
public sealed record LeadExistsAlready() : Refusal(RefusalKind.Conflict, "This lead was handed off already.");

/// <summary>
/// The record of the other system is a person's who was erased here: what it says of them isn't taken in anew.
/// </summary>
public sealed record PersonIsErased() : Refusal(
    RefusalKind.Gone, "The person behind this lead was erased; a record of them isn't taken in again.");

/// <summary>What can't be undone is done by those who answer for the ledger, and in nobody else's name.</summary>
public sealed record OnlyOperatorsErase() : Refusal(
    RefusalKind.NotAllowed, "Only an operator erases the person behind a lead.");

public sealed record OnlyMarketingOfTheAgreementHandsOff() : Refusal(
    RefusalKind.NotAllowed, "Only the agreement's marketing side hands its leads off.");

/// <summary>An import says what others decided elsewhere; on a lead of here it would decide in their names.</summary>
public sealed record OnlyHistoryIsDecidedByImport() : Refusal(
    RefusalKind.NotAllowed,
    "History from elsewhere is imported under backfilled terms; "
    + "what is decided here is decided by those who are here.");

public sealed record OnlySalesOfTheAgreementActsOnIt() : Refusal(
    RefusalKind.NotAllowed, "Only the agreement's sales side acts on this lead.");

/// <summary>Sales people take what is nobody's for themselves; anything more is their managers' to decide.</summary>
public sealed record OnlySalesManagersAssign() : Refusal(
    RefusalKind.NotAllowed,
    "Only a sales manager of the agreement assigns leads; a sales person may take an unassigned one.");

public sealed record OnlySalesAndColleaguesAttemptContact() : Refusal(
    RefusalKind.NotAllowed, "Only the agreement's sales side, and colleagues, record contact attempts.");

public sealed record LeadIsNotWithSales(LeadPlace Place) : Refusal(
    RefusalKind.Conflict, $"Sales can act on a lead only while it is with sales; this one is {Place.InWords()}.");

public sealed record LeadIsNotWithMarketing(LeadPlace Place) : Refusal(
    RefusalKind.Conflict, $"Only a lead in nurture is handed off again; this one is {Place.InWords()}.");

/// <summary>Late facts are welcome, but only from a time when the lead was sales' (rule 13).</summary>
public sealed record LeadWasNotWithSalesThen(LeadPlace Place) : Refusal(
    RefusalKind.Conflict, $"The lead wasn't with sales at that time; now it is {Place.InWords()}.")
{
    public override string Field => "occurredAt";
}

/// <summary>An outcome ends the present handoff, so it can't be an earlier one's.</summary>
public sealed record OutcomeBelongsToAnEarlierHandoff(int Handoff) : Refusal(
    RefusalKind.Conflict, $"At that time the lead was with sales by handoff {Handoff}, which has ended.")
{
    public override string Field => "occurredAt";
}

public sealed record TimeIsInTheFuture() : Refusal(
    RefusalKind.Unprocessable, "What hasn't happened yet can't be recorded.")
{
    public override string Field => "occurredAt";
}

/// <summary>Facts may be reported late, decisions never (rule 13).</summary>
public sealed record DecisionsAreNotReportedLate() : Refusal(
    RefusalKind.Unprocessable, "A decision is made when it is recorded, not before.")
{
    public override string Field => "occurredAt";
}

/// <summary>
/// History brought in must be possible: nothing is decided on a lead before it came to be where it is.
/// </summary>
public sealed record DecisionIsBeforeItsCause(DateTimeOffset Since) : Refusal(
    RefusalKind.Unprocessable, $"The lead is where this was decided only since {Since.InWords()}.")
{
    public override string Field => "occurredAt";
}

public sealed record FactIsBeforeTheHandoff() : Refusal(
    RefusalKind.Unprocessable, "Nothing happens to a lead before its handoff.")
{
    public override string Field => "occurredAt";
}

public sealed record HandoffIsBeforeTheReturn() : Refusal(
    RefusalKind.Unprocessable, "A lead is handed off again only after it came back to marketing.")
{
    public override string Field => "occurredAt";
}

public sealed record NoTermsInForceAtHandoff() : Refusal(
    RefusalKind.Unprocessable, "No terms of the agreement were in force at the time of the handoff.")
{
    public override string Field => "occurredAt";
}

public sealed record SegmentIsNotInTheTerms(int TermsVersion) : Refusal(
    RefusalKind.Unprocessable, $"Terms version {TermsVersion} declares no such segment.")
{
    public override string Field => "segment";
}

public sealed record ConversionActionIsNotInTheTerms(int TermsVersion) : Refusal(
    RefusalKind.Unprocessable, $"Terms version {TermsVersion} declares no such conversion action.")
{
    public override string Field => "conversionAction";
}

public sealed record CriterionIsNotInTheTerms(string Criterion, int TermsVersion) : Refusal(
    RefusalKind.Unprocessable, $"Terms version {TermsVersion} declares no such criterion.")
{
    public override string Field => $"qualification.{Criterion}";
}

public sealed record AnswerIsNotOneOfTheCriterion(string Criterion) : Refusal(
    RefusalKind.Unprocessable, "The criterion is answered with one of its codes.")
{
    public override string Field => $"qualification.{Criterion}";
}

/// <summary>
/// Signed terms value every code that they declare, so this one points at terms that weren't checked.
/// </summary>
public sealed record NoValuationRowMatches(int TermsVersion) : Refusal(
    RefusalKind.Unprocessable, $"Terms version {TermsVersion} has no valuation row for such a lead.");

public sealed record AssigneeIsNotOfSales() : Refusal(
    RefusalKind.Unprocessable, "The assignee isn't of the agreement's sales side.")
{
    public override string Field => "assignee";
}

public sealed record AmountIsNegative() : Refusal(RefusalKind.Unprocessable, "An amount is zero or more.")
{
    public override string Field => "amount";
}

public sealed record OnlyAnOpportunityHasAnAmount() : Refusal(
    RefusalKind.Unprocessable, "Only an opportunity is expected to bring an amount; other milestones have none.")
{
    public override string Field => "amount";
}

/// <summary>A milestone counts once a handoff, or the funnel would count a lead twice.</summary>
public sealed record MilestoneWasReachedBefore(Milestone Milestone, DateTimeOffset ReachedAt) : Refusal(
    RefusalKind.Conflict, $"This handoff reached the milestone already, at {ReachedAt.InWords()}.");

public sealed record NoCadenceWasPromised() : Refusal(
    RefusalKind.Conflict, "The terms promise no cadence, so there is no saying when it is worked to its end.");

public sealed record PersonWasReached() : Refusal(
    RefusalKind.Conflict, "The person answered, so the lead isn't unresponsive.");

/// <param name="Missing">How many attempts are still due.</param>
public sealed record CadenceIsNotWorkedYet(int Missing) : Refusal(
    RefusalKind.Conflict, $"The cadence isn't worked to its end: {Missing} more to attempt.");
