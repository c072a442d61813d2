using LeadLedger.Server.ReadModels.Handoffs;
using LeadLedger.Server.ReadModels.Rejections;

namespace LeadLedger.Server.ReadModels.Leads;

/// <summary>All that the read models hold of one lead and that a later event may change.</summary>
internal sealed class LeadRows
{
    public LeadRow? Lead { get; set; }

    public List<HandoffRow> Handoffs { get; } = [];

    public List<RejectionRow> Rejections { get; } = [];

    /// <summary>The lead, which has been handed off.</summary>
    public LeadRow Existing => Lead ?? throw new InvalidOperationException("The lead was never handed off.");

    public HandoffRow Handoff(int number) =>
        Handoffs.Find(row => row.Number == number)
        ?? throw new InvalidOperationException($"The lead has no handoff {number}.");

    public RejectionRow Rejection(int caseNumber) =>
        Rejections.Find(row => row.CaseNumber == caseNumber)
        ?? throw new InvalidOperationException($"The lead has no case {caseNumber}.");

    /// <summary>
    /// The ruling whose clocks ran at an instant of a handoff; null if the handoff's own did. Of two that meet there
    /// the newer counts.
    /// </summary>
    public RejectionRow? SentBackBefore(int handoff, DateTimeOffset at) =>
        Rejections.FindLast(row => row.Handoff == handoff && row.State == RejectionState.Overturned && row.RuledAt <= at);
}
