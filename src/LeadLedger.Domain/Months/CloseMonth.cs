using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Time;

namespace LeadLedger.Domain.Months;

/// <summary>
/// Closes a month's books: what is recorded from then on is booked in a later month (rule 10). Months are closed in
/// order, so that those that are closed have no hole and a late fact always finds an open one after them.
/// </summary>
public sealed record CloseMonth(AgreementId AgreementId, Month Month, Act Act)
{
    /// <param name="state">The month.</param>
    /// <param name="agreement">Null: it isn't there.</param>
    /// <param name="previous">The month before, whether anything was recorded in it or not.</param>
    /// <param name="command">The command.</param>
    public static Decision<MonthEvent> Decide(
        AgreementMonth state, Agreement? agreement, AgreementMonth previous, CloseMonth command)
    {
        if (agreement is null)
            return new AgreementIsUnknown();
        if (command.Act.Role != Role.Agreements)
            return new ClosingNeedsTheAgreementsRole();
        if (agreement.RegularTermsIn(command.Month) is not { } terms)
            return new NoTermsInForceInMonth(command.Month);
        if (state.IsClosed)
            return new MonthIsClosedAlready(command.Month);
        var from = MayBeClosedFrom(command.Month, terms);
        if (command.Act.Now < from)
            return new MonthIsNotOver(command.Month, from);
        var before = command.Month.AddMonths(-1);
        if (agreement.RegularTermsIn(before) is not null && !previous.IsClosed)
            return new EarlierMonthIsOpen(before);
        return new MonthClosed(command.AgreementId, command.Month, command.Act.Actor, command.Act.Now);
    }

    /// <summary>Its end, and the time that the terms give for reporting what happened in it (rule 13).</summary>
    public static DateTimeOffset MayBeClosedFrom(Month month, Terms terms) =>
        LocalTime.StartOfMonth(month.AddMonths(1), terms.TimeZone).AddMinutes(terms.ReportingGraceMinutes);
}
