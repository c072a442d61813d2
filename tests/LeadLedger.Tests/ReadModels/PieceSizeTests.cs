using LeadLedger.Server.ReadModels.Building;

namespace LeadLedger.Tests.ReadModels;

/// <summary>A piece of a rebuild takes about as long as it may, whatever the machine.</summary>
public sealed class PieceSizeTests
{
    private readonly PieceSize _size = new(least: 50, most: 16_000);

    [Fact]
    public void It_begins_with_little() => Assert.Equal(50, _size.Now);

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.01)]
    public void It_comes_to_what_fits_into_the_time_and_stays_there(double millisecondsAnEvent)
    {
        var fitting = PieceSize.Target.TotalMilliseconds / millisecondsAnEvent;
        for (var piece = 0; piece < 40; piece++)
            Work(millisecondsAnEvent);
        Assert.InRange(_size.Now, fitting * 0.99, fitting);
    }

    [Fact]
    public void One_slow_piece_makes_it_a_fifth_smaller_and_no_more()
    {
        for (var piece = 0; piece < 40; piece++)
            Work(millisecondsAnEvent: 0.05);
        var before = _size.Now;
        _size.Took(before, PieceSize.Target * 100);
        Assert.Equal(before * 4 / 5, _size.Now);
    }

    [Theory]
    [InlineData(1_000, 50)]
    [InlineData(0.000_01, 16_000)]
    public void It_has_its_bounds(double millisecondsAnEvent, int bound)
    {
        for (var piece = 0; piece < 40; piece++)
            Work(millisecondsAnEvent);
        Assert.Equal(bound, _size.Now);
    }

    [Fact]
    public void What_was_cut_short_says_nothing_unless_it_took_long_already()
    {
        for (var piece = 0; piece < 40; piece++)
            Work(millisecondsAnEvent: 0.05);
        var before = _size.Now;
        _size.Took(3, PieceSize.Target / 2);
        Assert.Equal(before, _size.Now);
        _size.Took(3, PieceSize.Target * 2);
        Assert.True(_size.Now < before);
    }

    [Fact]
    public void Where_it_has_to_be_through_sooner_it_grows_though_pieces_take_long()
    {
        for (var piece = 0; piece < 40; piece++)
            _size.Grow();
        Assert.Equal(16_000, _size.Now);
    }

    private void Work(double millisecondsAnEvent) =>
        _size.Took(_size.Now, TimeSpan.FromMilliseconds(_size.Now * millisecondsAnEvent));
}
