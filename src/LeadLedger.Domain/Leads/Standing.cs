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

    /// <summary>A lead stays with its agreement: another's marketing can't have it.</summary>
    public static bool MayHandOffAgain(Lead.Existing lead, Agreement agreement, Act act) =>
        MayHandOff(OwnOf(lead, agreement), act);

    public static bool MayActForSales(Lead.Existing lead, Agreement agreement, Act act) =>
        MayManageSales(lead, agreement, act)
        || (act.Role == Role.Sales && PartiesNow(agreement, act) is { } parties && parties.IsSales(act.Actor));

    public static bool MayManageSales(Lead.Existing lead, Agreement agreement, Act act)
    {
        var parties = PartiesNow(OwnOf(lead, agreement), act);
        return act.IsImport
            || (act.Role == Role.SalesManager && parties is not null && parties.IsSalesManager(act.Actor));
    }

    /// <summary>Anyone of the company may call a lead (000), each in their role.</summary>
    public static bool MayAttemptContact(Lead.Existing lead, Agreement agreement, Act act) =>
        MayActForSales(lead, agreement, act) || act.Role == Role.Colleague;

    /// <summary>Whether a lead can be given to somebody; one that was somebody's elsewhere could be.</summary>
    public static bool CanBeGivenTo(string person, Agreement agreement, Act act) =>
        act.IsImport || (PartiesNow(agreement, act) is { } parties && parties.IsSales(person));

    /// <summary>
    /// An importer brings in decisions of others only on a lead whose present handoff was itself brought in, under
    /// backfilled terms. Under regular terms they are made here, by those whose they are (rules 6, 7 and 13).
    /// </summary>
    public static Refusal? RefuseImportedDecision(Lead.Existing lead, Agreement agreement, Act act) =>
        act.IsImport && !OwnOf(lead, agreement).TermsOf(lead.Facts.Handoff).Backfilled
            ? new OnlyHistoryIsDecidedByImport()
            : null;

    /// <summary>The terms that a handoff was made under and that apply to it for good (rule 3).</summary>
    public static Terms TermsOf(this Agreement agreement, Handoff handoff) =>
        agreement.TermsOf(handoff.TermsVersion)
        ?? throw new ArgumentException($"There are no terms {handoff.TermsVersion}.", nameof(agreement));

    private static Parties? PartiesNow(Agreement agreement, Act act) => agreement.PartiesAt(act.Now);

    // Whoever calls a decision loads the lead's own agreement; another one's members must never pass for its.
    private static Agreement OwnOf(Lead.Existing lead, Agreement agreement) =>
        agreement.Id == lead.Facts.Handoff.AgreementId
            ? agreement
            : throw new ArgumentException(
                $"The lead is agreement {lead.Facts.Handoff.AgreementId}'s.", nameof(agreement));
}
