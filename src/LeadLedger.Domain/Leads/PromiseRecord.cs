namespace LeadLedger.Domain.Leads;

/// <summary>What the deadline watch has recorded of one promise: each at most once.</summary>
/// <param name="RemindedAt">When who owes it was to be reminded; null: nobody was.</param>
/// <param name="Breach">Null: none is recorded.</param>
public sealed record PromiseRecord(DateTimeOffset? RemindedAt, RecordedBreach? Breach)
{
    /// <summary>Nothing is recorded.</summary>
    public static PromiseRecord Nothing { get; } = new(null, null);

    /// <summary>A breach is recorded, and no fact that was reported in time has shown it wrong.</summary>
    public bool Stands => Breach is { ExcusedAt: null };

    internal PromiseRecord Missed(string? owedBy, DateTimeOffset dueAt, DateOnly localDay) =>
        this with { Breach = new RecordedBreach(owedBy, dueAt, localDay, null) };

    internal PromiseRecord Excused(DateTimeOffset at) => this with { Breach = Breach! with { ExcusedAt = at } };
}

/// <summary>A promise that was recorded as not kept.</summary>
/// <param name="OwedBy">The sales person; null: the whole team, or the panel.</param>
/// <param name="DueAt">The deadline that was missed.</param>
/// <param name="LocalDay">The deadline's.</param>
/// <param name="ExcusedAt">When a fact was reported that shows that there was no breach; null: none was.</param>
public sealed record RecordedBreach(string? OwedBy, DateTimeOffset DueAt, DateOnly LocalDay, DateTimeOffset? ExcusedAt);

/// <summary>Whose a lead was, and since when.</summary>
/// <param name="Person">The sales person; null: the team's.</param>
public sealed record Holding(string? Person, DateTimeOffset Since);

/// <summary>How a promise stands.</summary>
public enum PromiseState
{
    /// <summary>Neither kept nor missed yet.</summary>
    Open,

    /// <summary>By the deadline.</summary>
    Kept,

    /// <summary>Not by the deadline.</summary>
    Missed,

    /// <summary>Recorded as missed, but a fact that was reported in time shows that it wasn't.</summary>
    Excused,

    /// <summary>The clock stopped before the deadline, for a rejection or the end: nothing was owed any more.</summary>
    Lapsed,
}
