using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Months;

/// <summary>Says how many leads a team can take in a month, in place of what was said for it before.</summary>
public sealed record DeclareSalesCapacity(
    AgreementId AgreementId,
    Month Month,
    string Team,
    SalesCapacity Capacity,
    Act Act)
{
    private const int LongestTeam = 200;
    private const int MostReps = 10_000;
    private const int MostLeadsPerRep = 100_000;

    public static Decision<MonthEvent> Decide(AgreementMonth state, Agreement? agreement, DeclareSalesCapacity command)
    {
        if (agreement is null)
            return new AgreementIsUnknown();
        if (command.Act.Role != Role.Agreements
            && agreement.PartiesAt(command.Act.Now)?.SignsFor(command.Act.Actor) != Party.Sales)
            return new DeclaringCapacityNeedsASalesManager();
        if (agreement.TermsInForceIn(command.Month) is null)
            return new NoTermsInForceInMonth(command.Month);
        if (state.IsClosed)
            return new MonthIsClosedAlready(command.Month);
        if (!Subject.IsTrimmed(command.Team, LongestTeam))
            return new CapacityNeedsATeam();
        if (command.Capacity is not { Reps: >= 0 and <= MostReps, LeadsPerRep: >= 0 and <= MostLeadsPerRep })
            return new DeclaredCapacityIsOutOfRange(MostReps, MostLeadsPerRep);
        if (state.Capacity.GetValueOrDefault(command.Team) == command.Capacity)
            return Decision<MonthEvent>.AlreadySo;
        return new SalesCapacityDeclared(
            command.AgreementId, command.Month, command.Team, command.Capacity, command.Act.Actor, command.Act.Now);
    }
}
