using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Time;

namespace LeadLedger.Domain.Leads;

/// <summary>How the time of an act is taken (rule 13).</summary>
public static class Timing
{
    /// <summary>
    /// How far clocks may be apart before a time counts as the future, or a decision as reported late.
    /// </summary>
    public static readonly TimeSpan AllowedSkew = TimeSpan.FromMinutes(2);

    internal static Refusal? RefuseFuture(Act act) =>
        act.OccurredAt - act.Now > AllowedSkew ? new TimeIsInTheFuture() : null;

    /// <summary>Decisions happen now, or are history; and after what made them possible.</summary>
    internal static Refusal? RefuseDecision(Act act, DateTimeOffset cause)
    {
        if (RefuseFuture(act) is { } future)
            return future;
        if (!act.IsImport && act.Now - act.OccurredAt > AllowedSkew)
            return new DecisionsAreNotReportedLate();
        // Two nodes' clocks may differ, and one may step back: what is decided here and now is after its cause.
        var tolerance = act.IsImport ? TimeSpan.Zero : AllowedSkew;
        return cause - act.OccurredAt > tolerance ? new DecisionIsBeforeItsCause(cause) : null;
    }

    /// <summary>
    /// When it happened. Where that is just our own clock's word, and the clock stepped back to before the start of
    /// what is still going on, it is that start: the act is certainly not before it.
    /// </summary>
    internal static DateTimeOffset NotBefore(DateTimeOffset start, Act act) =>
        act.OccurredAt == act.Now && act.Now < start && start - act.Now <= AllowedSkew ? start : act.OccurredAt;

    /// <summary>Whether a fact was reported later than the terms' grace allows; nothing imported is late.</summary>
    internal static bool IsLate(DateTimeOffset at, Terms terms, Act act) =>
        !act.IsImport && act.Now - at > TimeSpan.FromMinutes(terms.ReportingGraceMinutes);

    internal static DateOnly DayOf(DateTimeOffset at, Terms terms) => LocalTime.DayOf(at, terms.TimeZone);
}

/// <summary>Something that sales did or reached, placed in the lead's history.</summary>
/// <param name="Period">The period with sales in which it happened.</param>
/// <param name="JudgedAt">The instant by which promises are judged.</param>
internal sealed record SalesFact(
    SalesPeriod Period,
    DateTimeOffset At,
    DateOnly LocalDay,
    DateTimeOffset JudgedAt,
    bool Late)
{
    /// <summary>Refuses a fact from a time when the lead wasn't with sales, wherever it is now.</summary>
    public static Refusal? Refuse(Lead.Existing lead, Act act)
    {
        if (Timing.RefuseFuture(act) is { } future)
            return future;
        var at = TimeOf(lead, act);
        if (at < lead.Facts.Periods[0].From)
            return new FactIsBeforeTheHandoff();
        return lead.Facts.PeriodAt(at) is null ? new LeadWasNotWithSalesThen(lead.Place) : null;
    }

    /// <summary>The fact of an act that isn't refused.</summary>
    public static SalesFact Of(Lead.Existing lead, Agreement agreement, Act act)
    {
        var at = TimeOf(lead, act);
        var period = lead.Facts.PeriodAt(at)
            ?? throw new ArgumentException("The lead wasn't with sales then.", nameof(act));
        var terms = agreement.TermsOf(period.Handoff);
        var late = Timing.IsLate(at, terms, act);
        return new SalesFact(period, at, Timing.DayOf(at, terms), late ? act.Now : at, late);
    }

    private static DateTimeOffset TimeOf(Lead.Existing lead, Act act) =>
        lead is Lead.WithSales ? Timing.NotBefore(lead.Facts.Period.From, act) : act.OccurredAt;
}
