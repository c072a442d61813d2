using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Panels;

namespace LeadLedger.Domain.Leads;

/// <summary>
/// Rule 6: until the ruling a vote and its rationale are withheld from all but the voter; whoever presides sees
/// them after quorum and their own vote. A withdrawn rejection gets no ruling, so its votes stay withheld.
/// </summary>
public static class BlindVotes
{
    /// <param name="lead">As it is now, however old the vote is that is asked for.</param>
    /// <param name="vote">One of its votes.</param>
    /// <param name="subject">Who wants to see it.</param>
    /// <param name="panel">The panel of the vote's case; null: not known.</param>
    /// <param name="terms">Those that the lead was handed off under.</param>
    /// <param name="at">When they want to see it.</param>
    public static bool MaySee(
        Lead.Existing lead, VoteCast vote, string subject, Panel? panel, Terms terms, DateTimeOffset at)
    {
        if (vote.Member == subject || lead.CaseOf(vote.Case) is { Ruling: not null })
            return true;
        if (lead is not Lead.UnderReview open || open.Case.Number != vote.Case || panel is null)
            return false;
        // A chair who stood aside after voting won't rule, and has nothing to know; who presides in their place will.
        if (Presiding.Over(open, panel, terms, at).Chair != subject)
            return false;
        var voters = Bench.ValidVotes(open).Select(valid => valid.Member).ToList();
        return voters.Contains(subject) && Bench.HasQuorum(open, panel, terms, voters);
    }
}
