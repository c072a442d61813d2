using LeadLedger.Domain;

namespace LeadLedger.Server.Agreements;

/// <summary>What the OpenAPI document shows of agreements.</summary>
internal static class AgreementExamples
{
    public static AgreementId Id { get; } = new(new Guid("0197f3a0-0000-8000-8000-00000000a001"));

    public static AgreementView Drafted { get; } = new(Id, "Enterprise 2026", "enterprise-emea", []);
}
