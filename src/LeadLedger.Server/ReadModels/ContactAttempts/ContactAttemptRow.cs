using LeadLedger.Domain.Leads;
using LeadLedger.Server.ReadModels.Handoffs;
using LeadLedger.Server.ReadModels.Leads;
using LeadLedger.Server.ReadModels.Projecting;
using LeadLedger.Server.ReadModels.Tables;
using Column = LeadLedger.Server.ReadModels.Tables.Column<
    LeadLedger.Server.ReadModels.ContactAttempts.ContactAttemptRow>;

namespace LeadLedger.Server.ReadModels.ContactAttempts;

/// <summary>A row of <c>contact_attempt</c>: one event, never changed.</summary>
internal readonly record struct ContactAttemptRow
{
    public static readonly Table<ContactAttemptRow> Table = new("contact_attempt", key: 1,
    [
        Column.Fixed("position", row => row.Position),
        Column.Fixed("lead_id", row => row.LeadId),
        Column.Fixed("handoff", row => row.Event!.Handoff),
        Column.Fixed("agreement_id", row => row.Handoff!.AgreementId),
        Column.Fixed("terms_version", row => row.Handoff!.TermsVersion),
        Column.Fixed("source", row => row.Handoff!.Source),
        Column.Fixed("campaign", row => row.Handoff!.Campaign),
        Column.Fixed("channel", row => Codes<Channel>.Of(row.Event!.Channel)),
        Column.Fixed("outcome", row => Codes<AttemptOutcome>.Of(row.Event!.Outcome)),
        Column.Fixed("could_reach", row => row.Event!.CouldReachThePerson()),
        Column.Fixed("attempted_by", row => row.Event!.AttemptedBy),
        Column.Fixed("attempted_at", row => row.Event!.AttemptedAt),
        Column.Fixed("local_day", row => row.Event!.LocalDay),
        Column.Fixed("judged_at", row => row.Event!.JudgedAt),
        Column.Fixed("late", row => row.Event!.Late),
        Column.Fixed("imported", row => row.Imported),
    ]);

    public long Position { get; init; }
    public Guid LeadId { get; init; }
    public HandoffRow? Handoff { get; init; }
    public ContactAttempted? Event { get; init; }
    public bool Imported { get; init; }

    public static ContactAttemptRow Of(Fact fact, ContactAttempted it, LeadRows rows) => new()
    {
        Position = fact.Position,
        LeadId = fact.StreamId,
        Handoff = rows.Handoff(it.Handoff),
        Event = it,
        Imported = fact.Imported,
    };
}
