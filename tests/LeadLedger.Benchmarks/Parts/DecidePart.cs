using LeadLedger.Domain.Leads;
using LeadLedger.EventStore;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.ReadModels.Projecting;
using LeadLedger.Tests.ReadModels;

namespace LeadLedger.Benchmarks.Parts;

/// <summary>
/// A stream of 10 events is read, decoded and folded, and the attempt that follows is appended to it, each stream
/// once; against inserting a row that holds an equal attempt.
/// </summary>
internal static class DecidePart
{
    private const int Connections = 32;
    private const int EventsBefore = 10;
    private const int InFlight = 1_000;
    private const int Streams = 20_000;

    public static async Task<IReadOnlyList<Figure>> Measure(Bench bench)
    {
        await using var database = await bench.Server.MakeDatabase(bench.Cancellation);
        var floor = await InsertFloor.Make(bench, database, Samples.Payload(Attempt(Company.Lead(1), 1)));
        await floor.Rate(Connections, bench.ForWarmUp.Time);
        await Bench.UntilWarm(() => Ours(bench, database, Streams));

        var figure = Figure.AtLeast($"read {EventsBefore}, decide, append; {Connections} callers", 0.35);
        for (var run = 0; run < bench.Runs; run++)
        {
            var inserts = await floor.Rate(Connections, bench.Time);
            figure.Add(await Ours(bench, database, Streams), inserts);
        }
        return [figure];
    }

    private static async Task<double> Ours(Bench bench, BenchDatabase database, int amount)
    {
        var streams = Enumerable.Range(0, amount).Select(_ => Guid.NewGuid()).ToArray();
        await Callers.Rate(
            InFlight, amount, number => Samples.Take(database.Store, Before(streams[number]), bench.Cancellation));
        await Project(database.Store, bench.Cancellation);
        await database.Settle(bench.Cancellation);
        return await Callers.Rate(
            Connections, amount, number => Decide(database.Store, streams[number], bench.Cancellation));
    }

    private static async Task Decide(IEventStore store, Guid stream, CancellationToken cancellation)
    {
        var slice = await store.ReadToDecide(stream, Guid.NewGuid(), cancellation);
        var lead = slice.Events
            .Select(recorded => (LeadEvent)EventCatalog.Read(recorded, key: null)!)
            .Aggregate(Lead.Initial, Lead.Evolve);
        if (lead is not Lead.WithSales || slice.Version != EventsBefore)
            throw new InvalidOperationException("The stream isn't as it was made.");
        using var key = PersonalKey.Create(stream);
        var attempt = Samples.Event(Attempt(stream, EventsBefore), key);
        await Samples.Take(store, new StreamAppend(stream, "lead", slice.Version, [attempt], []), cancellation);
    }

    // Whoever reads a row first marks it as committed, which with checksums writes its whole page to the log. In the
    // service that is the projector, moments after each commit; a decision never is the first to read an event.
    private static async Task Project(IEventStore store, CancellationToken cancellation)
    {
        FeedPage page;
        for (var position = 0L; ; position = page.NextPosition)
        {
            page = await store.ReadFeed(position, FeedPages.Large, cancellation);
            if (page.Events.Count == 0)
                return;
        }
    }

    private static StreamAppend Before(Guid lead)
    {
        using var key = PersonalKey.Create(lead);
        IEnumerable<LeadEvent> events =
        [
            Samples.HandoffOf(lead),
            .. Enumerable.Range(1, EventsBefore - 1).Select(number => Attempt(lead, number)),
        ];
        return new StreamAppend(
            lead, "lead", 0, [.. events.Select(evt => Samples.Event(evt, key))], [], Samples.KeyOf(key));
    }

    private static ContactAttempted Attempt(Guid lead, int number) =>
        Company.Attempted(lead, Terms, Company.Start.AddHours(number), AttemptOutcome.NoAnswer);

    private static Domain.Agreements.Terms Terms { get; } = Company.Terms();
}
