namespace LeadLedger.EventStore;

/// <summary>This program must not touch that database: it is newer, or was made by other scripts.</summary>
public sealed class MigrationRefusedException : Exception
{
    public MigrationRefusedException() { }
    public MigrationRefusedException(string message) : base(message) { }
    public MigrationRefusedException(string message, Exception inner) : base(message, inner) { }

    /// <summary>Why.</summary>
    public MigrationRefusal Refusal { get; private init; }

    internal static MigrationRefusedException DatabaseIsNewer(int number, string name) =>
        new($"The database has migration {number} ({name}), which this program doesn't know: run a newer program.")
        {
            Refusal = MigrationRefusal.DatabaseIsNewer,
        };

    internal static MigrationRefusedException ScriptChanged(int number, string name) =>
        new($"Migration {number} ({name}) was applied in another wording than this program has.")
        {
            Refusal = MigrationRefusal.ScriptChanged,
        };
}

/// <summary>The kinds of <see cref="MigrationRefusedException"/>.</summary>
public enum MigrationRefusal
{
    /// <summary>A script was applied that this program doesn't know.</summary>
    DatabaseIsNewer,

    /// <summary>A script was applied whose text differs from this program's.</summary>
    ScriptChanged,
}
