using System.Text.Json.Serialization;
using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Access;
using LeadLedger.Server.Reviews;

namespace LeadLedger.Server.Leads;

/// <summary>A lead with everything that is known of it, as far as the caller may see it.</summary>
public sealed record LeadFile : LeadRepresentation
{
    private const int AfterTheLead = 1;

    private LeadFile(LeadRepresentation lead)
        : base(lead)
    {
    }

    /// <summary>The person behind it; null where they are withheld or erased.</summary>
    [JsonPropertyOrder(AfterTheLead)]
    public PersonRepresentation? Person { get; private init; }

    /// <summary>Who asks isn't among those who work with the lead.</summary>
    [JsonPropertyOrder(AfterTheLead)]
    public required bool PersonWithheld { get; init; }

    /// <summary>The person was erased, for everybody and for good.</summary>
    [JsonPropertyOrder(AfterTheLead)]
    public required bool PersonErased { get; init; }

    /// <summary>By criterion: what it was handed off on. Answers in free text are personal.</summary>
    [JsonPropertyOrder(AfterTheLead)]
    public required IReadOnlyDictionary<string, QualificationAnswer> Qualification { get; init; }

    [JsonPropertyOrder(AfterTheLead)]
    public required string HandedOffBy { get; init; }

    [JsonPropertyOrder(AfterTheLead)]
    public required DateTimeOffset HandedOffAt { get; init; }

    /// <summary>The day of the handoff in the agreement's time zone.</summary>
    [JsonPropertyOrder(AfterTheLead)]
    public required DateOnly LocalDay { get; init; }

    /// <summary>The sales person it is or was last assigned to; null: the team's.</summary>
    [JsonPropertyOrder(AfterTheLead)]
    public string? Assignee { get; private init; }

    /// <summary>All attempts of all handoffs, in the order of recording.</summary>
    [JsonPropertyOrder(AfterTheLead)]
    public required IReadOnlyList<AttemptRepresentation> ContactAttempts { get; init; }

    /// <summary>The first response of each period with sales that has had one, in order.</summary>
    [JsonPropertyOrder(AfterTheLead)]
    public required IReadOnlyList<ResponseRepresentation> Responses { get; init; }

    [JsonPropertyOrder(AfterTheLead)]
    public required IReadOnlyList<MilestoneRepresentation> Milestones { get; init; }

    /// <summary>Every rejection and what came of it, in order.</summary>
    [JsonPropertyOrder(AfterTheLead)]
    public required IReadOnlyList<ReviewRepresentation> Reviews { get; init; }

    /// <summary>How it ended; null: it hasn't.</summary>
    [JsonPropertyOrder(AfterTheLead)]
    public OutcomeRepresentation? Outcome { get; private init; }

    internal static LeadFile Of(SeenLead seen)
    {
        var (lead, version, disclosure) = (seen.Present, seen.History.Version, seen.Disclosure);
        var facts = lead.Facts;
        var isErased = seen.History.IsErased;
        return new LeadFile(LeadAnswers.Represent(lead, version))
        {
            Person = disclosure.SeesPerson && !isErased ? PersonRepresentation.Of(facts.Person) : null,
            PersonWithheld = !disclosure.SeesPerson,
            PersonErased = isErased,
            Qualification = facts.Handoff.Qualification.ToDictionary(
                answer => answer.Key, answer => answer.Value with { Text = disclosure.Text(answer.Value.Text) }),
            HandedOffBy = facts.Handoff.HandedOffBy,
            HandedOffAt = facts.Handoff.HandedOffAt,
            LocalDay = facts.Handoff.LocalDay,
            Assignee = facts.Assignee,
            ContactAttempts =
            [
                .. facts.Periods.SelectMany(period => period.Attempts)
                    .Select(attempt => AttemptRepresentation.Of(attempt, disclosure)),
            ],
            Responses =
            [
                .. facts.Periods.Where(period => period.FirstResponse is not null)
                    .Select(period => ResponseRepresentation.Of(period, seen.Agreement)),
            ],
            Milestones = [.. facts.Milestones.Select(MilestoneRepresentation.Of)],
            Reviews = [.. CasesOf(lead).Select(number => ReviewRepresentation.Of(lead, number, version))],
            Outcome = OutcomeRepresentation.Of(lead, disclosure),
        };
    }

    private static IEnumerable<int> CasesOf(Lead.Existing lead)
    {
        var closed = lead.Facts.ClosedCases.Select(reviewed => reviewed.Number);
        return lead is Lead.UnderReview open ? closed.Append(open.Case.Number) : closed;
    }
}

/// <summary>Whom a lead is about.</summary>
public sealed record PersonRepresentation(
    PersonalText? Name,
    PersonalText? Email,
    PersonalText? Phone,
    PersonalText? Company,
    string? SourceSystem,
    PersonalText? ExternalReference)
{
    internal static PersonRepresentation Of(Person person) => new(
        person.Name, person.Email, person.Phone, person.Company, person.SourceSystem, person.ExternalReference);
}

/// <summary>One try by a person at one channel.</summary>
/// <param name="JudgedAt">
/// The instant by which promises are judged: when it was made, or reported if that was too late.
/// </param>
/// <param name="Note">Personal: null where it is withheld.</param>
public sealed record AttemptRepresentation(
    int Handoff,
    Channel Channel,
    AttemptOutcome Outcome,
    string AttemptedBy,
    DateTimeOffset AttemptedAt,
    DateTimeOffset JudgedAt,
    bool Late,
    PersonalText? Note)
{
    internal static AttemptRepresentation Of(ContactAttempted attempt, Disclosure disclosure) => new(
        attempt.Handoff,
        attempt.Channel,
        attempt.Outcome,
        attempt.AttemptedBy,
        attempt.AttemptedAt,
        attempt.JudgedAt,
        attempt.Late,
        disclosure.Text(attempt.Note));
}

/// <summary>How soon sales responded after a handoff, or after a ruling that sent the lead back.</summary>
/// <param name="SentBackBy">The case whose ruling started the clock; null: the handoff did.</param>
/// <param name="DueAt">Null: no first response was promised.</param>
/// <param name="At">The instant by which it is judged.</param>
/// <param name="InTime">Null: no first response was promised.</param>
/// <param name="WallSeconds">From the clock's start.</param>
/// <param name="BusinessSeconds">The same in seconds of the calendar's open hours; null: it has none.</param>
public sealed record ResponseRepresentation(
    int Handoff,
    int? SentBackBy,
    DateTimeOffset From,
    DateTimeOffset? DueAt,
    DateTimeOffset At,
    bool? InTime,
    long WallSeconds,
    long? BusinessSeconds,
    string CalendarVersion,
    string TimeZoneDataVersion)
{
    internal static ResponseRepresentation Of(SalesPeriod period, Agreement agreement)
    {
        var (promise, at) = (period.FirstResponsePromise, period.FirstResponse!.JudgedAt);
        var from = promise?.From ?? period.From;
        var terms = agreement.TermsOf(period.Handoff.TermsVersion)
            ?? throw new InvalidOperationException($"There are no terms {period.Handoff.TermsVersion}.");
        var taken = ExplainedDeadlines.Taken(terms, from, at);
        return new ResponseRepresentation(
            period.Handoff.Number,
            period.SentBackBy,
            from,
            promise?.DueAt,
            at,
            promise is null ? null : at <= promise.DueAt,
            taken.WallSeconds,
            taken.BusinessSeconds,
            period.ReckonedWith.CalendarVersion,
            period.ReckonedWith.TimeZoneDataVersion);
    }
}

/// <summary>A step of the sale that was reached.</summary>
/// <param name="Amount">What the opportunity is expected to bring, in the agreement's currency.</param>
public sealed record MilestoneRepresentation(
    int Handoff, Milestone Milestone, decimal? Amount, string ReportedBy, DateTimeOffset ReachedAt)
{
    internal static MilestoneRepresentation Of(LeadProgressed reached) => new(
        reached.Handoff, reached.Milestone, reached.Amount, reached.ReportedBy, reached.ReachedAt);
}

/// <summary>How it ended.</summary>
/// <param name="Won">True: the sale was made. False: it came to nothing.</param>
/// <param name="Amount">What it brought.</param>
/// <param name="Reason">Why it was lost (a code).</param>
/// <param name="Note">Personal: null where it is withheld.</param>
public sealed record OutcomeRepresentation(
    bool Won,
    decimal? Amount,
    string? Currency,
    string? Reason,
    PersonalText? Note,
    string ReportedBy,
    DateTimeOffset At)
{
    internal static OutcomeRepresentation? Of(Lead.Existing lead, Disclosure disclosure) => lead switch
    {
        Lead.Won { Deal: var deal } => new(
            true, deal.Amount, deal.Currency, null, null, deal.ReportedBy, deal.WonAt),
        Lead.Lost { Deal: var deal } => new(
            false, null, null, deal.Reason, disclosure.Text(deal.Note), deal.ReportedBy, deal.LostAt),
        _ => null,
    };
}
