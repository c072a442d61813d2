using LeadLedger.EventStore;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.EventStore;

/// <summary>Text that PostgreSQL can't keep is refused by name before it gets there.</summary>
public sealed class UnstorableEventTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private readonly PostgresEventStore _store = new(fixture.Service);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData("""{"text":"a\u0000b"}""")]
    [InlineData("""{"text":"a\\\u0000b"}""")]
    [InlineData("""{"text":"\ud800"}""")]
    [InlineData("""{"text":""")]
    public async Task What_PostgreSQL_cannot_store_is_refused_by_name(string data)
    {
        var stream = Guid.NewGuid();

        await Assert.ThrowsAsync<UnstorableEventException>(
            () => _store.Append(Sample.Append(stream, 0, Sample.Event(data: data))));

        Assert.Equal(0, (await _store.ReadStream(stream)).Version);
    }

    [Theory]
    [InlineData("a", '\0', "b")]
    [InlineData("", '\ud800', "")]
    [InlineData("😀 ", '\ude00', "")]
    public async Task A_text_of_the_metadata_that_cannot_be_stored_is_refused_by_name(
        string before, char culprit, string after)
    {
        var text = before + culprit + after;
        var good = Sample.Event();
        EventMetadata[] bad =
        [
            good.Metadata with { Actor = text }, good.Metadata with { Role = text },
            good.Metadata with { IdempotencyKey = text }, good.Metadata with { CorrelationId = text },
        ];

        foreach (var metadata in bad)
        {
            await Assert.ThrowsAsync<UnstorableEventException>(
                () => _store.Append(Sample.Append(Guid.NewGuid(), 0, good with { Metadata = metadata })));
        }
    }

    [Fact]
    public async Task An_escaped_backslash_before_u0000_is_only_text()
    {
        var stream = Guid.NewGuid();
        var plain = """{"text": "a\\u0000b 😀"}""";

        await _store.Append(Sample.Append(stream, 0, Sample.Event(data: plain)));

        Assert.Equal(plain, Sample.Json((await _store.ReadStream(stream)).Events[0]));
    }
}
