namespace LeadLedger.Server.Audit.Replaying;

/// <summary>One field of a lead's state that an event changed.</summary>
/// <param name="Path">Its name with dots: <c>owner.id</c>, <c>periods.1.attempts.made</c>. Counted from 1.</param>
/// <param name="Before">A text, number, instant or flag; left out where the field wasn't there.</param>
/// <param name="After">The same; left out where the field isn't there any more.</param>
public sealed record StateChange(string Path, object? Before, object? After)
{
    /// <summary>The state after these changes, in order.</summary>
    internal static void Apply(IEnumerable<StateChange> changes, IDictionary<string, object> state)
    {
        foreach (var change in changes)
        {
            if (change.After is { } after)
                state[change.Path] = after;
            else
                state.Remove(change.Path);
        }
    }
}

/// <summary>A field of a part of the state; null: the lead has no such field now.</summary>
internal readonly record struct StateField(string Name, object? Value);

/// <summary>Some fields of a state that change together, under one path.</summary>
internal sealed record StatePart(string Path, IReadOnlyList<StateField> Fields)
{
    /// <summary>Adds what differs from the part as it was before; null: there was none, or there is none.</summary>
    public static void Compare(StatePart? before, StatePart? after, List<StateChange> changes)
    {
        var (old, young) = (before?.Fields ?? [], after?.Fields ?? []);
        if (HaveTheSameNames(old, young))
        {
            for (var i = 0; i < young.Count; i++)
                Add(after!.Path, young[i].Name, old[i].Value, young[i].Value, changes);
            return;
        }
        var values = old.ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);
        foreach (var (name, value) in young)
        {
            values.Remove(name, out var was);
            Add(after!.Path, name, was, value, changes);
        }
        foreach (var (name, value) in values)
            Add(before!.Path, name, value, null, changes);
    }

    private static bool HaveTheSameNames(IReadOnlyList<StateField> old, IReadOnlyList<StateField> young)
    {
        if (old.Count != young.Count)
            return false;
        for (var i = 0; i < old.Count; i++)
        {
            if (!string.Equals(old[i].Name, young[i].Name, StringComparison.Ordinal))
                return false;
        }
        return true;
    }

    private static void Add(string path, string name, object? before, object? after, List<StateChange> changes)
    {
        if (!Equals(before, after))
            changes.Add(new StateChange(path.Length == 0 ? name : $"{path}.{name}", before, after));
    }
}
