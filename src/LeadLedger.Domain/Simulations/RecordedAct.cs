using LeadLedger.Domain.Leads;

namespace LeadLedger.Domain.Simulations;

/// <summary>One event of a lead with what the ledger says of it: what a simulation is made from.</summary>
/// <param name="Position">Its place in the whole ledger.</param>
/// <param name="Event">Personal text in it may be unreadable: nobody looks at it here.</param>
/// <param name="Role">Null: it isn't said, or is none of ours; another program wrote it.</param>
/// <param name="OccurredAt">When it happened by the caller's word.</param>
/// <param name="RecordedAt">When it was recorded, by the database's clock.</param>
public sealed record RecordedAct(
    long Position,
    LeadEvent Event,
    string Actor,
    Role? Role,
    DateTimeOffset OccurredAt,
    DateTimeOffset RecordedAt)
{
    /// <summary>History from another system (rule 13).</summary>
    public bool IsImport => Role == Domain.Role.Importer;
}
