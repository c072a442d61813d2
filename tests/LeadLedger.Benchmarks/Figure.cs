namespace LeadLedger.Benchmarks;

/// <summary>One measurement and, where there is one, its floor, taken right before or after it.</summary>
internal readonly record struct Run(double Value, double? Floor)
{
    public double? Ratio => Value / Floor;
}

/// <summary>
/// What was measured, beside what it can't be better than (or, for a race, what it has to beat). Targets are for the
/// ratio to the floor; what has no floor (a latency, a memory) is held to its target itself.
/// </summary>
internal sealed class Figure
{
    public const string EventsASecond = "events/s";
    public const string Milliseconds = "ms";
    public const string Mebibytes = "MiB";

    private readonly List<Run> _runs = [];

    private Figure(string name, string unit, double? target, bool isCeiling) =>
        (Name, Unit, Target, IsCeiling) = (name, unit, target, isCeiling);

    /// <summary>Unique over all parts.</summary>
    public string Name { get; }

    /// <summary>What all values and floors are measured in.</summary>
    public string Unit { get; }

    /// <summary>What the ratio, or the value of what has no floor, is held to; null where nothing was promised.</summary>
    public double? Target { get; }

    /// <summary>True where the target is the most, false where it is the least.</summary>
    public bool IsCeiling { get; }

    public IReadOnlyList<Run> Runs => _runs;

    public double Value => Median(_runs.Select(run => run.Value)) ?? double.NaN;

    public double? Floor => Median(_runs.Select(run => run.Floor).OfType<double>());

    /// <summary>The median of the runs' own ratios: what slows a whole run down slows its floor down too.</summary>
    public double? Ratio => Median(_runs.Select(run => run.Ratio).OfType<double>());

    /// <summary>A target that nothing was measured for isn't reached.</summary>
    public bool IsReached
    {
        get
        {
            var judged = Ratio ?? Value;
            return Target is not { } target || (IsCeiling ? judged <= target : judged >= target);
        }
    }

    /// <summary>The more the better, and at least so many times the floor.</summary>
    public static Figure AtLeast(string name, double ratio, string unit = EventsASecond) =>
        new(name, unit, ratio, isCeiling: false);

    /// <summary>The less the better, and at most so much; it has no floor.</summary>
    public static Figure AtMost(string name, double value, string unit) => new(name, unit, value, isCeiling: true);

    /// <summary>The less the better, and at most so many times what it is set beside.</summary>
    public static Figure AtMostTimes(string name, double ratio, string unit) =>
        new(name, unit, ratio, isCeiling: true);

    /// <summary>For orientation: nothing was promised.</summary>
    public static Figure Told(string name, string unit) => new(name, unit, target: null, isCeiling: false);

    public void Add(double value, double floor)
    {
        _runs.Add(new Run(value, floor));
        Bench.Say(
            $"{Name}: {Text(value)} against {Text(floor)} {Unit}, {FormattableString.Invariant($"{value / floor:F2}")}");
    }

    /// <summary>For what has no floor.</summary>
    public void Add(double value)
    {
        _runs.Add(new Run(value, Floor: null));
        Bench.Say($"{Name}: {Text(value)} {Unit}");
    }

    /// <summary>A value or a floor in as many digits as say something.</summary>
    public static string Text(double value) =>
        value < 100 ? FormattableString.Invariant($"{value:F2}") : FormattableString.Invariant($"{value:N0}");

    private static double? Median(IEnumerable<double> of)
    {
        var sorted = of.Order().ToList();
        var middle = sorted.Count / 2;
        if (sorted.Count == 0)
            return null;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
