namespace LeadLedger.Domain.Panels;

/// <summary>What the commands on a panel have in common.</summary>
internal static class PanelRules
{
    /// <summary>In this order: the role, and whether there is such a panel.</summary>
    public static Refusal? Refuse(Panel? state, Act act)
    {
        if (act.Role != Role.Agreements)
            return new SeatingNeedsTheAgreementsRole();
        return state is null ? new PanelIsUnknown() : null;
    }

    /// <summary>Rule 7. Null stands for somebody who isn't a member.</summary>
    public static Refusal? RefuseChair(Member? chair) => chair switch
    {
        null => new ChairIsNoMember(),
        { Function: MemberFunction.Neither } => null,
        _ => new ChairIsPartial(chair.Function),
    };

    /// <summary>In a turn, or in a swap alone.</summary>
    public static bool IsIn(Rota rota, string member) =>
        rota.Members.Contains(member) || rota.Swaps.Any(swap => swap.Member == member);
}
