using LeadLedger.Domain.Pacing;

namespace LeadLedger.Domain.Months;

/// <summary>Says at a local day's end whether the month's net curve has left its band or come back.</summary>
/// <param name="Day">Days are decided in order.</param>
public sealed record DecideBand(AgreementId AgreementId, Month Month, DayInBand Day, Act Act)
{
    /// <summary>Nothing where it stands as it stood, where a later day was decided, or the scorecard is out.</summary>
    public static Decision<MonthEvent> Decide(AgreementMonth state, DecideBand command)
    {
        var (day, actual, line) = command.Day;
        var isDecided = state.Issued is not null || (!state.BandChanges.IsEmpty && state.BandChanges[^1].Day >= day);
        var standing = command.Day.Standing;
        if (isDecided || standing == state.Standing)
            return Decision<MonthEvent>.AlreadySo;
        var (id, month, now) = (command.AgreementId, command.Month, command.Act.Now);
        return standing == BandStanding.InBand
            ? new PacingReturnedToBand(
                id, month, day, actual, line.PlannedCumulative, line.BandLow, line.BandHigh, now)
            : new PacingLeftBand(
                id, month, day, standing, actual, line.PlannedCumulative, line.BandLow, line.BandHigh, now);
    }
}

/// <summary>Where a month's net curve stood at a local day's end, as it was known then.</summary>
/// <param name="Actual">Net and cumulative; leads or lead value, as the goal is.</param>
/// <param name="Line">What was planned by then.</param>
public sealed record DayInBand(DateOnly Day, decimal Actual, PlannedDay Line)
{
    public BandStanding Standing => Line.StandingOf(Actual);

    /// <summary>The days from one to another, in order.</summary>
    /// <param name="plan">The month's line.</param>
    /// <param name="netByKnownDay">
    /// Net credit booked in the month, by the day at whose end it was known. What is known of a past day never changes,
    /// so these come out the same whenever they are asked for.
    /// </param>
    /// <param name="from">The first day on which the terms were in force.</param>
    /// <param name="through">The last day that has ended.</param>
    public static IEnumerable<DayInBand> Of(
        PacingPlan plan, IReadOnlyDictionary<DateOnly, decimal> netByKnownDay, DateOnly from, DateOnly through)
    {
        var net = 0m;
        foreach (var line in plan.Days.TakeWhile(line => line.Day <= through))
        {
            net += netByKnownDay.GetValueOrDefault(line.Day);
            if (line.Day >= from)
                yield return new DayInBand(line.Day, net, line);
        }
    }
}
