using System.Collections.Concurrent;
using System.Text.Json;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.ReadModels.Leads;
using LeadLedger.Server.ReadModels.Projecting;
using LeadLedger.Server.ReadModels.Tables;
using Column = LeadLedger.Server.ReadModels.Tables.Column<
    LeadLedger.Server.ReadModels.LeadActivities.LeadActivityRow>;

namespace LeadLedger.Server.ReadModels.LeadActivities;

/// <summary>A row of <c>lead_activity</c>: one event, never changed.</summary>
internal readonly record struct LeadActivityRow
{
    public static readonly Table<LeadActivityRow> Table = new("lead_activity", key: 1,
    [
        Column.Fixed("position", row => row.Fact.Position),
        Column.Fixed("lead_id", row => row.Fact.StreamId),
        Column.Fixed("handoff", row => row.Handoff),
        Column.Fixed("agreement_id", row => row.AgreementId),
        Column.Fixed("activity", row => row.Activity),
        Column.Fixed("recorded_at", row => row.Fact.RecordedAt),
        Column.Fixed("imported", row => row.Fact.Imported),
    ]);

    private static readonly ConcurrentDictionary<Type, string> Names = [];

    public Fact Fact { get; init; }
    public int Handoff { get; init; }
    public Guid AgreementId { get; init; }
    public string Activity { get; init; }

    public static LeadActivityRow Of(Fact fact, LeadEvent e, LeadRows rows) => new()
    {
        Fact = fact,
        Handoff = rows.Current.Number,
        AgreementId = rows.Current.AgreementId,
        Activity = Names.GetOrAdd(e.GetType(), type => JsonNamingPolicy.CamelCase.ConvertName(type.Name)),
    };
}
