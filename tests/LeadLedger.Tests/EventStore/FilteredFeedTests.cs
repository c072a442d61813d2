using LeadLedger.EventStore;
using LeadLedger.EventStore.Reading;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.EventStore;

/// <summary>A filter's page looks through a bounded stretch.</summary>
public sealed class FilteredFeedTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task What_lies_beyond_a_stretch_is_found_by_asking_on_and_a_streams_own_at_once()
    {
        await using var store = new PostgresEventStore(fixture.Service);
        var (first, last) = (Guid.NewGuid(), Guid.NewGuid());
        await store.Append(Sample.Append(first, 0));
        // As many positions as two stretches have, drawn and never used.
        await Sample.Execute(
            fixture.Service,
            $"select count(nextval('ledger.mt_events_sequence')) from generate_series(1, {2 * FilteredFeed.Stretch})");
        await store.Append(Sample.Append(last, 0));
        var type = (await store.ReadStream(last)).Events[0].Type;

        var pages = new List<FeedPage>();
        do
        {
            var after = pages.Count == 0 ? 0 : pages[^1].NextPosition;
            pages.Add(await store.ReadFeed(after, 100, new FeedFilter(null, [type], null, null, null)));
            Assert.True(pages[^1].NextPosition - after <= FilteredFeed.Stretch);
        }
        while (pages[^1].NextPosition < pages[^1].HighWaterMark);
        Assert.True(pages.Count >= 3);
        Assert.Equal([first, last], pages.SelectMany(page => page.Events).Select(found => found.StreamId));

        var own = await store.ReadFeed(0, 100, new FeedFilter(last, null, null, null, null));
        Assert.Equal(last, Assert.Single(own.Events).StreamId);
        Assert.Equal(own.HighWaterMark, own.NextPosition);
    }
}
