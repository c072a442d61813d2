namespace LeadLedger.Domain.Panels;

/// <summary>Seats the people who judge rejections, with a chair who is neither marketing nor sales (rule 7).</summary>
/// <param name="Chair">The subject of one of the members.</param>
public sealed record SeatPanel(PanelId PanelId, string Name, IReadOnlyList<Member> Members, string Chair, Act Act)
{
    private const int LongestName = 200;

    public static Decision<PanelEvent> Decide(Panel? state, SeatPanel command)
    {
        if (command.Act.Role != Role.Agreements)
            return new SeatingNeedsTheAgreementsRole();
        if (state is not null)
            return new PanelExistsAlready();
        if (string.IsNullOrWhiteSpace(command.Name) || command.Name.Length > LongestName)
            return new PanelNeedsAName();
        if ((WrongMembers(command.Members) ?? WrongChair(command)) is { } refusal)
            return refusal;

        var (actor, now) = (command.Act.Actor, command.Act.Now);
        return Decision<PanelEvent>.Accept(
        [
            new PanelSeated(command.PanelId, command.Name, actor, now),
            .. command.Members.Select(m => new MemberSeated(command.PanelId, m.Subject, m.Function, actor, now)),
            new ChairAppointed(command.PanelId, command.Chair, actor, now),
        ]);
    }

    private static Refusal? WrongMembers(IReadOnlyList<Member> members)
    {
        if (members.Count is 0 or > Panel.MostMembers)
            return new PanelSizeIsOutOfRange();
        var seated = new HashSet<string>();
        foreach (var (i, member) in members.Index())
        {
            if (!Subject.IsOne(member.Subject) || !Enum.IsDefined(member.Function))
                return new MemberIsMalformed(i);
            if (!seated.Add(member.Subject))
                return new MemberIsSeatedTwice(i);
        }
        return null;
    }

    private static Refusal? WrongChair(SeatPanel command) =>
        PanelRules.RefuseChair(command.Members.FirstOrDefault(member => member.Subject == command.Chair));
}
