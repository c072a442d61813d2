using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Leads.Replaying;
using LeadLedger.Server.Access;

namespace LeadLedger.Server.Audit.Replaying;

/// <summary>The part of a lead's life that was asked for.</summary>
/// <param name="Version">Up to which version events were looked at.</param>
/// <param name="Steps">Each event that is in it, with the lead as only these events make it.</param>
/// <param name="State">The lead after the last of them.</param>
/// <param name="RecordedLater">How many events of the lead were recorded after what was asked for.</param>
/// <param name="HappenedLater">How many were known, but happened only later.</param>
/// <param name="WithoutGround">
/// Known, and happened by then, but what made them possible happened only later.
/// </param>
internal sealed record ReplayedPart(
    long Version,
    IReadOnlyList<LeadStep> Steps,
    Lead State,
    int RecordedLater,
    int HappenedLater,
    IReadOnlyList<LeadStep> WithoutGround)
{
    public static ReplayedPart Of(LeadHistory history, ReplayBound bound)
    {
        var known = history.Steps
            .TakeWhile(step => !(step.Recorded.Version > bound.Version) && !(step.Recorded.RecordedAt > bound.KnownAt))
            .ToList();
        var version = known.Count == 0 ? 0 : known[^1].Recorded.Version;
        var recordedLater = history.Steps.Count - known.Count;
        if (bound.At is not { } at)
            return new(version, known, known.Count == 0 ? Lead.Initial : known[^1].After, recordedLater, 0, []);
        List<LeadStep> steps = [], withoutGround = [];
        var part = PartOfLife.Nothing;
        foreach (var step in known)
        {
            var before = part.State;
            (part, var placement) = Place(part, step, at);
            if (placement == Placement.Taken)
                steps.Add(step with { Before = before, After = part.State });
            else if (placement == Placement.WithoutGround)
                withoutGround.Add(step);
        }
        var happenedLater = known.Count - steps.Count - withoutGround.Count;
        return new(version, steps, part.State, recordedLater, happenedLater, withoutGround);
    }

    private static (PartOfLife, Placement) Place(PartOfLife part, LeadStep step, DateTimeOffset at)
    {
        if (step.Event is { } evt)
            return part.With(evt, at);
        // What a foreign writer wrote happened when its metadata says, and changes nothing.
        return (part, HappenedAt(step) <= at ? Placement.Taken : Placement.HappenedLater);
    }

    /// <summary>When an event happened, by its own word or its writer's.</summary>
    public static DateTimeOffset HappenedAt(LeadStep step) =>
        step.Event?.HappenedAt() ?? step.Recorded.Metadata.OccurredAt;
}
