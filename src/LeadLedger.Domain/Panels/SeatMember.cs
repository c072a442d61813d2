namespace LeadLedger.Domain.Panels;

/// <summary>Somebody judges from now on, on a panel that is there.</summary>
public sealed record SeatMember(string Member, MemberFunction Function, Act Act)
{
    public static Decision<PanelEvent> Decide(Panel? state, SeatMember command)
    {
        if (PanelRules.Refuse(state, command.Act) is { } refusal)
            return refusal;
        var panel = state!;
        if (!Subject.IsOne(command.Member) || !Enum.IsDefined(command.Function))
            return new MemberIsMalformed(null);
        if (panel.MemberOf(command.Member) is { } seated)
            return new MemberIsSeatedAlready(seated.Function);
        if (panel.Members.Count >= Panel.MostMembers)
            return new PanelIsFull();
        return new MemberSeated(panel.Id, command.Member, command.Function, command.Act.Actor, command.Act.Now);
    }
}
