namespace LeadLedger.Server.Running.Embedded;

/// <summary>The embedded PostgreSQL can't be had on this machine; the message is for the person at it.</summary>
public sealed class EmbeddedPostgresException(string message, Exception? inner = null) : Exception(message, inner);
