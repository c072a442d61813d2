namespace LeadLedger.Domain.Leads;

/// <summary>What can be owed for a lead, and be broken.</summary>
public enum OwedPromise
{
    FirstResponse,
    Cadence,
    Ruling,
}

/// <summary>
/// The deadline of the first response passed without one. Recorded once by the deadline watch; what comes late doesn't
/// undo it.
/// </summary>
/// <param name="SentBackBy">The case whose ruling started the clock; null: the handoff did.</param>
/// <param name="OwedBy">The sales person; null: the whole team.</param>
/// <param name="DueAt">The deadline that was missed, not when it was noticed.</param>
/// <param name="LocalDay">The deadline's.</param>
public sealed record FirstResponseMissed(
    LeadId LeadId,
    int Handoff,
    int? SentBackBy,
    string? OwedBy,
    DateTimeOffset DueAt,
    DateOnly LocalDay) : LeadEvent;

/// <summary>The cadence's window ended with too few attempts. Recorded once by the deadline watch.</summary>
/// <param name="SentBackBy">The case whose ruling started the clock; null: the handoff did.</param>
/// <param name="OwedBy">The sales person; null: the whole team.</param>
/// <param name="DueAt">The window's end, not when it was noticed.</param>
/// <param name="LocalDay">The window's end's.</param>
/// <param name="AttemptsMade">Within the window.</param>
public sealed record CadenceMissed(
    LeadId LeadId,
    int Handoff,
    int? SentBackBy,
    string? OwedBy,
    DateTimeOffset DueAt,
    DateOnly LocalDay,
    int AttemptsPromised,
    int AttemptsMade) : LeadEvent;

/// <summary>The panel's own promise passed without a ruling. Recorded once by the deadline watch.</summary>
/// <param name="DueAt">The deadline that was missed, not when it was noticed.</param>
/// <param name="LocalDay">The deadline's.</param>
public sealed record RulingOverdue(LeadId LeadId, int Case, PanelId PanelId, DateTimeOffset DueAt, DateOnly LocalDay)
    : LeadEvent;

/// <summary>
/// A fact that was reported within the grace shows that there was no breach (rule 13): it is recorded with that fact.
/// </summary>
/// <param name="Promise">A first response or a cadence: the panel's decisions are never reported late.</param>
/// <param name="SentBackBy">As in the breach.</param>
/// <param name="DueAt">As in the breach.</param>
/// <param name="OwedBy">As in the breach.</param>
/// <param name="LocalDay">As in the breach.</param>
/// <param name="ExcusedAt">When the fact was reported.</param>
public sealed record BreachExcused(
    LeadId LeadId,
    OwedPromise Promise,
    int Handoff,
    int? SentBackBy,
    string? OwedBy,
    DateTimeOffset DueAt,
    DateOnly LocalDay,
    DateTimeOffset ExcusedAt) : LeadEvent;

/// <summary>
/// Who owes something was reminded of it ahead of its deadline, as the terms say. Recorded once by the deadline watch.
/// </summary>
/// <param name="Handoff">The handoff that it is about.</param>
/// <param name="SentBackBy">The case whose ruling started the clock; null: the handoff, or a ruling is owed.</param>
/// <param name="Case">The case that a ruling is owed on; null: sales owes something.</param>
/// <param name="OwedBy">The sales person; null: the whole team, or the panel.</param>
/// <param name="RemindedAt">When the terms say to remind, not when the watch got to it.</param>
public sealed record ReminderGiven(
    LeadId LeadId,
    OwedPromise Promise,
    int Handoff,
    int? SentBackBy,
    int? Case,
    string? OwedBy,
    DateTimeOffset DueAt,
    DateTimeOffset RemindedAt) : LeadEvent;
