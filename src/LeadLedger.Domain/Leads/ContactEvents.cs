namespace LeadLedger.Domain.Leads;

public enum Channel
{
    Phone,
    Email,
    Meeting,
    Social,
    Sms,
}

public enum AttemptOutcome
{
    Connected,
    Voicemail,
    NoAnswer,
    WrongNumber,
    Bounced,
    Replied,
}

/// <summary>One try by a person at one channel.</summary>
/// <param name="Handoff">The number of the handoff that it belongs to.</param>
/// <param name="JudgedAt">
/// The instant by which promises are judged (rule 13): when it happened if it was reported within the grace or
/// imported, else when it was reported.
/// </param>
public sealed record ContactAttempted(
    LeadId LeadId,
    int Handoff,
    Channel Channel,
    AttemptOutcome Outcome,
    string AttemptedBy,
    DateTimeOffset AttemptedAt,
    DateOnly LocalDay,
    DateTimeOffset JudgedAt,
    bool Late,
    PersonalText? Note) : LeadEvent;
