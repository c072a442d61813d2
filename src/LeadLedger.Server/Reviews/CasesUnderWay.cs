using System.Collections.Concurrent;
using LeadLedger.Server.ReadModels;

namespace LeadLedger.Server.Reviews;

/// <summary>
/// What callers of this process are taking out of the queue just now, so that not all of them try the same case, and
/// what they took but the read models don't know of yet. It only spares tries: who gets a case, its stream decides.
/// </summary>
internal sealed class CasesUnderWay(ReadModelPosition projected)
{
    private const long LongestMilliseconds = 15_000;
    private const int SweptFrom = 1_000;

    private readonly ConcurrentDictionary<(Guid LeadId, int Case), Taking> cases = new();
    private readonly ConcurrentDictionary<string, Taken> newest = new(StringComparer.Ordinal);

    /// <summary>Sets a case aside for one caller; false: somebody else is at it.</summary>
    public bool TryBegin(Guid leadId, int caseNumber)
    {
        var taking = new Taking(long.MaxValue, Environment.TickCount64 + LongestMilliseconds);
        if (cases.TryAdd((leadId, caseNumber), taking))
            return true;
        return cases.TryGetValue((leadId, caseNumber), out var known)
            && !IsUnderWay(known)
            && cases.TryUpdate((leadId, caseNumber), taking, known);
    }

    /// <summary>They have it: nobody else needs to try until the read models say so themselves.</summary>
    /// <param name="position">Where the claim is in the ledger.</param>
    public void Took(string member, Guid leadId, int caseNumber, long position)
    {
        var until = Environment.TickCount64 + LongestMilliseconds;
        cases[(leadId, caseNumber)] = new(position, until);
        newest[member] = new(leadId, caseNumber, position, until);
        if (cases.Count > SweptFrom)
            Sweep();
    }

    /// <summary>Whether somebody has it for good, though the read models may not say so yet; not only tries.</summary>
    public bool IsTaken(Guid leadId, int caseNumber) =>
        cases.TryGetValue((leadId, caseNumber), out var known) && known.Position < long.MaxValue;

    /// <summary>They haven't got it.</summary>
    public void Leave(Guid leadId, int caseNumber) => cases.TryRemove((leadId, caseNumber), out _);

    /// <summary>What a member took last, if the read models may not show it yet.</summary>
    public (Guid LeadId, int Case)? NewestOf(string member) =>
        newest.TryGetValue(member, out var taken) && projected.Position < taken.Position
            ? (taken.LeadId, taken.Case)
            : null;

    private bool IsUnderWay(Taking taking) =>
        projected.Position < taking.Position && Environment.TickCount64 < taking.UntilTick;

    private void Sweep()
    {
        foreach (var (key, taking) in cases)
        {
            if (!IsUnderWay(taking))
                cases.TryRemove(new(key, taking));
        }
        foreach (var (member, taken) in newest)
        {
            if (projected.Position >= taken.Position)
                newest.TryRemove(new(member, taken));
        }
    }

    private readonly record struct Taking(long Position, long UntilTick);

    private readonly record struct Taken(Guid LeadId, int Case, long Position, long UntilTick);
}
