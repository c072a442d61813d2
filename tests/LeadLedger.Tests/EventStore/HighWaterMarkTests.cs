using LeadLedger.EventStore.Reading;

namespace LeadLedger.Tests.EventStore;

public sealed class HighWaterMarkTests
{
    private readonly HighWaterMark _mark = new();

    [Fact]
    public void With_nobody_writing_everything_drawn_is_settled()
    {
        _mark.Observe(7, []);

        Assert.Equal(7, _mark.Settled);
    }

    [Fact]
    public void A_writer_holds_the_mark_until_it_has_ended()
    {
        _mark.Observe(7, []);
        _mark.Observe(9, ["3/1"]);
        _mark.Observe(9, ["3/1"]);
        Assert.Equal(7, _mark.Settled);

        _mark.Observe(9, []);
        Assert.Equal(9, _mark.Settled);
    }

    [Fact]
    public void Writers_that_overlap_without_end_do_not_hold_the_mark_for_ever()
    {
        _mark.Observe(10, ["1/1", "2/1"]);
        _mark.Observe(20, ["2/1", "3/1"]);
        Assert.Equal(0, _mark.Settled);

        _mark.Observe(30, ["3/1", "4/1"]);
        Assert.Equal(10, _mark.Settled);

        _mark.Observe(40, ["4/1", "5/1"]);
        Assert.Equal(10, _mark.Settled);

        _mark.Observe(50, ["5/1"]);
        Assert.Equal(30, _mark.Settled);
    }

    [Fact]
    public void A_process_that_goes_on_to_its_next_transaction_has_ended_the_one_awaited()
    {
        _mark.Observe(10, ["1/1"]);
        _mark.Observe(11, ["1/2"]);

        Assert.Equal(10, _mark.Settled);
    }

    [Fact]
    public void A_transaction_that_was_prepared_goes_on_under_another_name_and_is_still_awaited()
    {
        _mark.Observe(10, ["1/1"]);
        _mark.Observe(11, ["-1/777"]);
        _mark.Observe(12, ["-1/777", "4/4"]);
        Assert.Equal(0, _mark.Settled);

        _mark.Observe(12, ["4/4"]);
        Assert.Equal(10, _mark.Settled);
    }

    [Fact]
    public void What_the_only_writer_has_committed_is_settled_while_it_writes_on()
    {
        _mark.Observe(9, ["3/1"]);
        _mark.SettleUpTo(7);
        Assert.Equal(7, _mark.Settled);
        Assert.True(_mark.IsAwaiting);

        _mark.Observe(12, ["3/2"]);
        _mark.SettleUpTo(8);
        Assert.Equal(9, _mark.Settled);

        _mark.SettleUpTo(12);
        Assert.Equal(12, _mark.Settled);
        Assert.False(_mark.IsAwaiting);
    }

    [Fact]
    public void A_sequence_that_looks_lower_never_takes_the_mark_back()
    {
        _mark.Observe(10, []);
        _mark.Observe(8, []);
        _mark.Observe(9, ["1/1"]);

        Assert.Equal((10, false), (_mark.Settled, _mark.IsAwaiting));
    }

    [Fact]
    public void After_a_reset_it_starts_from_nothing()
    {
        _mark.Observe(10, ["1/1"]);
        _mark.Reset();
        _mark.Observe(5, ["1/1"]);
        Assert.Equal(0, _mark.Settled);

        _mark.Observe(5, []);
        Assert.Equal(5, _mark.Settled);
    }
}
