using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Server.Http;

namespace LeadLedger.Server.Access;

/// <summary>
/// Who may see which agreement (rule 14): the people of either party of any of its terms, those who judge its
/// rejections, and the roles whose work spans all agreements. Anyone else is told that it isn't theirs (403): ids can't
/// be guessed, so that tells nothing, and is kinder than a 404 to who was left out by mistake.
/// </summary>
public static class AgreementAccess
{
    // The same as MayRead, said of all agreements at once.
    private const string TheirsSql = """
        select distinct t.agreement_id
        from bi_v1.terms t
        where t.people ? $1::text or t.panel_id = any($2::uuid[])
        """;

    /// <summary>The roles that see every agreement.</summary>
    private static readonly Role[] SeeAll = [Role.Agreements, Role.Auditor, Role.Operator, Role.Importer];

    /// <summary>The roles that open the routes.</summary>
    public static Role[] Readers { get; } =
    [
        Role.Agreements, Role.Auditor, Role.Operator, Role.Importer, Role.Marketing, Role.Sales, Role.SalesManager,
        Role.Panel,
    ];

    public static bool SeesAll(Caller caller) => caller.IsAny(SeeAll);

    public static async ValueTask<bool> MayRead(
        ReadSide read, Caller caller, Agreement agreement, CancellationToken cancellation)
    {
        if (SeesAll(caller) || agreement.Versions.Any(version => version.Terms.Parties.IsMember(caller.Subject)))
            return true;
        foreach (var panelId in agreement.Versions.Select(version => version.Terms.Review?.PanelId).Distinct())
        {
            if (panelId is { } id
                && (await read.Panels.GetRecent(id.Value, cancellation)).State?.MemberOf(caller.Subject) is not null)
                return true;
        }
        return false;
    }

    /// <summary>The agreements that the caller may see in lists; null: all.</summary>
    public static async Task<Guid[]?> Theirs(QueryCall call)
    {
        if (SeesAll(call.Caller))
            return null;
        var ids = await call.Read.Database.Read(
            TheirsSql, row => row.GetGuid(0), call.Cancellation, call.Caller.Subject, await PanelAccess.SeatsOf(call));
        return [.. ids];
    }

    /// <summary>The agreement at its newest, for who may see it.</summary>
    public static async Task<Reading<Seen>> Read(QueryCall call)
    {
        if (call.Target(TargetKind.Agreement, out var target) is { } malformed)
            return new(null, malformed);
        if (call.Query.Problem is { } unknown)
            return new(null, unknown);
        var found = await call.Read.Agreements.Read(target.StreamId, call.Cancellation);
        if (found.State is not { } agreement)
            return new(null, Problem.Of(new AgreementIsUnknown()));
        return await MayRead(call.Read, call.Caller, agreement, call.Cancellation)
            ? new(new Seen(agreement, found.Version), null)
            : new(null, Problems.NotAMember("agreement"));
    }

    /// <summary>An agreement that the caller may see.</summary>
    public sealed record Seen(Agreement Agreement, long Version);
}
