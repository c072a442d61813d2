namespace LeadLedger.Domain.Panels;

/// <summary>
/// A member who is neither marketing nor sales presides from now on, unless the rota names somebody else; over the
/// cases that are open already, too.
/// </summary>
public sealed record AppointChair(string Chair, Act Act)
{
    public static Decision<PanelEvent> Decide(Panel? state, AppointChair command)
    {
        if (PanelRules.Refuse(state, command.Act) is { } refusal)
            return refusal;
        var panel = state!;
        if (PanelRules.RefuseChair(panel.MemberOf(command.Chair)) is { } wrong)
            return wrong;
        return panel.Chair == command.Chair
            ? Decision<PanelEvent>.AlreadySo
            : new ChairAppointed(panel.Id, command.Chair, command.Act.Actor, command.Act.Now);
    }
}
