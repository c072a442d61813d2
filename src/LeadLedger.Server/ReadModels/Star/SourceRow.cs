using Column = LeadLedger.Server.ReadModels.Tables.Column<LeadLedger.Server.ReadModels.Star.SourceRow>;

namespace LeadLedger.Server.ReadModels.Star;

/// <summary>A row of <c>source</c>: where leads come from, and the first event that said so.</summary>
internal readonly record struct SourceRow(string Source, string Campaign, long Position)
{
    public static readonly OnceTable<SourceRow> Table = new("source",
    [
        Column.Fixed("source", row => row.Source),
        Column.Fixed("campaign", row => row.Campaign),
        Column.Fixed("position", row => row.Position),
    ]);
}
