using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Pacing;
using LeadLedger.Domain.Simulations;
using LeadLedger.Domain.Time;
using LeadLedger.Server.Http;

namespace LeadLedger.Server.Simulations;

/// <summary>A month as it was, and as it would have been under other terms.</summary>
/// <param name="AsOf">As of when promises are judged, by the clocks alone on both sides.</param>
/// <param name="Position">Up to which position of the ledger it was looked at: one cut for all leads.</param>
/// <param name="Leads">With a handoff in the month.</param>
/// <param name="Accepted">Acts on them that the other terms let through.</param>
/// <param name="Moot">Acts that come to nothing only because something before them was refused.</param>
/// <param name="TakenAsRecorded">Acts that our rules don't account for, as another program wrote them.</param>
/// <param name="Refused">Acts that the other terms forbid, by the reason, the most frequent first.</param>
/// <param name="Differences">Simulated less real.</param>
public sealed record MonthSimulated(
    DateTimeOffset AsOf,
    long Position,
    int Leads,
    long Accepted,
    long Moot,
    long TakenAsRecorded,
    IReadOnlyList<RefusalCount> Refused,
    MonthSide Real,
    MonthSide Simulated,
    CohortTotals Differences)
{
    internal static MonthSimulated Of(
        MonthSimulation it, SimulationGround ground, Month month, DateTimeOffset asOf, long position)
    {
        var realTerms = ground.Agreement.TermsInForceIn(month);
        var currency = (realTerms ?? ground.Terms).Currency;
        var (real, simulated) = (it.Real.Totals(), it.Simulated.Totals());
        var today = LocalTime.DayOf(asOf, ground.Terms.TimeZone);
        return new MonthSimulated(
            asOf,
            position,
            it.Leads,
            it.Accepted,
            it.Moot,
            it.TakenAsRecorded,
            [
                .. it.Refusals
                    .Select(one => new RefusalCount(Problem.CodeOf(one.Refusal), one.Count, one.Positions))
                    .OrderByDescending(one => one.Count).ThenBy(one => one.Code, StringComparer.Ordinal),
            ],
            MonthSide.Of(it.Real, real, realTerms, realTerms?.Version, month, today, currency),
            MonthSide.Of(it.Simulated, simulated, ground.Terms, ground.Version, month, today, currency),
            MonthSide.Shown(simulated.Less(real), currency));
    }
}

/// <summary>How often the other terms refuse for one reason.</summary>
/// <param name="Code">The refusal's.</param>
/// <param name="Positions">Of the first ten events that would have been refused.</param>
public sealed record RefusalCount(string Code, int Count, IReadOnlyList<long> Positions);

/// <summary>One side: what the month's handoffs came to, by the day of the handoff.</summary>
/// <param name="TermsVersion">Whose goal and curve these are; null: the draft's, or none were in force.</param>
/// <param name="GoalKind">What planned, band and variance count; null: no goal is promised.</param>
public sealed record MonthSide(
    int? TermsVersion,
    string Currency,
    GoalKind? GoalKind,
    decimal? Goal,
    CohortTotals Totals,
    IReadOnlyList<MonthSideDay> Curve)
{
    private const int CountDecimals = 4;

    internal static MonthSide Of(
        Cohort cohort,
        CohortTotals totals,
        Terms? terms,
        int? version,
        Month month,
        DateOnly today,
        string currency)
    {
        var plan = terms is null ? null : PacingPlan.ForMonth(terms, month);
        var kind = terms?.Goal?.Kind;
        var days = new List<MonthSideDay>(month.Days);
        var sum = default(CohortDay);
        foreach (var (place, day) in cohort.Days.Index())
        {
            sum = new(
                sum.GrossCount + day.GrossCount,
                sum.NetCount + day.NetCount,
                sum.GrossValue + day.GrossValue,
                sum.NetValue + day.NetValue);
            days.Add(MonthSideDay.Of(
                month.FirstDay.AddDays(place), day, sum, plan?.Days[place], kind, today, Round(kind, currency)));
        }
        return new MonthSide(
            version, currency, kind, Round(kind, currency)(terms?.Goal?.Amount), Shown(totals, currency), days);
    }

    /// <summary>Rounded to the currency's minor unit, after all sums.</summary>
    internal static CohortTotals Shown(CohortTotals exact, string currency) => exact with
    {
        GrossValue = Money.Shown(exact.GrossValue, currency),
        NetValue = Money.Shown(exact.NetValue, currency),
        Revenue = Money.Shown(exact.Revenue, currency),
    };

    private static Func<decimal?, decimal?> Round(GoalKind? kind, string currency) => amount => amount is not { } exact
        ? null
        : kind == Domain.Agreements.GoalKind.Count
            ? Math.Round(exact, CountDecimals, MidpointRounding.AwayFromZero)
            : Money.Shown(exact, currency);
}

/// <summary>One day of a side's curve. Planned figures, actual ones and variances are in the goal's unit.</summary>
/// <param name="GrossCount">Handed off on the day.</param>
/// <param name="NetCount">The same less what was taken back since.</param>
/// <param name="PlannedCumulative">Null: no curve is promised.</param>
/// <param name="ActualGross">The month's first day up to this one's end; null for days to come.</param>
/// <param name="VarianceGross">Actual less planned: negative is behind.</param>
public sealed record MonthSideDay(
    DateOnly Day,
    int GrossCount,
    int NetCount,
    decimal GrossValue,
    decimal NetValue,
    decimal? PlannedCumulative,
    decimal? BandLow,
    decimal? BandHigh,
    decimal? ActualGross,
    decimal? ActualNet,
    decimal? VarianceGross,
    decimal? VarianceNet,
    bool? InBandGross,
    bool? InBandNet)
{
    internal static MonthSideDay Of(
        DateOnly date,
        CohortDay day,
        CohortDay sum,
        PlannedDay? planned,
        GoalKind? kind,
        DateOnly today,
        Func<decimal?, decimal?> shown)
    {
        var isPassed = date <= today;
        decimal? gross = isPassed ? kind == Domain.Agreements.GoalKind.Count ? sum.GrossCount : sum.GrossValue : null;
        decimal? net = isPassed ? kind == Domain.Agreements.GoalKind.Count ? sum.NetCount : sum.NetValue : null;
        return new MonthSideDay(
            date,
            day.GrossCount,
            day.NetCount,
            day.GrossValue,
            day.NetValue,
            shown(planned?.PlannedCumulative),
            shown(planned?.BandLow),
            shown(planned?.BandHigh),
            shown(gross),
            shown(net),
            shown(gross - planned?.PlannedCumulative),
            shown(net - planned?.PlannedCumulative),
            IsInBand(planned, gross),
            IsInBand(planned, net));
    }

    private static bool? IsInBand(PlannedDay? planned, decimal? actual) =>
        planned is null || actual is null ? null : planned.StandingOf(actual.Value) == BandStanding.InBand;
}
