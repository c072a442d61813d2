using LeadLedger.Server.ReadModels.Handoffs;
using LeadLedger.Server.ReadModels.Rejections;

namespace LeadLedger.Server.ReadModels.Leads;

/// <summary>All that the read models hold of one lead and that a later event may change.</summary>
internal sealed class LeadRows
{
    /// <summary>In the order of their numbers.</summary>
    public List<HandoffRow> Handoffs { get; } = [];

    /// <summary>In the order of the cases' numbers.</summary>
    public List<RejectionRow> Rejections { get; } = [];

    /// <summary>The newest handoff, with which the lead's own state is kept.</summary>
    public HandoffRow Current => Handoffs.Count > 0
        ? Handoffs[^1]
        : throw new InvalidOperationException("The lead was never handed off.");

    // They are asked several times for each event: a condition that captures its number is an object each time.
    public HandoffRow Handoff(int number)
    {
        foreach (var row in Handoffs)
        {
            if (row.Number == number)
                return row;
        }
        throw new InvalidOperationException($"The lead has no handoff {number}.");
    }

    public RejectionRow Rejection(int caseNumber)
    {
        foreach (var row in Rejections)
        {
            if (row.CaseNumber == caseNumber)
                return row;
        }
        throw new InvalidOperationException($"The lead has no case {caseNumber}.");
    }

    /// <summary>
    /// The ruling whose clocks ran at an instant of a handoff; null if the handoff's own did. Of two that meet there
    /// the newer counts.
    /// </summary>
    public RejectionRow? SentBackBefore(int handoff, DateTimeOffset at)
    {
        for (var i = Rejections.Count - 1; i >= 0; i--)
        {
            var row = Rejections[i];
            if (row.Handoff == handoff && row.State == RejectionState.Overturned && row.RuledAt <= at)
                return row;
        }
        return null;
    }
}
