using LeadLedger.Server.ReadModels.Handoffs;
using LeadLedger.Server.ReadModels.Leads;
using LeadLedger.Server.ReadModels.Projecting;
using LeadLedger.Server.ReadModels.Tables;

namespace LeadLedger.Server.ReadModels.Cohorts;

/// <summary>
/// What a page changes in the sums of cohorts. Followed event by event: a handoff that counts somewhere for a moment
/// leaves the same trace however the feed is cut into pages.
/// </summary>
internal sealed class CohortSums
{
    private readonly Dictionary<LeadKind, LearningCohortRow> _kinds = [];
    private readonly Dictionary<EffortKey, EffortSums> _efforts = [];
    private readonly Dictionary<(LeadKind Kind, string Reason), LossCohortRow> _losses = [];
    private readonly Dictionary<SalesMonthKey, SalesMonthRow> _sales = [];

    public void Clear()
    {
        _kinds.Clear();
        _efforts.Clear();
        _losses.Clear();
        _sales.Clear();
    }

    public void Write(PageStatements statements)
    {
        LearningCohortRow.Table.AddTo(statements, [.. _kinds.Values]);
        CadenceCohortRow.Table.AddTo(statements, [.. _efforts.Values.SelectMany(sums => sums.Rows)]);
        LossCohortRow.Table.AddTo(statements, [.. _losses.Values]);
        SalesMonthRow.Table.AddTo(statements, [.. _sales.Values]);
    }

    /// <summary>An event was applied to the lead.</summary>
    public void Follow(Fact fact, LeadRows lead)
    {
        foreach (var row in lead.Handoffs)
        {
            if (row.Position == fact.Position)
                Follow(fact, row);
        }
    }

    private void Follow(Fact fact, HandoffRow row)
    {
        var (before, now) = (row.Marked, CohortMark.Of(row));
        if (before == now)
            return;
        row.Marked = now;
        if (before is { } left)
            Count(row, left, now, -1, fact.Position);
        Count(row, now, before, 1, fact.Position);
        CountEffort(row, before, now, fact.Position);
    }

    /// <param name="row">The handoff.</param>
    /// <param name="mark">How it counts, or counted.</param>
    /// <param name="other">How it counted before, or counts now: what is the same in both isn't written.</param>
    /// <param name="sign">1 for how it counts now, -1 for how it counted.</param>
    /// <param name="position">The event that makes the difference.</param>
    private void Count(HandoffRow row, CohortMark mark, CohortMark? other, int sign, long position)
    {
        if (!IsAlike(mark, other))
            Kind(row).Count(row, mark, sign, position);
        if (mark.LossReason is { } reason && mark != other)
            Loss(row, reason).Count(row, mark, sign, position);
        if (mark.OpenedIn is { } opened && (mark.OpenedIn, mark.Person) != (other?.OpenedIn, other?.Person))
            Sales(row, opened, mark.Person).CountOpened(sign, position);
        if (mark.EndedIn is { } ended && mark != other)
            Sales(row, ended, mark.Person).CountEnded(mark, sign, position);
    }

    // Attempts and assignments are most of what happens to a lead, and say nothing of what became of it.
    private static bool IsAlike(CohortMark mark, CohortMark? other) => other is { } it
        && (mark.Outcome, mark.Opened, mark.Amount, mark.CycleDays) == (it.Outcome, it.Opened, it.Amount, it.CycleDays);

    private void CountEffort(HandoffRow row, CohortMark? before, CohortMark now, long position)
    {
        if (before is { } it && EffortSums.IsAlike(it, now))
            return;
        var key = EffortKey.Of(row);
        if (!_efforts.TryGetValue(key, out var sums))
            _efforts.Add(key, sums = new EffortSums(key));
        sums.Move(before, now, position);
    }

    private LearningCohortRow Kind(HandoffRow row)
    {
        var key = LeadKind.Of(row);
        if (!_kinds.TryGetValue(key, out var sums))
            _kinds.Add(key, sums = new LearningCohortRow { Key = key });
        return sums;
    }

    private LossCohortRow Loss(HandoffRow row, string reason)
    {
        var key = (LeadKind.Of(row), reason);
        if (!_losses.TryGetValue(key, out var sums))
            _losses.Add(key, sums = new LossCohortRow { Kind = key.Item1, Reason = reason });
        return sums;
    }

    private SalesMonthRow Sales(HandoffRow row, DateOnly month, string person)
    {
        var key = new SalesMonthKey(row.AgreementId, month, person, row.Currency);
        if (!_sales.TryGetValue(key, out var sums))
            _sales.Add(key, sums = new SalesMonthRow { Key = key });
        return sums;
    }
}
