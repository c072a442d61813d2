namespace LeadLedger.Domain.Agreements;

/// <summary>Who belongs to which side, by the subject of their token: membership opens the object (rule 14).</summary>
public static class Membership
{
    public static bool IsMarketing(this Parties parties, string subject) => parties.Marketing.Contains(subject);

    /// <summary>Sales managers too: they may do all that sales may.</summary>
    public static bool IsSales(this Parties parties, string subject) =>
        parties.Sales.Contains(subject) || parties.SalesManagers.Contains(subject);

    public static bool IsSalesManager(this Parties parties, string subject) => parties.SalesManagers.Contains(subject);

    /// <summary>On either side.</summary>
    public static bool IsMember(this Parties parties, string subject) =>
        parties.IsMarketing(subject) || parties.IsSales(subject);

    /// <summary>
    /// The side that a person signs for: marketing, or sales by its managers (by anyone of sales where there are
    /// none); null for who signs for neither. Nobody is on both sides, so nobody signs for both.
    /// </summary>
    public static Party? SignsFor(this Parties parties, string subject)
    {
        if (parties.IsMarketing(subject))
            return Party.Marketing;
        var signsForSales = parties.SalesManagers.Count > 0 ? parties.SalesManagers : parties.Sales;
        return signsForSales.Contains(subject) ? Party.Sales : null;
    }
}
