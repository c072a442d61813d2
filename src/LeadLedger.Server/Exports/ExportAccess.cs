using LeadLedger.Domain;
using LeadLedger.Server.Access;
using LeadLedger.Server.Http;

namespace LeadLedger.Server.Exports;

/// <summary>
/// Who may export what (rule 14): roles that see every agreement all, the parties the rows of their own agreements, and
/// what is nobody's. A panel's people have their queue and its cases instead.
/// </summary>
internal static class ExportAccess
{
    /// <summary>The roles that open the routes.</summary>
    public static Role[] Readers { get; } =
    [
        Role.Agreements, Role.Auditor, Role.Operator, Role.Marketing, Role.Sales, Role.SalesManager,
    ];

    /// <summary>The agreements whose rows the caller may see; null: all.</summary>
    public static Task<Guid[]?> Theirs(QueryCall call) => LeadAccess.PartyTo(call);

    /// <summary>Null: they may have it, or its part that is theirs.</summary>
    public static Problem? Refuse(ExportedView view, Guid[]? theirs, Guid? agreement = null)
    {
        if (theirs is null)
            return null;
        if (theirs.Length == 0)
            return Problems.NotAMember("export's agreements");
        if (agreement is { } one && !theirs.Contains(one))
            return Problems.NotAMember("agreement");
        return view.RowsOf == RowsOf.Company ? Problems.NotForParties : null;
    }
}
