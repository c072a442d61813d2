namespace LeadLedger.Domain.Leads;

/// <summary>Where a lead is; at every moment exactly one of these (nothing leaks).</summary>
public enum LeadPlace
{
    WithSales,
    UnderReview,
    WithMarketing,
    Won,
    Lost,
}

/// <summary>How far sales has come with a lead that is with it.</summary>
public enum SalesStage
{
    AwaitingFirstResponse,
    Working,
    Opportunity,
}

/// <summary>Whose a lead is; at every moment exactly one of these. A closed hierarchy.</summary>
public abstract record LeadOwner
{
    private LeadOwner() { }

    /// <summary>The sales person it is assigned to, by the token's subject.</summary>
    public sealed record SalesPerson(string Person) : LeadOwner;

    /// <summary>Nobody's in person: the agreement's whole sales team.</summary>
    public sealed record SalesTeam(AgreementId AgreementId) : LeadOwner;

    /// <summary>The panel that judges its rejection.</summary>
    public sealed record ReviewPanel(PanelId PanelId) : LeadOwner;

    /// <summary>The agreement's marketing side, for nurturing.</summary>
    public sealed record Marketing(AgreementId AgreementId) : LeadOwner;

    /// <summary>Won or lost: nothing is owed on it any more.</summary>
    public sealed record Closed : LeadOwner;
}
