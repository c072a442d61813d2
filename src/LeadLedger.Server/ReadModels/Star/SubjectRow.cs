using Column = LeadLedger.Server.ReadModels.Tables.Column<LeadLedger.Server.ReadModels.Star.SubjectRow>;

namespace LeadLedger.Server.ReadModels.Star;

/// <summary>A row of <c>subject</c>: somebody of the company, and the first event that named them.</summary>
internal readonly record struct SubjectRow(string Subject, long Position)
{
    public static readonly OnceTable<SubjectRow> Table = new("subject",
    [
        Column.Fixed("subject", row => row.Subject),
        Column.Fixed("position", row => row.Position),
    ]);
}
