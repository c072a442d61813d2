using LeadLedger.Domain.Leads;
using LeadLedger.Server.ReadModels.Leads;
using LeadLedger.Server.ReadModels.Projecting;
using LeadLedger.Server.ReadModels.Tables;

namespace LeadLedger.Server.ReadModels.PromiseDays;

/// <summary>
/// What a page changes in the sums of promises. Followed event by event: a promise that is one person's for a moment
/// leaves the same trace however the feed is cut into pages.
/// </summary>
internal sealed class PromiseSums
{
    private static readonly string FirstResponse = Codes<OwedPromise>.Of(OwedPromise.FirstResponse);
    private static readonly string Cadence = Codes<OwedPromise>.Of(OwedPromise.Cadence);
    private static readonly string Ruling = Codes<OwedPromise>.Of(OwedPromise.Ruling);

    private readonly Dictionary<PromiseDayKey, PromiseDayRow> _rows = [];

    /// <summary>The sums' changes so far.</summary>
    public List<PromiseDayRow> Rows => [.. _rows.Values];

    public void Clear() => _rows.Clear();

    /// <summary>An event was applied to the lead.</summary>
    public void Follow(Fact fact, LeadRows lead)
    {
        foreach (var row in lead.Handoffs)
        {
            var (before, now) = (row.Summed, PromiseShares.Of(row));
            if (before == now)
                continue;
            row.Summed = now;
            Sales(row.AgreementId, row.LocalDay, before, now, fact.Position);
        }
        foreach (var row in lead.Rejections)
        {
            var (before, now) = (row.Summed, PromiseShares.Of(row));
            if (before == now)
                continue;
            row.Summed = now;
            if (row.RuledDay is { } ruledDay)
                Sales(row.AgreementId, ruledDay, before, now, fact.Position);
            Move(
                row.AgreementId,
                row.LocalDay,
                Ruling,
                (before.RulingState, null),
                (now.RulingState, null),
                fact.Position);
        }
    }

    private void Sales(Guid agreement, DateOnly day, PromiseShares before, PromiseShares now, long position)
    {
        Move(agreement, day, FirstResponse, (before.ResponseState, before.ResponsePerson),
            (now.ResponseState, now.ResponsePerson), position);
        Move(agreement, day, Cadence, (before.CadenceState, before.CadencePerson),
            (now.CadenceState, now.CadencePerson), position);
    }

    private void Move(
        Guid agreement,
        DateOnly day,
        string promise,
        (string? State, string? Person) before,
        (string? State, string? Person) now,
        long position)
    {
        if (before == now)
            return;
        if (before.State is { } left)
            Row(new(agreement, day, promise, before.Person ?? "")).Count(left, -1, position);
        if (now.State is { } stands)
            Row(new(agreement, day, promise, now.Person ?? "")).Count(stands, 1, position);
    }

    private PromiseDayRow Row(PromiseDayKey key)
    {
        if (!_rows.TryGetValue(key, out var row))
            _rows.Add(key, row = new PromiseDayRow { Key = key });
        return row;
    }
}
