using LeadLedger.Domain.Leads;
using LeadLedger.Server.ReadModels.Deadlines;
using LeadLedger.Server.ReadModels.Tables;

namespace LeadLedger.Server.ReadModels.Rejections;

/// <summary>A row of <c>rejection</c>: a case with its ruling; the views' comments say what the columns mean.</summary>
internal sealed class RejectionRow : ClocksRow
{
    public Guid LeadId { get; set; }
    public int CaseNumber { get; set; }
    public int Handoff { get; set; }
    public Guid AgreementId { get; set; }
    public int TermsVersion { get; set; }
    public Guid PanelId { get; set; }
    public string Segment { get; set; } = "";
    public string Bucket { get; set; } = "";
    public string ConversionAction { get; set; } = "";
    public string Source { get; set; } = "";
    public string? Campaign { get; set; }

    /// <summary>The month of the handoff that was rejected: its cohort's.</summary>
    public DateOnly HandoffMonth { get; set; }

    public string ReasonCode { get; set; } = "";
    public string Criterion { get; set; } = "";
    public string RejectedBy { get; set; } = "";
    public DateTimeOffset RejectedAt { get; set; }
    public DateOnly LocalDay { get; set; }
    public int EffortAttempts { get; set; }
    public int? EffortAttemptsPromised { get; set; }
    public long? EffortFirstResponseSeconds { get; set; }
    public long? EffortFirstResponseBusinessSeconds { get; set; }
    public DateTimeOffset RulingDueAt { get; set; }
    public DateTimeOffset? RulingRemindAt { get; set; }
    public decimal ValueAtStake { get; set; }
    public string Currency { get; set; } = "";
    public bool Imported { get; set; }

    /// <summary>How many members must have voted, as the terms say.</summary>
    public int Quorum { get; set; }

    /// <summary>What the queue is ordered by: <see cref="QueuePriority"/>.</summary>
    public DateTimeOffset PriorityAt { get; set; }

    /// <summary>Who doesn't judge it, by what they did with the lead or by their own word (rule 6).</summary>
    public Subjects Barred { get; set; } = Subjects.None;

    /// <summary>Who has voted, for as long as it is open; in no view (rule 6).</summary>
    public Subjects Voted { get; set; } = Subjects.None;

    public string State { get; set; } = RejectionState.Open;

    /// <summary>How the panel's promise stands: one of <see cref="PromiseStates"/>.</summary>
    public string RulingState { get; set; } = PromiseStates.Open;

    public string? ClaimedBy { get; set; }
    public DateTimeOffset? ClaimedAt { get; set; }
    public DateTimeOffset? ClaimedUntil { get; set; }
    public int Fence { get; set; }
    public string? Recused { get; set; } = "[]";
    public string? WithdrawnBy { get; set; }
    public DateTimeOffset? WithdrawnAt { get; set; }

    public string? Verdict { get; set; }
    public string? RootCause { get; set; }
    public string? Chair { get; set; }
    public string? InPlaceOf { get; set; }
    public string? ChairFunction { get; set; }
    public bool? AgainstVotes { get; set; }
    public string? Votes { get; set; }
    public DateTimeOffset? RuledAt { get; set; }
    public DateOnly? RuledDay { get; set; }

    /// <summary>The ruling's version in the lead's stream, to read its rationale by.</summary>
    public long? RuledVersion { get; set; }

    /// <summary>The ruling's own event is imported; the rejection's may not be, and the other way round.</summary>
    public bool? RulingImported { get; set; }

    public long? SecondsToRule { get; set; }
    public long? BusinessSecondsToRule { get; set; }
    public string? NextStepOwner { get; set; }
    public DateTimeOffset? NextStepDueAt { get; set; }
    public string? NextStepDoneBy { get; set; }
    public DateTimeOffset? NextStepDoneAt { get; set; }

    public string? ActBy { get; set; }

    /// <summary>What the ruling's clocks were reckoned with; null unless it started some.</summary>
    public string? CalendarVersion { get; set; }

    public string? TimeZoneData { get; set; }
    public string? ResponseClock { get; set; }
}

/// <summary>How a case stands.</summary>
internal static class RejectionState
{
    public const string Open = "open";
    public const string Upheld = "upheld";
    public const string Overturned = "overturned";
    public const string Withdrawn = "withdrawn";
}
