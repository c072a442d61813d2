using LeadLedger.Domain.Time;

namespace LeadLedger.Domain.Agreements;

/// <summary>Ends the agreement after a month: with notice, or without it where the termination trigger fired.</summary>
/// <param name="EndsWith">The last month in force.</param>
/// <param name="Reason">A business reason: nobody's personal data.</param>
/// <param name="TriggeredIn">The closed month whose trigger does away with the notice; null: notice is given.</param>
public sealed record TerminateAgreement(Month EndsWith, string Reason, Month? TriggeredIn, Act Act)
{
    /// <summary>An end may be so many months ahead; it needs a date that can be reckoned.</summary>
    public const int FurthestAheadMonths = 120;

    private const int LongestReason = 500;

    /// <param name="state">Null: there is no such agreement.</param>
    /// <param name="triggered">Whether the trigger fired in the month named; false where none is named.</param>
    /// <param name="command">What is asked.</param>
    public static Decision<AgreementEvent> Decide(Agreement? state, bool triggered, TerminateAgreement command)
    {
        var act = command.Act;
        if (state is null)
            return new AgreementIsUnknown();
        var party = act.Role == Role.Agreements ? null : state.PartiesAt(act.Now)?.SignsFor(act.Actor);
        if (party is null && act.Role != Role.Agreements)
            return new TerminationNeedsAParty();
        if (state.Ended is { } ended)
            return new AgreementIsTerminated(ended.EndsWith);
        if (state.TermsInForceAt(act.Now, imported: false) is not { } terms)
            return new TerminationNeedsTermsInForce();
        if (RefuseContent(terms, triggered, command) is { } refusal)
            return refusal;
        return new AgreementTerminated(
            state.Id,
            command.EndsWith,
            LocalTime.StartOfMonth(command.EndsWith.AddMonths(1), terms.TimeZone),
            party,
            command.TriggeredIn,
            command.Reason,
            act.Actor,
            act.Now);
    }

    private static Refusal? RefuseContent(Terms terms, bool triggered, TerminateAgreement command)
    {
        if (string.IsNullOrWhiteSpace(command.Reason) || command.Reason.Length > LongestReason)
            return new TerminationNeedsAReason();
        if (command.TriggeredIn is { } month && !triggered)
            return new NothingTriggeredIn(month);
        var current = LocalTime.MonthOf(command.Act.Now, terms.TimeZone);
        var earliest = current.AddMonths(command.TriggeredIn is null ? terms.Termination?.NoticeMonths ?? 0 : 0);
        if (command.EndsWith < earliest)
            return new TerminationIsTooEarly(earliest);
        var latest = current.AddMonths(FurthestAheadMonths);
        return command.EndsWith > latest ? new TerminationIsTooFarAhead(latest) : null;
    }
}
