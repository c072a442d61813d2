using LeadLedger.Server.ReadModels.PromiseDays;
using LeadLedger.Server.ReadModels.Tables;

namespace LeadLedger.Server.ReadModels.Deadlines;

/// <summary>
/// A row with a set of sales' clocks: those that a handoff started, or those of a ruling that sent the lead back.
/// </summary>
internal abstract class ClocksRow : Row
{
    public DateTimeOffset? ResponseDueAt { get; set; }
    public DateTimeOffset? ResponseRemindAt { get; set; }
    public DateTimeOffset? ResponseAt { get; set; }
    public bool? ResponseInTime { get; set; }
    public long? ResponseWallSeconds { get; set; }
    public long? ResponseBusinessSeconds { get; set; }

    /// <summary>One of <see cref="PromiseStates"/>; null: no first response is promised.</summary>
    public string? ResponseState { get; set; }

    /// <summary>The sales person who owes or owed it; null: the team. Stands still once it is kept or missed.</summary>
    public string? ResponsePerson { get; set; }

    public int? AttemptsPromised { get; set; }
    public DateTimeOffset? CadenceEndsAt { get; set; }
    public DateTimeOffset? CadenceRemindAt { get; set; }

    /// <summary>Attempts made under these clocks.</summary>
    public int? AttemptsMade { get; set; }

    public int? AttemptsInWindow { get; set; }

    /// <summary>One of <see cref="PromiseStates"/>; null: no cadence is promised.</summary>
    public string? CadenceState { get; set; }

    /// <summary>Like <see cref="ResponsePerson"/>.</summary>
    public string? CadencePerson { get; set; }

    /// <summary>The instant by which the clocks are judged to have stopped; null while they run.</summary>
    public DateTimeOffset? ClockTo { get; set; }

    /// <summary>What the deadline watch has recorded.</summary>
    public Recorded Recorded { get; set; }

    /// <summary>When the deadline watch has to look at this row; null: it needn't.</summary>
    public DateTimeOffset? WatchAt { get; set; }

    /// <summary>What of it the sums of promises hold already; nothing of a new one.</summary>
    public PromiseShares Summed { get; set; }
}

/// <summary>What the deadline watch has recorded of a row's promises.</summary>
[Flags]
internal enum Recorded
{
    Nothing = 0,
    ResponseReminder = 1,
    ResponseMissed = 2,
    ResponseExcused = 4,
    CadenceReminder = 8,
    CadenceMissed = 16,
    CadenceExcused = 32,
    RulingReminder = 64,
    RulingOverdue = 128,
}

/// <summary>How a promise stands, by the events alone: no clock is asked.</summary>
internal static class PromiseStates
{
    public const string Open = "open";
    public const string Kept = "kept";
    public const string Missed = "missed";
    public const string Lapsed = "lapsed";
}
