namespace LeadLedger.Domain.Agreements;

// Terms are stored inside agreement events: names and meanings here are part of the storage format.

/// <summary>
/// One version of what marketing and sales promise each other. Immutable once signed; the version in force at a
/// handoff applies to that lead for good. A promise that is left out (null, or an empty list) isn't made, and no
/// clock runs for it (rule 12).
/// </summary>
/// <param name="Version">1, 2, 3 … within the agreement.</param>
/// <param name="EffectiveFrom">In force from the first day of this month in <paramref name="TimeZone"/>.</param>
/// <param name="Backfilled">Signed for the past, to value imported history only (rule 13).</param>
/// <param name="TimeZone">IANA id; whose days and months count.</param>
/// <param name="Currency">ISO 4217 code of all money here.</param>
/// <param name="Parties">Who may act and sign for each side.</param>
/// <param name="Goal">What marketing delivers a month; null: no pacing promise.</param>
/// <param name="Segments">The codes a lead's segment can have.</param>
/// <param name="ConversionActions">The codes a lead's conversion action can have.</param>
/// <param name="MatrixLabels">What the two sides call the matrix's rows and columns; null: the codes' own names.</param>
/// <param name="Valuation">Close rate and average sale; the most specific row wins.</param>
/// <param name="ResponseTimes">How soon the first response is owed, per bucket.</param>
/// <param name="Cadences">How often sales keeps trying, per segment.</param>
/// <param name="Criteria">What a lead must meet.</param>
/// <param name="ReasonCodes">Why sales may reject one.</param>
/// <param name="Curve">The line along which the goal is delivered; null: no curve.</param>
/// <param name="Calendar">Open hours and holidays, for clocks in business time and curves of business days.</param>
/// <param name="Review">The panel that judges rejections, and its own promise; null: nothing can be rejected.</param>
/// <param name="ReportingGraceMinutes">A fact reported within this counts from when it happened (rule 13); 60 unless said.</param>
/// <param name="Responsibilities">Who answers for what (004).</param>
/// <param name="SalesCapacity">What sales can take a month, unless it is declared otherwise; null: nothing is said.</param>
/// <param name="Strikes">What a closed month is given strikes for; null: no strikes.</param>
/// <param name="Compensation">How a shortfall is made good; null: it isn't carried over.</param>
/// <param name="Termination">When either party may end the agreement; null: at the end of any month.</param>
/// <param name="SalesCycleMonths">How long a sale takes: the look-back's length (004); null: unknown yet.</param>
public sealed record Terms(
    int Version,
    Month EffectiveFrom,
    bool Backfilled,
    string TimeZone,
    string Currency,
    Parties Parties,
    Goal? Goal,
    IReadOnlyList<string> Segments,
    IReadOnlyList<string> ConversionActions,
    MatrixLabels? MatrixLabels,
    IReadOnlyList<ValuationRow> Valuation,
    IReadOnlyList<ResponseTime> ResponseTimes,
    IReadOnlyList<Cadence> Cadences,
    IReadOnlyList<Criterion> Criteria,
    IReadOnlyList<ReasonCode> ReasonCodes,
    Curve? Curve,
    BusinessCalendar Calendar,
    ReviewTerms? Review,
    int ReportingGraceMinutes = 60,
    IReadOnlyList<Responsibility>? Responsibilities = null,
    SalesCapacity? SalesCapacity = null,
    StrikeTerms? Strikes = null,
    CompensationTerms? Compensation = null,
    TerminationTerms? Termination = null,
    int? SalesCycleMonths = null);

/// <summary>The people of both sides, by the subject of their token. Nobody is on both.</summary>
/// <param name="Marketing">Who hands leads off and signs for marketing.</param>
/// <param name="Sales">Who works leads.</param>
/// <param name="SalesManagers">Who assigns leads and signs for sales; they may do all that sales may.</param>
public sealed record Parties(
    IReadOnlyList<string> Marketing,
    IReadOnlyList<string> Sales,
    IReadOnlyList<string> SalesManagers);

public enum Party
{
    Marketing,
    Sales,
}

public enum GoalKind
{
    /// <summary>A number of leads.</summary>
    Count,

    /// <summary>Lead value, in the terms' currency.</summary>
    LeadValue,
}

/// <summary>What marketing promises a month.</summary>
/// <param name="DerivedFrom">What the amount was reckoned from; null: it was simply given.</param>
public sealed record Goal(GoalKind Kind, decimal Amount, GoalDerivation? DerivedFrom = null);

/// <summary>What a goal was reckoned from: exactly one of the two.</summary>
public sealed record GoalDerivation(RevenueDerivation? Revenue = null, SalesCapacity? Capacity = null);

/// <summary>
/// Leads needed = revenue goal ÷ (lead→opportunity rate × opportunity→sale rate × average sale), rounded up (001, 004).
/// A goal in lead value is the revenue goal itself.
/// </summary>
public sealed record RevenueDerivation(
    decimal RevenueGoal,
    decimal LeadToOpportunity,
    decimal OpportunityToSale,
    decimal AverageSale);

/// <summary>Leads that sales can take a month = reps × leads that a rep can work (001).</summary>
public sealed record SalesCapacity(int Reps, int LeadsPerRep);

/// <summary>
/// The six cells of the 2 × 3 lead qualification matrix: hand raiser or not × fit (001). A hand raiser asked to talk.
/// </summary>
public enum Bucket
{
    HandRaiserHighFit,
    HandRaiserMediumFit,
    HandRaiserLowFit,
    OtherHighFit,
    OtherMediumFit,
    OtherLowFit,
}

/// <summary>What the parties call the matrix's two rows and three columns.</summary>
public sealed record MatrixLabels(string HandRaiser, string Other, string HighFit, string MediumFit, string LowFit);

/// <summary>
/// Lead value = close rate × average sale (001). A null column matches anything. Where several rows match, the one
/// specific in segment wins, then in conversion action, then in bucket.
/// </summary>
/// <param name="CloseRate">0 to 1.</param>
/// <param name="AverageSale">In the terms' currency.</param>
public sealed record ValuationRow(
    string? Segment,
    string? ConversionAction,
    Bucket? Bucket,
    decimal CloseRate,
    decimal AverageSale);

public enum ClockKind
{
    /// <summary>Every minute counts.</summary>
    Elapsed,

    /// <summary>Only the calendar's open hours count.</summary>
    Business,
}

/// <summary>The first response is owed within this time; a null bucket is all that have no row of their own.</summary>
/// <param name="RemindMinutesBefore">
/// So many minutes of the same clock before the deadline sales is reminded; null: it isn't.
/// </param>
public sealed record ResponseTime(Bucket? Bucket, int WithinMinutes, ClockKind Clock, int? RemindMinutesBefore = null);

/// <summary>
/// At least so many attempts within a window (five calls in two weeks, 001); a null segment is all that have no row of
/// their own.
/// </summary>
/// <param name="WindowDays">
/// Local days: the window ends at the same wall time so many days later (elapsed), or so many business days later.
/// </param>
/// <param name="IdealDays">Days after the handoff (0: the same day) on which to try; advice, not a promise.</param>
/// <param name="RemindDaysBefore">
/// So many days, counted as the window's are, before its end sales is reminded; null: it isn't.
/// </param>
public sealed record Cadence(
    string? Segment,
    int Attempts,
    int WindowDays,
    ClockKind Clock,
    IReadOnlyList<int> IdealDays,
    int? RemindDaysBefore = null);

/// <summary>What a lead must meet to be one.</summary>
/// <param name="Values">
/// The codes it can be answered with. Empty: it is answered in free text, which is personal data and stored so.
/// </param>
public sealed record Criterion(string Code, string Text, IReadOnlyList<string> Values);

/// <summary>Why sales may say that a lead isn't one; bound to the criterion that it fails.</summary>
public sealed record ReasonCode(string Code, string Text, string Criterion);

public enum CurveShape
{
    /// <summary>Every day of the month weighs the same (004).</summary>
    Straight,

    /// <summary>Days with open hours that aren't holidays weigh 1, others 0.</summary>
    BusinessDays,

    /// <summary>Weights by weekday and by date.</summary>
    Weighted,
}

/// <summary>The line that marketing hugs (000).</summary>
/// <param name="WeekdayWeights">Monday to Sunday, for <see cref="CurveShape.Weighted"/>; else empty.</param>
/// <param name="DateWeights">Seasons and events: multiply the days' own weights, for any shape.</param>
/// <param name="BandBelowShare">How far below the line is still on it, as a share of the month's goal (0 to 1).</param>
/// <param name="BandAboveShare">How far above.</param>
public sealed record Curve(
    CurveShape Shape,
    IReadOnlyList<decimal> WeekdayWeights,
    IReadOnlyList<DateWeight> DateWeights,
    decimal BandBelowShare,
    decimal BandAboveShare);

/// <summary>A season or event: its days' weights are multiplied by <paramref name="Weight"/>.</summary>
public sealed record DateWeight(string Name, DateOnly From, DateOnly To, decimal Weight);

/// <summary>When business is open, in the terms' time zone.</summary>
/// <param name="Version">A name for this state of hours and holidays; kept with every deadline reckoned by it.</param>
public sealed record BusinessCalendar(
    string Version,
    IReadOnlyList<OpenHours> WeeklyHours,
    IReadOnlyList<Holiday> Holidays);

/// <summary>One window of one weekday; several a day may be given. <paramref name="To"/> 00:00 is the day's end.</summary>
public sealed record OpenHours(DayOfWeek Day, TimeOnly From, TimeOnly To);

/// <summary>A day on which business is closed.</summary>
public sealed record Holiday(DateOnly Date, string Name);

/// <summary>Who judges rejections under these terms.</summary>
/// <param name="Quorum">How many members must have voted, the ruling chair counted in.</param>
/// <param name="RuleWithinHours">The panel's own promise.</param>
/// <param name="ClaimMinutes">How long a member's claim on a case holds.</param>
/// <param name="RemindHoursBefore">
/// So many hours of the same clock before a ruling is due the panel is reminded; null: it isn't.
/// </param>
public sealed record ReviewTerms(
    PanelId PanelId,
    int Quorum,
    int RuleWithinHours,
    ClockKind Clock,
    int ClaimMinutes = 30,
    int? RemindHoursBefore = null);

/// <summary>Which side answers for a duty, and who of it (004).</summary>
/// <param name="Person">One of that party, by the subject of their token; null: the party as a whole.</param>
public sealed record Responsibility(string Duty, Party Party, string? Person);

/// <summary>What a month that is closed is given strikes for (004). What is left out is given none for.</summary>
/// <param name="GoalMissed">Marketing: the month's net credit is less than its goal.</param>
/// <param name="DaysOutOfBand">Marketing: on more days than this the curve ended outside of its band.</param>
/// <param name="FirstResponseShare">Sales: a smaller share (0 to 1) of the first responses promised was kept.</param>
/// <param name="CadenceShare">Sales: a smaller share (0 to 1) of the cadences promised was kept.</param>
/// <param name="PerPerson">Each sales person whose own share is too small is given one too.</param>
public sealed record StrikeTerms(
    bool GoalMissed,
    int? DaysOutOfBand,
    decimal? FirstResponseShare,
    decimal? CadenceShare,
    bool PerPerson);

/// <summary>How marketing makes a shortfall good (004): it is added to what the next month owes.</summary>
/// <param name="CarryOverShare">Of the shortfall, more than 0 to 1.</param>
/// <param name="MostShareOfGoal">Never more than this share of the month's goal is carried over; null: no limit.</param>
public sealed record CompensationTerms(decimal CarryOverShare, decimal? MostShareOfGoal);

/// <summary>When either party may end the agreement (004).</summary>
/// <param name="NoticeMonths">It ends with the month that is so many after the current one, or later.</param>
/// <param name="GoalMissedMonths">
/// A goal missed so many months running is the trigger: then no notice is needed; null: there is no trigger.
/// </param>
public sealed record TerminationTerms(int NoticeMonths, int? GoalMissedMonths);
