using System.Text.Json;
using LeadLedger.Domain.Panels;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.ReadModels.Projecting;
using LeadLedger.Server.ReadModels.Tables;

namespace LeadLedger.Server.ReadModels.Panels;

/// <summary>A panel with its members.</summary>
internal sealed class PanelRows
{
    public PanelRow? Panel { get; set; }

    public List<PanelMemberRow> Members { get; } = [];
}

/// <summary>Who judges on which panel.</summary>
internal static class PanelProjection
{
    public static void Apply(Fact fact, PanelEvent e, PanelRows rows)
    {
        switch (e)
        {
            case PanelSeated it:
                rows.Panel = new PanelRow
                {
                    IsNew = true,
                    PanelId = fact.StreamId,
                    Name = it.Name,
                    SeatedBy = it.SeatedBy,
                    SeatedAt = it.SeatedAt,
                };
                rows.Panel.Touch(fact.Position);
                break;
            case MemberSeated it:
                Seat(fact, it, rows);
                break;
            case MemberLeft it:
                var left = rows.Members.Find(member => member.Member == it.Member)
                    ?? throw new InvalidOperationException("The member was never seated.");
                left.LeftAt = it.LeftAt;
                left.Touch(fact.Position);
                break;
            case ChairAppointed it:
                var chaired = PanelOf(rows);
                chaired.Chair = it.Chair;
                chaired.ChairSince = it.AppointedAt;
                chaired.Touch(fact.Position);
                break;
            case RotaChanged it:
                var panel = PanelOf(rows);
                panel.Rota = it.Rota is { } rota ? JsonSerializer.Serialize(rota, LedgerJson.Options) : null;
                panel.Touch(fact.Position);
                break;
            default:
                throw new InvalidOperationException($"{e.GetType().Name} is not known here.");
        }
    }

    private static PanelRow PanelOf(PanelRows rows) =>
        rows.Panel ?? throw new InvalidOperationException("The panel was never seated.");

    // Seated again, perhaps in another function, a member is as the newest seating says.
    private static void Seat(Fact fact, MemberSeated it, PanelRows rows)
    {
        var row = rows.Members.Find(member => member.Member == it.Member);
        if (row is null)
        {
            row = new PanelMemberRow { IsNew = true, PanelId = fact.StreamId, Member = it.Member };
            rows.Members.Add(row);
        }
        row.Function = Codes<MemberFunction>.Of(it.Function);
        row.SeatedBy = it.SeatedBy;
        row.SeatedAt = it.SeatedAt;
        row.LeftAt = null;
        row.Touch(fact.Position);
    }
}
