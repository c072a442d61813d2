using System.Collections.Immutable;

namespace LeadLedger.Domain.Leads;

/// <summary>What is known of a lead wherever it is.</summary>
/// <param name="Handoff">The newest handoff; its number says how many there were.</param>
/// <param name="Assignee">The sales person it is or was last assigned to in this handoff; null: the team's.</param>
/// <param name="Periods">
/// Every period with sales in order; the last is the present one while the lead is with sales.
/// </param>
/// <param name="Milestones">Every milestone of every handoff, in the order of recording.</param>
/// <param name="ClosedCases">Rejections that were ruled on or withdrawn, in order.</param>
/// <param name="Involved">Who had a hand in it in a way that bars from judging it (rule 6).</param>
public sealed record LeadFacts(
    LeadId Id,
    Person Person,
    Handoff Handoff,
    string? Assignee,
    ImmutableList<SalesPeriod> Periods,
    ImmutableList<LeadProgressed> Milestones,
    ImmutableList<ReviewCase> ClosedCases,
    ImmutableDictionary<string, Involvement> Involved)
{
    /// <summary>The newest period with sales; it has ended if the lead is elsewhere.</summary>
    public SalesPeriod Period => Periods[^1];

    /// <summary>
    /// The period with sales in which an instant lies; null: it wasn't with sales then. Where two meet it is the newer
    /// one's.
    /// </summary>
    public SalesPeriod? PeriodAt(DateTimeOffset at) =>
        Periods.FindLast(period => period.From <= at) is { } newest && newest.Holds(at) ? newest : null;

    /// <summary>When a handoff reached a milestone; null: it hasn't yet.</summary>
    public LeadProgressed? MilestoneOf(int handoff, Milestone milestone) =>
        Milestones.Find(reached => reached.Handoff == handoff && reached.Milestone == milestone);

    public Involvement InvolvementOf(string person) => Involved.GetValueOrDefault(person);
}

/// <summary>What somebody did with a lead that bars them from judging it (rule 6).</summary>
[Flags]
public enum Involvement
{
    None = 0,
    HandedItOff = 1,
    WasAssignedIt = 2,
    AttemptedContact = 4,
    RejectedIt = 8,
}

/// <summary>
/// A stretch of time with sales under one set of clocks. A handoff begins it, or a ruling that sends the lead back;
/// a rejection, an outcome or the return to marketing ends it. A withdrawn rejection opens it again, as if it had
/// never ended (rule 9).
/// </summary>
/// <param name="Handoff">The handoff it belongs to.</param>
/// <param name="From">When it began: what happened since then counts for its clocks.</param>
/// <param name="To">When it ended; null while it lasts.</param>
/// <param name="FirstResponsePromise">Null: no first response is promised.</param>
/// <param name="CadencePromise">Null: no cadence is promised.</param>
/// <param name="Attempts">The attempts made in it, in the order of recording.</param>
public sealed record SalesPeriod(
    Handoff Handoff,
    DateTimeOffset From,
    DateTimeOffset? To,
    FirstResponsePromise? FirstResponsePromise,
    CadencePromise? CadencePromise,
    ReckonedWith ReckonedWith,
    ImmutableList<ContactAttempted> Attempts)
{
    public bool Holds(DateTimeOffset at) => From <= at && (To is not { } end || at <= end);

    /// <summary>
    /// The first attempt that could reach the person, by the instant it is judged by; null: there was none yet.
    /// </summary>
    public ContactAttempted? FirstResponse =>
        Attempts.Where(attempt => attempt.CouldReachThePerson()).MinBy(attempt => attempt.JudgedAt);

    /// <summary>
    /// Wall seconds from the clock's start to the first response; null: there was none yet. A response older than a
    /// clock that started late, because its handoff was reported late, took no time.
    /// </summary>
    public long? FirstResponseSeconds =>
        FirstResponse is { } response
            ? Math.Max(0, (long)(response.JudgedAt - (FirstResponsePromise?.From ?? From)).TotalSeconds)
            : null;

    /// <summary>The person answered in it, at once or later.</summary>
    public bool ThePersonAnswered =>
        Attempts.Exists(attempt => attempt.Outcome is AttemptOutcome.Connected or AttemptOutcome.Replied);

    /// <summary>Ends it; never before it began, though the clock that says so may have stepped back.</summary>
    internal SalesPeriod EndedAt(DateTimeOffset at) => this with { To = at < From ? From : at };
}

/// <summary>What an attempt's outcome means for the promises.</summary>
public static class AttemptMeaning
{
    /// <summary>A bounced message or a wrong number can't have reached anybody, so it is no first response.</summary>
    public static bool CouldReachThePerson(this ContactAttempted attempt) =>
        attempt.Outcome is not (AttemptOutcome.Bounced or AttemptOutcome.WrongNumber);
}
