namespace LeadLedger.Domain.Leads;

/// <summary>The person behind a lead is erased (domain.md, Erasure); the lead stays, wherever it is.</summary>
/// <param name="MasterKeyId">
/// The master key under which the lead's own key is wrapped that goes with it; null: it has none any more.
/// </param>
public sealed record EraseLead(ErasureGround Ground, string? MasterKeyId, Act Act)
{
    /// <summary>A person is erased once; who asks again is told that it is so already.</summary>
    public static Decision<LeadEvent> Decide(Lead state, EraseLead command)
    {
        if (state is not Lead.Existing lead)
            return new LeadIsUnknown();
        if (command.Act.Role != Role.Operator)
            return new OnlyOperatorsErase();
        if (lead.Facts.Erased is not null)
            return Decision<LeadEvent>.AlreadySo;
        var act = command.Act;
        return new PersonalDataErased(lead.Facts.Id, command.Ground, act.Actor, act.Now, command.MasterKeyId);
    }
}
