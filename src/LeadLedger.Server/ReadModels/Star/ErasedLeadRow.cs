using LeadLedger.Domain.Leads;
using LeadLedger.Server.ReadModels.Projecting;
using Column = LeadLedger.Server.ReadModels.Tables.Column<LeadLedger.Server.ReadModels.Star.ErasedLeadRow>;

namespace LeadLedger.Server.ReadModels.Star;

/// <summary>A row of <c>erased_lead</c>: the person's data behind a lead is gone. Its other rows stay as they are.</summary>
internal readonly record struct ErasedLeadRow(Guid LeadId, DateTimeOffset ErasedAt, long Position)
{
    public static readonly OnceTable<ErasedLeadRow> Table = new("erased_lead",
    [
        Column.Fixed("lead_id", row => row.LeadId),
        Column.Fixed("erased_at", row => row.ErasedAt),
        Column.Fixed("position", row => row.Position),
    ]);

    public static ErasedLeadRow Of(Fact fact, PersonalDataErased it) => new(fact.StreamId, it.ErasedAt, fact.Position);
}
