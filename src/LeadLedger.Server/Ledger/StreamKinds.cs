using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Months;
using LeadLedger.Domain.Panels;

namespace LeadLedger.Server.Ledger;

/// <summary>The kinds of streams there are; their names are stored with each stream.</summary>
public static class StreamKinds
{
    public static StreamKind<Lead, LeadEvent> Lead { get; } =
        new("lead", Domain.Leads.Lead.Initial, Domain.Leads.Lead.Evolve, KeepsPersonalData: true);

    public static StreamKind<Agreement?, AgreementEvent> Agreement { get; } =
        new("agreement", null, Domain.Agreements.Agreement.Evolve!, KeepsPersonalData: false);

    public static StreamKind<AgreementMonth, MonthEvent> Month { get; } =
        new("month", AgreementMonth.Initial, AgreementMonth.Evolve, KeepsPersonalData: false);

    public static StreamKind<Panel?, PanelEvent> Panel { get; } =
        new("panel", null, Domain.Panels.Panel.Evolve!, KeepsPersonalData: false);
}
