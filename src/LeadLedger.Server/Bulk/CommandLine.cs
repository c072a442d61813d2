using System.Text.Json;
using LeadLedger.Domain;

namespace LeadLedger.Server.Bulk;

/// <summary>
/// One command of any kind for one lead, as a line of a bulk writes it and as an import makes it from a row:
/// <c>{"command":"winDeal","lead":{…},"occurredAt":"…","by":"…","request":{…}}</c>.
/// </summary>
/// <param name="Command">The command's name in camelCase, such as <c>handOffLead</c>.</param>
/// <param name="Lead">Which lead; null only for a handoff that makes one without a reference.</param>
/// <param name="IdempotencyKey">The line's own; null: the bulk's key and the line's number.</param>
/// <param name="OccurredAt">When it happened by the caller's word; null: now.</param>
/// <param name="By">Whose deed it is; only an importer may say so.</param>
/// <param name="Request">The body of the command's endpoint.</param>
public sealed record CommandLine(
    string Command,
    LeadReference? Lead,
    string? IdempotencyKey,
    DateTimeOffset? OccurredAt,
    string? By,
    JsonElement Request);

/// <summary>How a line names its lead. A closed hierarchy.</summary>
public abstract record LeadReference
{
    private LeadReference() { }

    /// <summary>By the ledger's own id.</summary>
    public sealed record ById(LeadId Id) : LeadReference;

    /// <summary>By the record it stands for in another system.</summary>
    public sealed record ByRecord(string SourceSystem, string ExternalReference) : LeadReference
    {
        /// <summary>Without the reference, which is personal.</summary>
        public override string ToString() => $"a record of {SourceSystem}";
    }
}
