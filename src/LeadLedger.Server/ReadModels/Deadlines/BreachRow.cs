using LeadLedger.Domain.Leads;
using LeadLedger.Server.ReadModels.Leads;
using LeadLedger.Server.ReadModels.Projecting;
using LeadLedger.Server.ReadModels.Tables;
using Column = LeadLedger.Server.ReadModels.Tables.Column<LeadLedger.Server.ReadModels.Deadlines.BreachRow>;

namespace LeadLedger.Server.ReadModels.Deadlines;

/// <summary>Which promise was broken; a case of 0 stands for the handoff's own clocks.</summary>
internal readonly record struct BreachKey(Guid LeadId, string Promise, int Handoff, int Case);

/// <summary>A row of <c>breach</c>: it is written once, and once more if it is excused.</summary>
internal sealed class BreachRow : Row
{
    public static readonly Table<BreachRow> Table = new("breach", key: 4,
    [
        Column.Fixed("lead_id", row => row.Key.LeadId),
        Column.Fixed("promise", row => row.Key.Promise),
        Column.Fixed("handoff", row => row.Key.Handoff),
        Column.Fixed("case_number", row => row.Key.Case),
        Column.Fixed("agreement_id", row => row.AgreementId),
        Column.Fixed("panel_id", row => row.PanelId),
        Column.Fixed("person", row => row.Person),
        Column.Fixed("due_at", row => row.DueAt),
        Column.Fixed("local_day", row => row.LocalDay),
        Column.Fixed("attempts_promised", row => row.AttemptsPromised),
        Column.Fixed("attempts_made", row => row.AttemptsMade),
        Column.Fixed("recorded_at", row => row.RecordedAt),
        Column.Moving("excused_at", row => row.ExcusedAt, (row, value) => row.ExcusedAt = value),
        Column.Moving("position", row => row.Position, (row, value) => row.Position = value),
    ]);

    public BreachKey Key { get; init; }
    public Guid AgreementId { get; init; }
    public Guid? PanelId { get; init; }
    public string? Person { get; init; }
    public DateTimeOffset DueAt { get; init; }
    public DateOnly LocalDay { get; init; }
    public int? AttemptsPromised { get; init; }
    public int? AttemptsMade { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
    public DateTimeOffset? ExcusedAt { get; set; }

    /// <summary>Keeps a breach, or marks one that an event excuses; it needn't be read for that.</summary>
    /// <param name="breaches">Those of the page.</param>
    public static void Apply(Fact fact, LeadEvent e, LeadRows rows, Dictionary<BreachKey, BreachRow> breaches)
    {
        switch (e)
        {
            case FirstResponseMissed it:
                Add(OwedPromise.FirstResponse, it.Handoff, it.SentBackBy, it.OwedBy, it.DueAt, it.LocalDay);
                break;
            case CadenceMissed it:
                Add(OwedPromise.Cadence, it.Handoff, it.SentBackBy, it.OwedBy, it.DueAt, it.LocalDay,
                    promised: it.AttemptsPromised, made: it.AttemptsMade);
                break;
            case RulingOverdue it:
                Add(OwedPromise.Ruling, rows.Rejection(it.Case).Handoff, it.Case, null, it.DueAt, it.LocalDay,
                    it.PanelId.Value);
                break;
            case BreachExcused it:
                var key = KeyOf(it.Promise, it.Handoff, it.SentBackBy);
                if (!breaches.TryGetValue(key, out var breach))
                    breaches.Add(key, breach = new BreachRow { Key = key });
                breach.ExcusedAt = it.ExcusedAt;
                breach.Touch(fact.Position);
                break;
        }

        BreachKey KeyOf(OwedPromise promise, int handoff, int? number) =>
            new(fact.StreamId, Codes<OwedPromise>.Of(promise), handoff, number ?? 0);

        void Add(
            OwedPromise promise, int handoff, int? number, string? owedBy, DateTimeOffset dueAt, DateOnly day,
            Guid? panel = null, int? promised = null, int? made = null)
        {
            var row = new BreachRow
            {
                IsNew = true,
                Key = KeyOf(promise, handoff, number),
                AgreementId = rows.Handoff(handoff).AgreementId,
                PanelId = panel,
                Person = owedBy,
                DueAt = dueAt,
                LocalDay = day,
                AttemptsPromised = promised,
                AttemptsMade = made,
                RecordedAt = fact.RecordedAt,
            };
            row.Touch(fact.Position);
            breaches.Add(row.Key, row);
        }
    }
}
