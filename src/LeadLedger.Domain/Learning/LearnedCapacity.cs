using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Agreements.Rules;

namespace LeadLedger.Domain.Learning;

/// <summary>What sales can take, by its own word.</summary>
internal static class LearnedCapacity
{
    public static (SalesCapacity?, List<ProposedValue>) Of(Terms basis, DeclaredCapacity? declared)
    {
        var assumed = basis.SalesCapacity;
        if (declared is not { Reps: > 0 } || declared.Leads < declared.Reps)
            return (assumed, []);
        var each = declared.Leads / declared.Reps;
        var said = new SalesCapacity((int)declared.Reps, (int)each);
        if (AccountRules.Capacity(said, "salesCapacity").Any())
            return (assumed, []);
        return (said,
        [
            Value("salesCapacity.reps", assumed?.Reps, said.Reps, declared),
            Value("salesCapacity.leadsPerRep", assumed?.LeadsPerRep, said.LeadsPerRep, declared),
        ]);
    }

    private static ProposedValue Value(string field, int? assumed, int said, DeclaredCapacity declared) => new(
        field, assumed, said, null, null, 1, "declarations", said,
        assumed == said ? ProposalReason.Agrees : ProposalReason.Declared,
        Evidence.Said($"Sales declared {declared.Leads} leads for {declared.Reps} reps in {declared.Month}."));
}
