using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Leads;

/// <summary>
/// Who may act on a lead: a role and the membership that goes with it (rule 14). An importer brings in what others did
/// elsewhere, so the parties aren't asked about them.
/// </summary>
internal static class Standing
{
    public static bool MayHandOff(Agreement agreement, Act act) =>
        act.IsImport
        || (act.Role == Role.Marketing && PartiesNow(agreement, act) is { } parties && parties.IsMarketing(act.Actor));

    public static bool MayActForSales(Agreement agreement, Act act) =>
        act.IsImport || MayManageSales(agreement, act)
        || (act.Role == Role.Sales && PartiesNow(agreement, act) is { } parties && parties.IsSales(act.Actor));

    public static bool MayManageSales(Agreement agreement, Act act) =>
        act.IsImport
        || (act.Role == Role.SalesManager
            && PartiesNow(agreement, act) is { } parties && parties.IsSalesManager(act.Actor));

    /// <summary>Anyone of the company may call a lead (000), each in their role.</summary>
    public static bool MayAttemptContact(Agreement agreement, Act act) =>
        act.Role == Role.Colleague || MayActForSales(agreement, act);

    /// <summary>Whether a lead can be given to somebody; one that was somebody's elsewhere could be.</summary>
    public static bool CanBeGivenTo(string person, Agreement agreement, Act act) =>
        act.IsImport || (PartiesNow(agreement, act) is { } parties && parties.IsSales(person));

    /// <summary>The terms that a handoff was made under and that apply to it for good (rule 3).</summary>
    /// <exception cref="ArgumentException">It isn't this agreement's lead.</exception>
    public static Terms TermsOf(this Agreement agreement, Handoff handoff)
    {
        if (agreement.Id != handoff.AgreementId)
            throw new ArgumentException($"The lead is agreement {handoff.AgreementId}'s.", nameof(agreement));
        return agreement.TermsOf(handoff.TermsVersion)
            ?? throw new ArgumentException($"There are no terms {handoff.TermsVersion}.", nameof(agreement));
    }

    private static Parties? PartiesNow(Agreement agreement, Act act) => agreement.PartiesAt(act.Now);
}
