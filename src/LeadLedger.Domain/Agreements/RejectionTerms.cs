namespace LeadLedger.Domain.Agreements;

/// <summary>What a lead must meet to be one.</summary>
/// <param name="Values">
/// The codes it can be answered with. Empty: it is answered in free text, which is personal data and stored so.
/// </param>
public sealed record Criterion(string Code, string Text, IReadOnlyList<string> Values);

/// <summary>Why sales may say that a lead isn't one; bound to the criterion that it fails.</summary>
public sealed record ReasonCode(string Code, string Text, string Criterion);

/// <summary>Who judges rejections under these terms.</summary>
/// <param name="Quorum">How many members must have voted, the ruling chair counted in.</param>
/// <param name="RuleWithinHours">The panel's own promise.</param>
/// <param name="ClaimMinutes">How long a member's claim on a case holds.</param>
/// <param name="RemindHoursBefore">
/// So many hours of the same clock before a ruling is due the panel is reminded; null: it isn't.
/// </param>
public sealed record ReviewTerms(
    PanelId PanelId,
    int Quorum,
    int RuleWithinHours,
    ClockKind Clock,
    int ClaimMinutes = 30,
    int? RemindHoursBefore = null);
