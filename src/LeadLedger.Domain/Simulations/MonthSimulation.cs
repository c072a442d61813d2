using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Simulations;

/// <summary>
/// An agreement's month under other terms, lead by lead; it keeps sums alone, however many leads there are.
/// </summary>
public sealed class MonthSimulation
{
    private const int MostPositions = 10;

    private readonly Dictionary<Type, (int Count, List<long> Positions)> _refusals = [];
    private readonly Surroundings _surroundings;
    private readonly Supposition _supposition;

    /// <param name="month">Whose handoffs are supposed to have been made under the other terms.</param>
    /// <param name="terms">Checked by <see cref="OtherTerms"/>.</param>
    /// <param name="version">Their version; null: a draft.</param>
    /// <param name="surroundings">What the real decisions rested on.</param>
    /// <param name="asOf">As of when promises are judged.</param>
    public MonthSimulation(Month month, Terms terms, int? version, Surroundings surroundings, DateTimeOffset asOf)
    {
        var agreement = surroundings.Agreement.Newest
            ?? throw new ArgumentException("There is no agreement.", nameof(surroundings));
        Real = new Cohort(month, agreement.Id, asOf);
        Simulated = new Cohort(month, agreement.Id, asOf);
        _surroundings = surroundings;
        _supposition = new Supposition(agreement, terms, version, Real.Has);
    }

    /// <summary>The month as it was.</summary>
    public Cohort Real { get; }

    /// <summary>The month as it would have been.</summary>
    public Cohort Simulated { get; }

    /// <summary>Leads with a handoff in the month.</summary>
    public int Leads { get; private set; }

    /// <summary>Acts on them that the other terms let through.</summary>
    public long Accepted { get; private set; }

    /// <summary>Acts that come to nothing because something before them was refused.</summary>
    public long Moot { get; private set; }

    /// <summary>Acts that our rules don't account for: they stand as they are recorded.</summary>
    public long TakenAsRecorded { get; private set; }

    /// <summary>What the other terms forbid, by the refusal; the first positions of each.</summary>
    public IEnumerable<(Type Refusal, int Count, IReadOnlyList<long> Positions)> Refusals =>
        _refusals.Select(entry => (entry.Key, entry.Value.Count, (IReadOnlyList<long>)entry.Value.Positions));

    /// <summary>Simulates one more lead; one without a handoff in the month adds nothing.</summary>
    /// <param name="events">Its stream, as far as it is known.</param>
    public void Add(IReadOnlyList<RecordedAct> events)
    {
        var lead = Simulation.Of(events, _surroundings, _supposition);
        if (Real.Add(lead.Real) == 0)
            return;
        Simulated.Add(lead.Simulated);
        Leads++;
        Accepted += lead.Accepted;
        Moot += lead.Moot.Count;
        TakenAsRecorded += lead.TakenAsRecorded.Count;
        foreach (var refused in lead.Refused)
            Count(refused);
    }

    private void Count(RefusedAct refused)
    {
        var type = refused.Refusal.GetType();
        var (count, positions) = _refusals.GetValueOrDefault(type, (0, []));
        // The first by position, though leads come in the order of their ids.
        var place = positions.BinarySearch(refused.Act.Position);
        positions.Insert(~place, refused.Act.Position);
        if (positions.Count > MostPositions)
            positions.RemoveAt(MostPositions);
        _refusals[type] = (count + 1, positions);
    }
}
