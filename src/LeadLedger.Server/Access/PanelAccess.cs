using LeadLedger.Domain.Panels;
using LeadLedger.Server.Http;

namespace LeadLedger.Server.Access;

/// <summary>
/// Who may see which panel (rule 14): its members, the parties of agreements whose terms name it, and the roles whose
/// work spans all agreements.
/// </summary>
public static class PanelAccess
{
    private const string SeatsSql = "select panel_id from bi_v1.panel_member where member = $1::text";

    private const string TheirsSql = """
        select m.panel_id from bi_v1.panel_member m where m.member = $1::text
        union
        select t.panel_id
        from bi_v1.terms t
        where t.panel_id is not null and t.people ? $1::text
        """;

    public static async Task<bool> MayRead(QueryCall call, Panel panel) =>
        AgreementAccess.SeesAll(call.Caller)
        || panel.MemberOf(call.Caller.Subject) is not null
        || (await Theirs(call))!.Contains(panel.Id.Value);

    /// <summary>The panels that the caller may see in lists; null: all.</summary>
    public static async Task<Guid[]?> Theirs(QueryCall call)
    {
        if (AgreementAccess.SeesAll(call.Caller))
            return null;
        var ids = await call.Read.Database.Read(
            TheirsSql, row => row.GetGuid(0), call.Cancellation, call.Caller.Subject);
        return [.. ids];
    }

    /// <summary>The panels that the caller sits on.</summary>
    public static async Task<Guid[]> SeatsOf(QueryCall call)
    {
        var ids = await call.Read.Database.Read(
            SeatsSql, row => row.GetGuid(0), call.Cancellation, call.Caller.Subject);
        return [.. ids];
    }
}
