using System.Collections.Frozen;
using LeadLedger.Domain;

namespace LeadLedger.Server.Ledger;

/// <summary>The roles as tokens and the ledger write them.</summary>
public static class RoleCodes
{
    private static readonly FrozenDictionary<string, Role> ByCode = Roles.OfPeople
        .ToFrozenDictionary(role => role.Code(), StringComparer.Ordinal);

    /// <summary>The code of every role that a token can carry.</summary>
    public static IReadOnlyCollection<string> All => ByCode.Keys;

    public static string Code(this Role role) => role switch
    {
        Role.Marketing => "marketing",
        Role.Sales => "sales",
        Role.SalesManager => "sales-manager",
        Role.Colleague => "colleague",
        Role.Panel => "panel",
        Role.Auditor => "auditor",
        Role.Operator => "operator",
        Role.Agreements => "agreements",
        Role.Importer => "importer",
        Role.Watch => "watch",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "No such role."),
    };

    public static bool TryParse(string code, out Role role) => ByCode.TryGetValue(code, out role);
}
