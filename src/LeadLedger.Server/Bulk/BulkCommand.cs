using LeadLedger.Domain;

namespace LeadLedger.Server.Bulk;

/// <summary>
/// One command of any kind, as a line of a bulk writes it and as an import makes it from a row:
/// <c>{"command":"attemptContact","lead":{"sourceSystem":"crm","externalReference":"4711"},"request":{…}}</c>.
/// </summary>
/// <param name="Command">The command's name in camelCase, such as <c>handOffLead</c>.</param>
/// <param name="Lead">Which lead; a first handoff needs none, for its request names the record if there is one.</param>
/// <param name="Request">
/// The body of the command's endpoint as UTF-8 JSON; it is there that <c>occurredAt</c> and <c>by</c> are said.
/// Unparsed, so that it is read once, into the command's own request.
/// </param>
/// <param name="Case">For commands on a review, or on a rejection: its number.</param>
/// <param name="IdempotencyKey">The line's own; null: the bulk's key and the line's number.</param>
/// <param name="IfMatch">The version that the caller saw; null: any.</param>
/// <param name="AgreementId">For commands on an agreement.</param>
/// <param name="TermsVersion">For commands on a version of its terms.</param>
/// <param name="PanelId">For commands on a panel.</param>
public sealed record BulkCommand(
    string Command,
    LeadReference? Lead,
    ReadOnlyMemory<byte> Request,
    int? Case = null,
    string? IdempotencyKey = null,
    long? IfMatch = null,
    AgreementId? AgreementId = null,
    int? TermsVersion = null,
    PanelId? PanelId = null);

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
