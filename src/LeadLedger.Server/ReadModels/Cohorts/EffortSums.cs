namespace LeadLedger.Server.ReadModels.Cohorts;

/// <summary>What a page changes in the sums by effort of one segment's month.</summary>
internal sealed class EffortSums(EffortKey key)
{
    // By measure and step: to find a row is most of what it takes to count in it.
    private readonly CadenceCohortRow?[,] _rows =
        new CadenceCohortRow?[Enum.GetValues<EffortMeasure>().Length, CohortMark.MostSteps + 1];

    /// <summary>Those in which something was counted.</summary>
    public IEnumerable<CadenceCohortRow> Rows => _rows.OfType<CadenceCohortRow>();

    /// <summary>Whether two marks of a handoff count the same everywhere here.</summary>
    public static bool IsAlike(CohortMark mark, CohortMark other) =>
        CountsAlike(mark, other)
        && (mark.AttemptStep, mark.WallStep, mark.BusinessStep)
            == (other.AttemptStep, other.WallStep, other.BusinessStep);

    /// <summary>A handoff counts otherwise from now on; what is the same in both isn't written.</summary>
    /// <param name="before">Null: it didn't count yet.</param>
    /// <param name="now">How it counts now.</param>
    /// <param name="position">The event that makes the difference.</param>
    public void Move(CohortMark? before, CohortMark now, long position)
    {
        CohortMark? comparable = before is { } it && CountsAlike(it, now) ? it : null;
        if (before is { } left)
            Count(left, comparable is null ? null : now, -1, position);
        Count(now, comparable, 1, position);
    }

    private static bool CountsAlike(CohortMark mark, CohortMark other) =>
        (mark.Outcome, mark.Connected, mark.Opened, mark.Amount)
        == (other.Outcome, other.Connected, other.Opened, other.Amount);

    /// <param name="mark">How it counts, or counted.</param>
    /// <param name="other">Where its steps are the same they needn't be counted; null: all have to be.</param>
    /// <param name="sign">1 for how it counts now, -1 for how it counted.</param>
    /// <param name="position">The event that makes the difference.</param>
    private void Count(CohortMark mark, CohortMark? other, int sign, long position)
    {
        if (mark.AttemptStep != other?.AttemptStep)
            Row(EffortMeasure.Attempts, mark.AttemptStep).Count(mark, sign, position);
        if (mark.WallStep != other?.WallStep)
            Row(EffortMeasure.ResponseWall, mark.WallStep).Count(mark, sign, position);
        if (mark.BusinessStep is { } business && business != other?.BusinessStep)
            Row(EffortMeasure.ResponseBusiness, business).Count(mark, sign, position);
    }

    private CadenceCohortRow Row(EffortMeasure measure, int step) =>
        _rows[(int)measure, step] ??= new CadenceCohortRow { Key = key, Measure = measure, Step = step };
}
