using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Panels;

namespace LeadLedger.Domain.Leads;

/// <summary>Who presides over an open case, and so rules on it (rule 7; ADR-0015).</summary>
/// <param name="Chair">Null: nobody on the panel can, until somebody is seated who can.</param>
/// <param name="InPlaceOf">Whose duty it would have been, if they could; null: nobody else's.</param>
public sealed record Presiding(string? Chair, string? InPlaceOf)
{
    /// <summary>
    /// The first in the panel's order at that instant who belongs to neither party of the lead's terms and is
    /// impartial in this case.
    /// </summary>
    /// <param name="lead">Under review by this panel.</param>
    /// <param name="panel">The case's.</param>
    /// <param name="terms">Those that the lead was handed off under.</param>
    /// <param name="at">When it is asked.</param>
    public static Presiding Over(Lead.UnderReview lead, Panel panel, Terms terms, DateTimeOffset at)
    {
        string? first = null;
        foreach (var candidate in panel.PresidingAt(at))
        {
            first ??= candidate;
            if (!terms.Parties.IsMember(candidate) && Bench.IsImpartial(lead, candidate))
                return new(candidate, candidate == first ? null : first);
        }
        return new(null, first);
    }
}
