using LeadLedger.Domain;

namespace LeadLedger.Server.Exports;

/// <summary>What stands beside an exported file.</summary>
/// <param name="Schema">With the file's columns, in its order.</param>
/// <param name="Position">Where the ledger stood.</param>
/// <param name="After">Rows touched after this position alone; null: all.</param>
/// <param name="GoOnAfter">Where the next export begins; null: the view has no position.</param>
/// <param name="HasMore">The limit was reached; the rest comes after <paramref name="GoOnAfter"/>.</param>
public sealed record ExportFile(
    ExportSchema Schema,
    ExportFormat Format,
    long Position,
    long? After,
    long? GoOnAfter,
    bool HasMore,
    Guid? Agreement,
    Month? Month,
    DateOnly? From,
    DateOnly? Until);
