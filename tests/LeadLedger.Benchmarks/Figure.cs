namespace LeadLedger.Benchmarks;

/// <summary>One measurement and its floor, taken right before or after it.</summary>
internal readonly record struct Run(double Value, double Floor)
{
    public double Ratio => Value / Floor;
}

/// <summary>What was measured, beside what it can't be better than (or, for a race, what it has to beat).</summary>
/// <param name="name">Unique over all parts.</param>
/// <param name="target">The least ratio that is good enough.</param>
internal sealed class Figure(string name, double target)
{
    private readonly List<Run> _runs = [];

    public string Name => name;

    public double Target => target;

    /// <summary>What all values and floors are measured in.</summary>
    public const string Unit = "events/s";

    public IReadOnlyList<Run> Runs => _runs;

    public double Value => Median(run => run.Value);

    public double Floor => Median(run => run.Floor);

    /// <summary>The median of the runs' own ratios: what slows a whole run down slows its floor down too.</summary>
    public double Ratio => Median(run => run.Ratio);

    public bool IsReached => Ratio >= target;

    public void Add(double value, double floor)
    {
        _runs.Add(new Run(value, floor));
        Bench.Say(FormattableString.Invariant($"{name}: {value:N0} against {floor:N0} {Unit}, {value / floor:F2}"));
    }

    private double Median(Func<Run, double> of)
    {
        var sorted = _runs.Select(of).Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
