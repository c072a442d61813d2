namespace LeadLedger.Domain;

/// <summary>A lead; also the id of its stream.</summary>
public readonly record struct LeadId(Guid Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>An agreement; also the id of its stream.</summary>
public readonly record struct AgreementId(Guid Value)
{
    public override string ToString() => Value.ToString();
}

/// <summary>A panel; also the id of its stream.</summary>
public readonly record struct PanelId(Guid Value)
{
    public override string ToString() => Value.ToString();
}
