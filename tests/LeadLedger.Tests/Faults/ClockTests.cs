using System.Net;
using LeadLedger.EventStore;
using LeadLedger.Tests.EventStore;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Faults;

/// <summary>
/// Clocks that step back. An event's recorded-at is the database's, and in a stream it never goes back; when a thing
/// happened is the node's clock's word, and is judged against the stream like anybody's.
/// </summary>
public sealed class ClockTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task After_the_databases_clock_stepped_back_a_stream_stands_still_in_time_until_it_has_caught_up()
    {
        await using var store = new PostgresEventStore(api.Database.Service);
        var stream = Guid.NewGuid();
        var other = Guid.NewGuid();
        await store.Append(Sample.Append(stream, 0));
        // What a clock leaves behind that was an hour ahead, and then put right.
        var ahead = await Sample.Scalar<DateTime>(api.Database.Admin,
            """
            with s as (update ledger.mt_streams set timestamp = timestamp + interval '1 hour' where id = $1)
            update ledger.mt_events set timestamp = timestamp + interval '1 hour' where stream_id = $1
            returning timestamp
            """, stream);

        var next = Assert.IsType<AppendResult.Appended>(await store.Append(Sample.Append(stream, 1)));
        var together = await Task.WhenAll(
            store.Append(Sample.Append(stream, 2, events: 2)), store.Append(Sample.Append(other, 0)));

        Assert.Equal(ahead, next.RecordedAt.UtcDateTime);
        var times = (await store.ReadStream(stream)).Events.Select(e => e.RecordedAt.UtcDateTime);
        Assert.Equal([ahead, ahead, ahead, ahead], times);
        // Nobody else's time is held up by it.
        Assert.True(Assert.IsType<AppendResult.Appended>(together[1]).RecordedAt.UtcDateTime < ahead);
        Assert.Equal(2, (await store.ReadStream(stream, StreamBound.AtVersion(2))).Version);
        Assert.Equal(0, (await store.ReadStream(stream, StreamBound.AsKnownAt(ahead.AddMinutes(-1)))).Version);
    }

    [Fact]
    public async Task After_a_nodes_clock_stepped_back_what_it_says_is_before_the_handoff_is_refused_and_later_taken()
    {
        var company = await new SignedAgreement(api).Sign();
        api.Clock.Advance(TimeSpan.FromMinutes(30));
        var lead = await company.HandOff();
        api.Clock.Advance(TimeSpan.FromMinutes(-30));

        var attempt = new { channel = "phone", outcome = "connected" };
        var early = await company.Seller.Post($"{lead}/contact-attempts", attempt, ("Idempotency-Key", "stepped-back"));
        early.ExpectProblem(422, "fact-is-before-the-handoff");

        // The same request again, once the clock is where it was: a refusal is decided anew (rule 2).
        api.Clock.Advance(TimeSpan.FromMinutes(31));
        var later = await company.Seller.Post($"{lead}/contact-attempts", attempt, ("Idempotency-Key", "stepped-back"));
        later.Expect(HttpStatusCode.Created);
        Assert.Equal("\"2\"", later.Etag);
        var events = await company.Seller.Get($"{lead}/events");
        var recorded = events.Expect(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()
            .Select(e => e.GetProperty("recordedAt").GetDateTimeOffset()).ToArray();
        Assert.True(recorded[0] <= recorded[1]);
    }
}
