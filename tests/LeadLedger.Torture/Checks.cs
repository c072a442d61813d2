using System.Diagnostics;
using System.Globalization;
using LeadLedger.Domain.Leads;
using LeadLedger.EventStore;
using LeadLedger.Server.Ledger;
using Npgsql;

namespace LeadLedger.Torture;

/// <summary>
/// What must hold whatever broke. Each check looks at the ledger itself, read whole, and never at what the service
/// remembers.
/// </summary>
internal sealed class Checks(PrivatePostgres postgres)
{
    private const int PageSize = 5_000;

    /// <summary>A projector that stands still is deposed only after half a minute.</summary>
    private static readonly TimeSpan LongestLag = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Every check, while nobody writes.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="BrokenPromiseException">One doesn't hold.</exception>
    public async Task<int> Run(IReadOnlyDictionary<string, Deed> deeds)
    {
        var events = await ReadLedger();
        var leads = events.Where(e => EventCatalog.All.ContainsKey(e.Type))
            .GroupBy(e => e.StreamId)
            .Where(stream => stream.First().Type == "lead_handed_off")
            .ToDictionary(stream => stream.Key, stream => stream.OrderBy(e => e.Version).ToList());
        NobodyWasToldTwoThings(deeds);
        AcknowledgedIsThereOnce(deeds, leads);
        NothingElseIsThere(deeds, leads);
        StreamsAreWhole(events);
        await StreamsStandWhereTheirEventsDo();
        await ReadModelsCatchUp();
        await EveryLeadIsWhereItsEventsPutIt(leads);
        await TotalsAreTheSums(leads);
        return 8;
    }

    private async Task<List<RecordedEvent>> ReadLedger()
    {
        await using var database = NpgsqlDataSource.Create(postgres.ServiceConnectionString);
        await using var store = new PostgresEventStore(database, new EventStoreOptions { WakeOtherNodes = false });
        var events = new List<RecordedEvent>();
        var after = 0L;
        while (await store.ReadFeed(after, PageSize) is { Events.Count: > 0 } page)
        {
            events.AddRange(page.Events);
            after = page.NextPosition;
        }
        return events;
    }

    private static void NobodyWasToldTwoThings(IReadOnlyDictionary<string, Deed> deeds)
    {
        Hold(deeds.Values.FirstOrDefault(deed => deed.Contradiction is not null)?.Contradiction);
        var claimedTwice = deeds.Values
            .Where(deed => deed.Standing == Standing.Acknowledged)
            .GroupBy(deed => (deed.Lead, deed.Version))
            .FirstOrDefault(claims => claims.Count() > 1);
        Hold(claimedTwice is null ? null : $"{claimedTwice.Key} was acknowledged to {claimedTwice.Count()} callers");
    }

    private static void AcknowledgedIsThereOnce(
        IReadOnlyDictionary<string, Deed> deeds, Dictionary<Guid, List<RecordedEvent>> leads)
    {
        foreach (var deed in deeds.Values.Where(deed => deed.Standing == Standing.Acknowledged))
        {
            var own = leads.GetValueOrDefault(deed.Lead)?.FindAll(e => e.Metadata.IdempotencyKey == deed.Key) ?? [];
            Hold(own.Count > 0 && own[^1].Version == deed.Version && own[^1].Position == deed.Position
                ? null
                : $"{deed.Lead} {deed.Version} at {deed.Position} ({deed.Key}) was acknowledged; "
                    + $"in the ledger: {string.Join(", ", own.Select(e => $"{e.Version} at {e.Position}"))}");
            for (var ordinal = 0; ordinal < own.Count; ordinal++)
            {
                Hold(own[ordinal].Id == Identity.EventOf(deed.Actor, deed.Lead, deed.Key, ordinal)
                    ? null
                    : $"{deed.Key} has an event {ordinal} of another id: it was written twice");
            }
        }
    }

    private static void NothingElseIsThere(
        IReadOnlyDictionary<string, Deed> deeds, Dictionary<Guid, List<RecordedEvent>> leads)
    {
        foreach (var e in leads.Values.SelectMany(stream => stream))
        {
            var deed = deeds.GetValueOrDefault(e.Metadata.IdempotencyKey ?? "");
            Hold(deed is { Standing: Standing.Acknowledged } && deed.Lead == e.StreamId
                ? null
                : $"{e.StreamId} {e.Version} at {e.Position} is in the ledger, "
                    + $"and {deed?.Standing.ToString() ?? "nobody's"}");
        }
    }

    private static void StreamsAreWhole(List<RecordedEvent> events)
    {
        Hold(events.Count == events.Select(e => e.Id).Distinct().Count() ? null : "two events have one id");
        foreach (var stream in events.GroupBy(e => e.StreamId))
        {
            RecordedEvent? last = null;
            foreach (var e in stream.OrderBy(e => e.Version))
            {
                Hold(e.Version == (last?.Version ?? 0) + 1 ? null : $"{e.StreamId} has a hole before {e.Version}");
                Hold(last is null || (e.Position > last.Position && e.RecordedAt >= last.RecordedAt)
                    ? null
                    : $"{e.StreamId} goes back at {e.Version}");
                last = e;
            }
        }
    }

    private async Task StreamsStandWhereTheirEventsDo()
    {
        var wrong = await postgres.Scalar<long>("""
            select count(*) from ledger.mt_streams s
            full join (select stream_id, max(version) as newest from ledger.mt_events group by stream_id) e
              on e.stream_id = s.id
            where s.version is distinct from e.newest
            """);
        Hold(wrong == 0 ? null : $"{wrong} streams aren't at their newest event's version");
    }

    private async Task ReadModelsCatchUp()
    {
        var clock = Stopwatch.StartNew();
        while (await postgres.Scalar<long>("select lag from bi_v1.freshness") is var lag && lag > 0)
        {
            Hold(clock.Elapsed < LongestLag ? null : $"the read models are {lag} behind and don't catch up");
            await Task.Delay(Pause);
        }
    }

    private async Task EveryLeadIsWhereItsEventsPutIt(Dictionary<Guid, List<RecordedEvent>> leads)
    {
        var shown = (await postgres.Rows(
            "select lead_id, place, version from bi_v1.lead",
            row => (Lead: row.GetGuid(0), At: $"{row.GetString(1)} {row.GetInt64(2)}")))
            .ToDictionary(it => it.Lead, it => it.At);
        foreach (var (lead, events) in leads)
        {
            var state = (Lead.Existing)StreamKinds.Lead.Fold(new StreamSlice(lead, events.Count, events, null));
            var at = string.Create(CultureInfo.InvariantCulture, $"{state.Place} {events[^1].Version}");
            var showing = shown.GetValueOrDefault(lead) ?? "nowhere";
            var isShown = at.Equals(showing, StringComparison.OrdinalIgnoreCase);
            Hold(isShown ? null : $"{lead} is {at}, and shown {showing}");
        }
        Hold(shown.Count == leads.Count ? null : $"{shown.Count} leads are shown, and {leads.Count} there");
    }

    private async Task TotalsAreTheSums(Dictionary<Guid, List<RecordedEvent>> leads)
    {
        var facts = leads.Values.SelectMany(stream => stream).Select(e => EventCatalog.Read(e, null)!).ToList();
        var handoffs = facts.OfType<LeadHandedOff>().ToList();
        var attempts = facts.OfType<ContactAttempted>().ToList();
        var value = handoffs.Sum(it => it.Handoff.Value.Amount);
        var (rejected, contacted) = (
            facts.OfType<LeadRejected>().Count(), attempts.Select(attempt => attempt.LeadId).Distinct().Count());
        var summed = string.Create(
            CultureInfo.InvariantCulture,
            $"{handoffs.Count} {value:0} {rejected} {contacted} {attempts.Count}");
        var shown = await postgres.Scalar<string>("""
            select concat_ws(' ', coalesce(sum(gross_count_booked), 0), coalesce(round(sum(gross_value_booked)), 0),
              coalesce(sum(rejected), 0), coalesce(sum(contacted), 0), (select count(*) from bi_v1.contact_attempt))
            from bi_v1.lead_value_totals
            """);
        Hold(summed == shown ? null : $"the totals are {shown}, and the sums over the streams {summed}");
    }

    private static void Hold(string? broken)
    {
        if (broken is not null)
            throw new BrokenPromiseException(broken);
    }
}

/// <summary>Something doesn't hold that must always hold.</summary>
public sealed class BrokenPromiseException : Exception
{
    public BrokenPromiseException() { }
    public BrokenPromiseException(string message) : base(message) { }
    public BrokenPromiseException(string message, Exception inner) : base(message, inner) { }
}
