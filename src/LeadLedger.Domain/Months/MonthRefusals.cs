namespace LeadLedger.Domain.Months;

// What a month's commands can be refused for, in the order in which it is looked for.

public sealed record DeclaringCapacityNeedsASalesManager() : Refusal(
    RefusalKind.NotAllowed,
    "Sales capacity is declared by the agreement's sales managers (its sales people, if it names no managers), or by "
    + "the role agreements.");

public sealed record LoggingEffortNeedsMarketing()
    : Refusal(RefusalKind.NotAllowed, "Marketing effort is logged by the agreement's marketing people.");

public sealed record ClosingNeedsTheAgreementsRole()
    : Refusal(RefusalKind.NotAllowed, "Only the role agreements may close a month.");

public sealed record NoTermsInForceInMonth(Month Month)
    : Refusal(RefusalKind.Conflict, $"No terms that count here are in force in {Month}.");

public sealed record MonthHasNotBegun(Month Month)
    : Refusal(RefusalKind.Conflict, $"{Month} hasn't begun yet in the agreement's time zone.");

public sealed record MonthIsClosedAlready(Month Month) : Refusal(RefusalKind.Conflict, $"{Month} is closed.");

public sealed record MonthIsNotOver(Month Month, DateTimeOffset From) : Refusal(
    RefusalKind.Conflict,
    $"{Month} can be closed from {From:u} on: when it is over, and the time for reporting what happened in it.");

/// <summary>Months are closed in order.</summary>
public sealed record EarlierMonthIsOpen(Month Month)
    : Refusal(RefusalKind.Conflict, $"{Month} isn't closed yet; months are closed in order.");

public sealed record CapacityNeedsATeam()
    : Refusal(RefusalKind.Unprocessable, "Capacity is a team's, named in 1 to 200 characters.")
{
    public override string Field => "team";
}

public sealed record DeclaredCapacityIsOutOfRange(int MostReps, int MostLeadsPerRep) : Refusal(
    RefusalKind.Unprocessable,
    $"A team has 0 to {MostReps} reps, and each can take 0 to {MostLeadsPerRep} leads a month.");

public sealed record EffortNeedsAnAssetKind()
    : Refusal(RefusalKind.Unprocessable, "Effort goes into a kind of asset, named in 1 to 60 characters.")
{
    public override string Field => "assetKind";
}

public sealed record EffortIsOutOfRange(int Most) : Refusal(
    RefusalKind.Unprocessable,
    $"1 to {Most} assets take more than 0 hours and at most {Most}, in hundredths, and bring 0 to {Most} leads.");
