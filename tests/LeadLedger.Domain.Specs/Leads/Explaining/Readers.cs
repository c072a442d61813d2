using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Leads.Explaining;

namespace LeadLedger.Domain.Specs.Leads.Explaining;

/// <summary>To whom the specs explain.</summary>
internal static class Readers
{
    /// <summary>Sees the words, and votes once they may be seen by all.</summary>
    public static CaseReader Auditor(CaseRecord record) => Of(record, "audrey");

    /// <summary>The same, and their own vote.</summary>
    public static CaseReader Of(CaseRecord record, string subject) =>
        new(vote => vote.Member == subject || IsRuled(record, vote), SeesPerson: true);

    /// <summary>Sees no words about the person.</summary>
    public static CaseReader Operator(CaseRecord record) => Auditor(record) with { SeesPerson = false };

    /// <summary>Nobody sees them any more: the key is gone.</summary>
    public static CaseReader AfterErasure(CaseRecord record) => Auditor(record) with { IsErased = true };

    private static bool IsRuled(CaseRecord record, VoteCast vote) =>
        record.Lead.Any(placed => placed.Event is RulingIssued ruling && ruling.Case == vote.Case);
}
