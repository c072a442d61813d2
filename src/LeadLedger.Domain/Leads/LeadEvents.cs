namespace LeadLedger.Domain.Leads;

// The stored names of these events (lead_handed_off …) and of their fields are the storage format and a public
// contract: a shipped one never changes; a new shape is a new event with an upcaster.

/// <summary>What happened to a lead, its reviews included: one stream replays its whole life.</summary>
public abstract record LeadEvent;
