using LeadLedger.EventStore;
using LeadLedger.Tests.Fixtures;
using Npgsql;

namespace LeadLedger.Tests.EventStore;

/// <summary>Positions aren't committed in their order: the feed must pass none that may still be filled.</summary>
public sealed class FeedTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>, IAsyncDisposable
{
    private readonly PostgresEventStore _store = new(fixture.Service);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task The_mark_waits_for_a_position_drawn_in_an_open_transaction_until_it_commits()
    {
        var before = await _store.ReadHighWaterMark();
        await using var slow = await OpenWriter();
        var slowPosition = await slow.Write();
        var fast = await AppendOne();
        Assert.True(slowPosition < fast.Position);

        Assert.Equal(before, await _store.ReadHighWaterMark());
        Assert.Empty((await _store.ReadFeed(before, 10)).Events);
        await slow.Transaction.CommitAsync();

        Assert.Equal(fast.Position, await _store.ReadHighWaterMark());
        var page = await _store.ReadFeed(before, 10);
        Assert.Equal([slowPosition, fast.Position], page.Events.Select(e => e.Position));
        Assert.Equal((fast.Position, fast.Position), (page.NextPosition, page.HighWaterMark));
    }

    [Fact]
    public async Task Payloads_read_to_project_are_those_of_the_feed_whatever_memory_was_given_back_before()
    {
        int[] lengths = [0, 1, 9_000, 70_000, 300_000, 2, 131_000, 60_000, 60_000];
        var stream = Guid.NewGuid();
        var told = Assert.IsType<AppendResult.Appended>(await _store.Append(new StreamAppend(
            stream,
            "lead",
            0,
            [.. lengths.Select((length, n) => Sample.Event(data: $$"""{"text":"{{new string((char)('a' + n), length)}}"}"""))],
            [])));
        var before = told.Positions[0] - 1;
        var expected = (await _store.ReadFeed(before, lengths.Length)).Events.Select(Sample.Json).ToList();

        var kept = await _store.ReadFeedToProject(before, lengths.Length);
        (await _store.ReadFeedToProject(before + 3, lengths.Length)).Release();
        var next = await _store.ReadFeedToProject(before + 2, lengths.Length);

        Assert.Equal(expected, kept.Events.Select(Sample.Json));
        Assert.Equal(expected[2..], next.Events.Select(Sample.Json));
    }

    [Fact]
    public async Task Another_connection_to_the_same_ledger_keeps_the_mark_as_it_stands()
    {
        var settled = (await AppendOne()).Position;
        Assert.Equal(settled, await _store.ReadHighWaterMark());
        await using var slow = await OpenWriter();
        await slow.Write();

        // The second one finds the first connection taken, and opens one of its own.
        var marks = await Task.WhenAll(_store.ReadHighWaterMark(), _store.ReadHighWaterMark());

        Assert.Equal([settled, settled], marks);
    }

    [Fact]
    public async Task The_mark_steps_over_a_position_whose_transaction_rolled_back()
    {
        await using var slow = await OpenWriter();
        var lost = await slow.Write();
        var fast = await AppendOne();
        Assert.True(await _store.ReadHighWaterMark() < lost);

        await slow.Transaction.RollbackAsync();

        Assert.Equal(fast.Position, await _store.ReadHighWaterMark());
        Assert.Equal([fast.Position], (await _store.ReadFeed(lost - 1, 10)).Events.Select(e => e.Position));
    }

    [Fact]
    public async Task The_mark_steps_over_a_position_whose_writer_was_killed()
    {
        await using var slow = await OpenWriter();
        var lost = await slow.Write();
        var fast = await AppendOne();
        Assert.True(await _store.ReadHighWaterMark() < lost);

        await Sample.Execute(fixture.Admin, "select pg_terminate_backend($1, 60000)", slow.Connection.ProcessID);

        Assert.Equal(fast.Position, await _store.ReadHighWaterMark());
        Assert.Equal([fast.Position], (await _store.ReadFeed(lost - 1, 10)).Events.Select(e => e.Position));
    }

    [Fact]
    public async Task A_position_drawn_in_a_savepoint_that_was_given_up_is_still_awaited()
    {
        await using var slow = await OpenWriter();
        await slow.Transaction.SaveAsync("attempt");
        var drawn = await slow.Write();
        await slow.Transaction.RollbackAsync("attempt");
        var fast = await AppendOne();
        var again = await slow.Write();

        Assert.True(await _store.ReadHighWaterMark() < drawn);
        await slow.Transaction.CommitAsync();

        Assert.Equal([fast.Position, again], (await _store.ReadFeed(drawn, 10)).Events.Select(e => e.Position));
    }

    [Fact]
    public async Task A_transaction_that_only_reads_the_ledger_holds_nothing_up()
    {
        await using var connection = await fixture.Service.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var read = new NpgsqlCommand(
            "select count(*), (select last_value from ledger.mt_events_sequence) from ledger.mt_events", connection))
            await read.ExecuteScalarAsync();

        var appended = await AppendOne();

        Assert.Equal(appended.Position, await _store.ReadHighWaterMark());
    }

    [Fact]
    public async Task A_reader_under_a_load_of_overlapping_writers_sees_every_event_once_and_in_order()
    {
        var start = await _store.ReadHighWaterMark();
        using var done = new CancellationTokenSource();
        var reading = ReadUntil(start, done.Token);

        var written = await Task.WhenAll(Enumerable.Range(0, 6).Select(seed => Task.Run(() => WriteClumsily(seed))));
        var last = await AppendOne();
        await done.CancelAsync();

        var seen = await reading;
        var expected = written.SelectMany(positions => positions).Append(last.Position).Order().ToList();
        Assert.Equal(expected, seen);
    }

    [Fact]
    public async Task A_page_is_no_longer_than_asked_for_and_the_next_one_goes_on_after_it()
    {
        var first = await AppendOne();
        var stream = Guid.NewGuid();
        await _store.Append(Sample.Append(stream, 0, events: 5));

        var page = await _store.ReadFeed(first.Position, 3);
        var next = await _store.ReadFeed(page.NextPosition, 3);
        var rest = await _store.ReadFeed(next.NextPosition, 3);

        Assert.Equal([1L, 2L, 3L], page.Events.Select(e => e.Version));
        Assert.Equal([4L, 5L], next.Events.Select(e => e.Version));
        Assert.Equal((0, next.NextPosition), (rest.Events.Count, rest.NextPosition));
    }

    private async Task<AppendResult.Appended> AppendOne() =>
        Assert.IsType<AppendResult.Appended>(await _store.Append(Sample.Append(Guid.NewGuid(), 0)));

    private async Task<OpenWriter> OpenWriter() => await EventStore.OpenWriter.Begin(fixture.Service);

    /// <summary>Draws positions, dawdles by other round trips, commits or rolls back.</summary>
    private async Task<List<long>> WriteClumsily(int seed)
    {
        var random = new Random(seed);
        var committed = new List<long>();
        for (var i = 0; i < 60; i++)
        {
            await using var writer = await OpenWriter();
            var drawn = new List<long>();
            for (var n = random.Next(1, 4); n > 0; n--)
                drawn.Add(await writer.Write());
            if (random.Next(4) == 0)
            {
                await writer.Transaction.RollbackAsync();
                continue;
            }
            await writer.Transaction.CommitAsync();
            committed.AddRange(drawn);
        }
        return committed;
    }

    private async Task<List<long>> ReadUntil(long after, CancellationToken done)
    {
        var seen = new List<long>();
        while (true)
        {
            var isLast = done.IsCancellationRequested;
            var page = await _store.ReadFeed(after, 50, CancellationToken.None);
            seen.AddRange(page.Events.Select(e => e.Position));
            after = page.NextPosition;
            if (page.Events.Count == 0 && isLast)
                return seen;
            if (page.Events.Count == 0)
                await _store.WaitForAppend(after, TimeSpan.FromMilliseconds(2), CancellationToken.None);
        }
    }
}
