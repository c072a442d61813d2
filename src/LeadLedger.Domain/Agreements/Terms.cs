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
/// <param name="MatrixLabels">
/// What the two sides call the matrix's rows and columns; null: the codes' own names.
/// </param>
/// <param name="Valuation">Close rate and average sale; the most specific row wins.</param>
/// <param name="ResponseTimes">How soon the first response is owed, per bucket.</param>
/// <param name="Cadences">How often sales keeps trying, per segment.</param>
/// <param name="Criteria">What a lead must meet.</param>
/// <param name="ReasonCodes">Why sales may reject one.</param>
/// <param name="Curve">The line along which the goal is delivered; null: no curve.</param>
/// <param name="Calendar">Open hours and holidays, for clocks in business time and curves of business days.</param>
/// <param name="Review">The panel that judges rejections, and its own promise; null: nothing can be rejected.</param>
/// <param name="ReportingGraceMinutes">
/// A fact reported within this counts from when it happened (rule 13); 60 unless said.
/// </param>
/// <param name="Responsibilities">Who answers for what (004).</param>
/// <param name="SalesCapacity">
/// What sales can take a month, unless it is declared otherwise; null: nothing is said.
/// </param>
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
