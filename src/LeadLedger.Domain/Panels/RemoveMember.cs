namespace LeadLedger.Domain.Panels;

/// <summary>Somebody doesn't judge any more.</summary>
public sealed record RemoveMember(string Member, Act Act)
{
    /// <summary>
    /// A claim of theirs holds no longer; a vote that they cast stands. The rota goes on without them. If they were
    /// the chair, who would have presided next becomes it, so that the panel is never without one (rule 7).
    /// </summary>
    public static Decision<PanelEvent> Decide(Panel? state, RemoveMember command)
    {
        if (PanelRules.Refuse(state, command.Act) is { } refusal)
            return refusal;
        var panel = state!;
        if (panel.MemberOf(command.Member) is null)
            return new MemberIsUnknown();
        var (actor, now) = (command.Act.Actor, command.Act.Now);
        List<PanelEvent> events = [new MemberLeft(panel.Id, command.Member, actor, now)];
        if (panel.Chair == command.Member)
        {
            if (panel.PresidingAt(now).FirstOrDefault(other => other != command.Member) is not { } next)
                return new PanelWouldLoseItsOnlyImpartialChair();
            events.Add(new ChairAppointed(panel.Id, next, actor, now));
        }
        if (panel.Rota is { } rota && PanelRules.IsIn(rota, command.Member))
            events.Add(new RotaChanged(panel.Id, rota.Without(command.Member, now), actor, now));
        return Decision<PanelEvent>.Accept(events);
    }
}
