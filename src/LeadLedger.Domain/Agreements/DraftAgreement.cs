namespace LeadLedger.Domain.Agreements;

/// <summary>Opens an agreement between marketing and a sales team, with nothing promised yet.</summary>
public sealed record DraftAgreement(AgreementId AgreementId, string Name, string SalesTeam, Act Act)
{
    private const int LongestName = 200;

    public static Decision<AgreementEvent> Decide(Agreement? state, DraftAgreement command)
    {
        if (command.Act.Role != Role.Agreements)
            return new DraftingNeedsTheAgreementsRole();
        if (state is not null)
            return new AgreementExistsAlready();
        if (!IsName(command.Name))
            return new AgreementNeedsAName();
        if (!IsName(command.SalesTeam))
            return new AgreementNeedsASalesTeam();
        return new AgreementDrafted(
            command.AgreementId,
            command.Name,
            command.SalesTeam,
            command.Act.Actor,
            command.Act.Now);
    }

    private static bool IsName(string name) => !string.IsNullOrWhiteSpace(name) && name.Length <= LongestName;
}
