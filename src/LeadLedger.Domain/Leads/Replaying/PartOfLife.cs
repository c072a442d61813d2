namespace LeadLedger.Domain.Leads.Replaying;

/// <summary>What became of an event in a replay of a part of a lead's life.</summary>
public enum Placement
{
    Taken,

    /// <summary>It happened after the instant that is asked for.</summary>
    HappenedLater,

    /// <summary>It had happened by then, but what made it possible happened, or counts, only later.</summary>
    WithoutGround,
}

/// <summary>
/// A lead folded from those of its events that had happened by an instant, in the order of recording (ADR-0016).
/// </summary>
/// <param name="State">The lead as far as these make it.</param>
/// <param name="IsWhole">Nothing was left out so far.</param>
public readonly record struct PartOfLife(Lead State, bool IsWhole)
{
    /// <summary>Before the first event.</summary>
    public static PartOfLife Nothing { get; } = new(Lead.Initial, IsWhole: true);

    /// <summary>With one more event of the history, if it belongs to what was so then.</summary>
    /// <param name="at">Null: whatever is known.</param>
    public (PartOfLife After, Placement Placement) With(LeadEvent e, DateTimeOffset? at)
    {
        if (at is { } then && !e.HadHappenedBy(then))
            return (this with { IsWhole = false }, Placement.HappenedLater);
        // While the history is whole it says itself what can follow: asking would be a second opinion on our decisions.
        return IsWhole || Following.CanFollow(State, e)
            ? (this with { State = Lead.Evolve(State, e) }, Placement.Taken)
            : (this, Placement.WithoutGround);
    }
}
