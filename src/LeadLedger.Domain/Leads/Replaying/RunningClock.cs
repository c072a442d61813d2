namespace LeadLedger.Domain.Leads.Replaying;

/// <summary>A promise that is owed and not kept yet, whether its deadline has passed or not.</summary>
/// <param name="Handoff">The number of the handoff that it belongs to.</param>
/// <param name="Case">
/// The case that a ruling is owed on, or whose ruling started the clock; null: the handoff did.
/// </param>
/// <param name="OwedBy">The sales person; null: the team, or the panel.</param>
/// <param name="AttemptsDue">Of a cadence: how many are still to be made; null: it is no cadence.</param>
public sealed record RunningClock(
    OwedPromise Promise,
    int Handoff,
    int? Case,
    string? OwedBy,
    DateTimeOffset DueAt,
    DateTimeOffset? RemindAt,
    int? AttemptsDue)
{
    /// <summary>Those that run where the lead is: what sales owes, or the panel; elsewhere none do.</summary>
    public static IReadOnlyList<RunningClock> Of(Lead state) => state switch
    {
        Lead.WithSales lead => [.. OfSales(lead.Facts.Period)],
        Lead.UnderReview { Case: var open } => [OfPanel(open)],
        _ => [],
    };

    private static IEnumerable<RunningClock> OfSales(SalesPeriod period)
    {
        var (handoff, sentBackBy) = (period.Handoff.Number, period.SentBackBy);
        if (period is { FirstResponsePromise: { } response, FirstResponse: null })
        {
            yield return new RunningClock(
                OwedPromise.FirstResponse, handoff, sentBackBy, period.OwedBy(response.DueAt), response.DueAt,
                response.RemindAt, null);
        }
        if (period.CadencePromise is { } cadence && period.Attempts.Count < cadence.Attempts)
        {
            yield return new RunningClock(
                OwedPromise.Cadence, handoff, sentBackBy, period.OwedBy(cadence.EndsAt), cadence.EndsAt,
                cadence.RemindAt, cadence.Attempts - period.Attempts.Count);
        }
    }

    private static RunningClock OfPanel(ReviewCase open) => new(
        OwedPromise.Ruling, open.Rejection.Handoff, open.Number, null, open.Rejection.RulingDueAt,
        open.Rejection.RulingRemindAt, null);
}
