namespace LeadLedger.Server.Leads;

/// <summary>What the body of every command on a lead may say besides its content.</summary>
public abstract record LeadRequest
{
    /// <summary>When it happened, for a fact that is reported late or brought in; null: now (rule 13).</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>Whose deed it was, by the subject of their token; only an importer may say so.</summary>
    public string? By { get; init; }
}
