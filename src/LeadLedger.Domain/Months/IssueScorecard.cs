using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Months;

/// <summary>
/// Gives both sides the account of a closed month, with the strikes that follow from it and, where the goal was missed
/// too often, the trigger that lets either end the agreement (004).
/// </summary>
/// <param name="Figures">Reckoned in one snapshot that has everything up to the closing.</param>
/// <param name="Position">The ledger's position of that snapshot.</param>
public sealed record IssueScorecard(
    AgreementId AgreementId, Month Month, MonthFigures Figures, long Position, Act Act)
{
    /// <summary>
    /// Nothing where the month is open or has its scorecard, or where the one before waits for its own.
    /// </summary>
    /// <param name="state">The month.</param>
    /// <param name="agreement">Whose goal it is.</param>
    /// <param name="previous">The month before: what it carried over, and whether it missed its goal too.</param>
    /// <param name="command">The command.</param>
    public static Decision<MonthEvent> Decide(
        AgreementMonth state, Agreement? agreement, AgreementMonth previous, IssueScorecard command)
    {
        if (!state.IsClosed || state.Issued is not null || (previous.IsClosed && previous.Issued is null))
            return Decision<MonthEvent>.AlreadySo;
        var (id, month, now) = (command.AgreementId, command.Month, command.Act.Now);
        var terms = agreement?.RegularTermsIn(month);
        var scorecard = Scorecard.Of(terms, command.Figures, previous.Issued?.Scorecard.Marketing);
        var events = new List<MonthEvent> { new ScorecardIssued(id, month, scorecard, command.Position, now) };
        if (terms is not null)
        {
            events.AddRange(Reproach.Of(terms, scorecard).Select(reproach => new StrikeGiven(
                id, month, reproach.Party, reproach.Person, reproach.Cause, reproach.Promised, reproach.Kept, now)));
            if (scorecard.Marketing?.MissedRunning >= terms.Termination?.GoalMissedMonths)
                events.Add(new TerminationTriggered(id, month, Running(month, scorecard.Marketing.MissedRunning), now));
        }
        return Decision<MonthEvent>.Accept(events);
    }

    private static IReadOnlyList<Month> Running(Month last, int months) =>
        [.. Enumerable.Range(0, months).Select(month => last.AddMonths(month - months + 1))];
}
