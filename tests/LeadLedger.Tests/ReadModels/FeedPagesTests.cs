using LeadLedger.EventStore;
using LeadLedger.Server.ReadModels.Projecting;
using LeadLedger.Tests.EventStore;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Ledger;

namespace LeadLedger.Tests.ReadModels;

/// <summary>Who may be told of events without the database being asked.</summary>
public sealed class FeedPagesTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Only_who_reads_on_is_told_past_the_database_and_not_before_they_have_asked_it(
        bool readsOn, int told)
    {
        await using var real = new PostgresEventStore(fixture.Service);
        await real.Append(Sample.Append(Guid.NewGuid(), 0));
        var store = new CountedStore(real);
        var pages = new FeedPages(store, await real.ReadHighWaterMark() - 1, readsOn);

        await pages.Next(CancellationToken.None);
        Assert.Equal(0, store.ReadOn);
        await real.Append(Sample.Append(Guid.NewGuid(), 0));
        await pages.Next(CancellationToken.None);

        Assert.Equal(told, store.ReadOn);
        Assert.Equal(await real.ReadHighWaterMark(), pages.Cursor);
    }
}
