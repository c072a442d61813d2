using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Pacing;

namespace LeadLedger.Server.Agreements;

/// <summary>The waterfall chart's data for a month (004).</summary>
/// <param name="AsOf">The last day with actual figures: the agreement's local today, or the month's last day.</param>
/// <param name="TermsVersion">The terms whose goal and curve these are; null: none are in force in the month.</param>
/// <param name="GoalKind">What planned, band, variance and outlook count: leads, or lead value.</param>
/// <param name="Gross">Where the month stands and is heading, by the credits; null: no curve is promised.</param>
/// <param name="Net">The same less the debits.</param>
/// <param name="CapacityInLeads">What sales can take in the month, declared or by the terms; null: nobody said.</param>
public sealed record MonthPacing(
    AgreementId AgreementId,
    Month Month,
    DateOnly? AsOf,
    string Currency,
    string? TimeZone,
    int? TermsVersion,
    GoalKind? GoalKind,
    decimal? Goal,
    IReadOnlyList<PacingDay> Days,
    PacingOutlookShown? Gross,
    PacingOutlookShown? Net,
    long? CapacityInLeads);

/// <summary>One day of the chart. Planned figures and variances are in the goal's unit.</summary>
/// <param name="Planned">What the line has for this day; null: no curve is promised.</param>
/// <param name="GrossBooked">Handed off, by the day it is booked on.</param>
/// <param name="NetBooked">The same less what was taken back.</param>
/// <param name="GrossRestated">By the day of the handoff.</param>
/// <param name="ActualGross">The month's first day up to this one's end; null for days to come.</param>
/// <param name="VarianceGross">Actual less planned: negative is behind.</param>
/// <param name="Capacity">Leads that sales can receive on the day; null: nobody said.</param>
/// <param name="CapacityCumulative">The month's first day up to this one's end.</param>
/// <param name="PlannedExceedsCapacity">More is planned for the day; null where the plan isn't in leads.</param>
/// <param name="ActualExceedsCapacity">More was handed off on the day; null for days to come.</param>
public sealed record PacingDay(
    DateOnly Day,
    decimal? Planned,
    decimal? PlannedCumulative,
    decimal? BandLow,
    decimal? BandHigh,
    CountAndValue GrossBooked,
    CountAndValue NetBooked,
    CountAndValue GrossRestated,
    CountAndValue NetRestated,
    decimal? ActualGross,
    decimal? ActualNet,
    decimal? VarianceGross,
    decimal? VarianceNet,
    bool? InBandGross,
    bool? InBandNet,
    decimal? Capacity,
    decimal? CapacityCumulative,
    bool? PlannedExceedsCapacity,
    bool? ActualExceedsCapacity);

/// <summary>Leads, and their lead value.</summary>
public sealed record CountAndValue(long Count, decimal Value);

/// <summary>Where the month stands and is heading.</summary>
/// <param name="NeededPerDay">
/// What is missing, per remaining day that weighs anything; null: no such day remains.
/// </param>
/// <param name="Expected">
/// What the month will have brought if it goes on as it began; null: no day has passed yet.
/// </param>
/// <param name="ExpectedLow">
/// The 80 % range's lower end; null while it would rest on fewer than two days, or on days on which nothing came.
/// </param>
/// <param name="ExpectedFromDays">How many days the forecast rests on: days that have ended.</param>
public sealed record PacingOutlookShown(
    decimal Actual,
    decimal Variance,
    BandStanding Standing,
    decimal? NeededPerDay,
    decimal? Expected,
    decimal? ExpectedLow,
    decimal? ExpectedHigh,
    int? ExpectedFromDays)
{
    internal static PacingOutlookShown Of(PacingOutlook outlook, Func<decimal?, decimal?> shown) => new(
        shown(outlook.Actual)!.Value,
        shown(outlook.Variance)!.Value,
        outlook.Standing,
        shown(outlook.NeededPerDay),
        shown(outlook.Forecast?.Expected),
        shown(outlook.Forecast?.Low),
        shown(outlook.Forecast?.High),
        outlook.Forecast?.Days);
}
