namespace LeadLedger.Domain.Agreements;

// What drafting, proposing, signing and terminating can be refused for, apart from what is wrong in the terms
// themselves (Rules/TermsRefusals.cs). In the order in which they are looked for.

public sealed record DraftingNeedsTheAgreementsRole()
    : Refusal(RefusalKind.NotAllowed, "Only the role agreements may draft an agreement.");

public sealed record AgreementExistsAlready()
    : Refusal(RefusalKind.Conflict, "There is an agreement with this id already.");

public sealed record AgreementNeedsAName()
    : Refusal(RefusalKind.Unprocessable, "An agreement needs a name of 1 to 200 characters.")
{
    public override string Field => "name";
}

public sealed record AgreementNeedsASalesTeam()
    : Refusal(RefusalKind.Unprocessable, "An agreement needs a sales team, named in 1 to 200 characters.")
{
    public override string Field => "salesTeam";
}

public sealed record AgreementIsUnknown() : Refusal(RefusalKind.NotFound, "There is no such agreement.");

public sealed record ProposingNeedsAParty() : Refusal(
    RefusalKind.NotAllowed,
    "Terms are proposed by the role agreements, or by someone of either party of this agreement.");

public sealed record TermsVersionIsUnknown(int Version)
    : Refusal(RefusalKind.NotFound, $"This agreement has no terms of version {Version}.");

public sealed record SignerIsNoParty(int Version) : Refusal(
    RefusalKind.NotAllowed,
    $"Version {Version} is signed by its marketing people for marketing, and by its sales managers (by its sales "
    + "people, if it names no managers) for sales; you are none of these.");

public sealed record PartySignedAlready(int Version, Party Party)
    : Refusal(RefusalKind.Conflict, $"{Party} has signed version {Version} already.");

public sealed record AgreementIsTerminated(Month EndsWith)
    : Refusal(RefusalKind.Conflict, $"The agreement was terminated; its last month is {EndsWith}.");

public sealed record TimeZoneIsFixed(string TimeZone)
    : Refusal(RefusalKind.Conflict, $"The first signed terms fixed this agreement's time zone: {TimeZone}.")
{
    public override string Field => "timeZone";
}

public sealed record CurrencyIsFixed(string Currency)
    : Refusal(RefusalKind.Conflict, $"The first signed terms fixed this agreement's currency: {Currency}.")
{
    public override string Field => "currency";
}

public sealed record EffectiveMonthIsOutOfRange(Month Earliest, Month Latest)
    : Refusal(RefusalKind.Unprocessable, $"Terms take effect in a month from {Earliest} to {Latest}.")
{
    public override string Field => "effectiveFrom";
}

/// <summary>Nobody signs into the past (rule 13).</summary>
public sealed record TermsTakeEffectInThePast(Month Current) : Refusal(
    RefusalKind.Unprocessable,
    $"Terms take effect in the current month ({Current}) at the earliest; only backfilled ones reach further back.")
{
    public override string Field => "effectiveFrom";
}

/// <summary>Only an agreement's first regular terms may take effect in the month in which they are signed.</summary>
public sealed record RevisionTakesEffectInTheCurrentMonth(Month Current) : Refusal(
    RefusalKind.Unprocessable,
    $"Terms are in force for the current month ({Current}); a revision takes effect in a later one.")
{
    public override string Field => "effectiveFrom";
}

public sealed record BackfilledTermsTakeEffectInTheFuture(Month Current)
    : Refusal(RefusalKind.Unprocessable, $"Backfilled terms are for months up to the current one ({Current}).")
{
    public override string Field => "effectiveFrom";
}

/// <summary>History is valued before the ledger begins to witness; nobody agrees on it afterwards (rule 13).</summary>
public sealed record BackfilledTermsComeTooLate(DateTimeOffset RegularFrom) : Refusal(
    RefusalKind.Conflict,
    $"Backfilled terms are signed before the first regular ones; these are agreed for {RegularFrom:u} on.")
{
    public override string Field => "backfilled";
}

/// <summary>They lay on the table until their month had come.</summary>
public sealed record TermsComeTooLateToBeSigned(int Version, Month EffectiveFrom, Month Current) : Refusal(
    RefusalKind.Conflict,
    $"Version {Version} was to take effect in {EffectiveFrom}, but the current month is {Current}; propose it anew.");

public sealed record TermsWereReplaced(int Version, int By) : Refusal(
    RefusalKind.Conflict,
    $"Version {By}, proposed later for the same month, is signed in place of version {Version}.");

public sealed record TerminationNeedsAParty() : Refusal(
    RefusalKind.NotAllowed,
    "An agreement is terminated by the role agreements, or by somebody who signs for a party of the terms in force.");

public sealed record TerminationNeedsTermsInForce()
    : Refusal(RefusalKind.Conflict, "No terms are in force, so there is nothing to terminate.");

public sealed record TerminationNeedsAReason()
    : Refusal(RefusalKind.Unprocessable, "A termination needs a reason of 1 to 500 characters.")
{
    public override string Field => "reason";
}

public sealed record NothingTriggeredIn(Month Month)
    : Refusal(RefusalKind.Conflict, $"The termination trigger didn't fire in {Month}, or that month isn't closed yet.")
{
    public override string Field => "triggeredIn";
}

public sealed record TerminationIsTooEarly(Month Earliest)
    : Refusal(RefusalKind.Unprocessable, $"The agreement can end with {Earliest} at the earliest.")
{
    public override string Field => "endsWith";
}

public sealed record TerminationIsTooFarAhead(Month Latest)
    : Refusal(RefusalKind.Unprocessable, $"The agreement can end with {Latest} at the latest.")
{
    public override string Field => "endsWith";
}
