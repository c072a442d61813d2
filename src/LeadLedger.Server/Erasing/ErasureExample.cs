using LeadLedger.Domain.Leads;
using LeadLedger.EventStore;
using LeadLedger.Server.Leads;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Erasing;

/// <summary>What the OpenAPI document shows of erasures.</summary>
internal static class ErasureExample
{
    public static ErasureCertificate Certificate { get; } = Make();

    private static ErasureCertificate Make()
    {
        var lead = LeadExamples.Lead.Id;
        var at = LeadExamples.Now.AddMonths(6);
        var erased = new PersonalDataErased(lead, ErasureGround.SubjectsRequest, "olga", at, "k1");
        var metadata = new EventMetadata("olga", "operator", at);
        var recorded = new RecordedEvent(
            new Guid("0197f3a0-0000-5000-8000-00000000e001"), lead.Value, 7, 4711, EventCatalog.Erasure,
            EventCatalog.Write(erased, key: null), at, metadata);
        var slice = new StreamSlice(lead.Value, 7, [recorded], Key: null);
        return ErasureCertificate.Of(slice)! with { PersonalEvents = 4 };
    }
}
