namespace LeadLedger.Server.Running;

/// <summary>
/// The program can't run as it was told to. The message is for the person at the keyboard: what is wrong, and what to
/// do about it; never a secret's value.
/// </summary>
public sealed class SettingsException(string message, Exception? inner = null) : Exception(message, inner);
