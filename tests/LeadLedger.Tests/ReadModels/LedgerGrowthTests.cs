using LeadLedger.Server.ReadModels.Building;

namespace LeadLedger.Tests.ReadModels;

/// <summary>Whether anybody appends, and how much, told by the ledger's end.</summary>
public sealed class LedgerGrowthTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Who_has_appended_just_now_is_somebody_before_there_is_a_second_look()
    {
        Assert.True(new LedgerGrowth(7_000, isRecent: true, TimeSpan.Zero).Rate > 0);
        Assert.Equal(0, new LedgerGrowth(7_000, isRecent: false, TimeSpan.Zero).Rate);
    }

    [Fact]
    public void The_rate_is_what_came_since_the_look_before()
    {
        var growth = new LedgerGrowth(7_000, isRecent: false, TimeSpan.Zero);
        growth.Saw(8_000, Second);
        Assert.Equal(1_000, growth.Rate);
        growth.Saw(8_500, Second * 1.25);
        Assert.Equal(2_000, growth.Rate);
    }

    [Fact]
    public void Now_and_then_an_event_is_nobody() =>
        Assert.Equal(0, After(look => (long)(look * (LedgerGrowth.Appending - 1)), looks: 10).Rate);

    [Fact]
    public void A_pause_ends_the_load_only_when_it_lasts()
    {
        var growth = new LedgerGrowth(0, isRecent: false, TimeSpan.Zero);
        growth.Saw(1_000, Second);
        var until = Second + LedgerGrowth.UntilNobody;
        growth.Saw(1_000, until - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1_000, growth.Rate);
        growth.Saw(1_000, until);
        Assert.Equal(0, growth.Rate);
    }

    [Fact]
    public void It_is_looked_four_times_a_second()
    {
        var growth = new LedgerGrowth(0, isRecent: false, Second);
        Assert.False(growth.IsDue(Second * 1.249));
        Assert.True(growth.IsDue(Second * 1.25));
    }

    [Fact]
    public void What_is_made_has_to_be_made_in_half_the_time_that_it_is_appended_in()
    {
        Assert.Equal(Second / 2, After(look => look * 1_000, looks: 1).TimeFor(1_000));
        Assert.Equal(TimeSpan.MaxValue, After(_ => 0, looks: 1).TimeFor(1_000));
    }

    /// <summary>A look a second.</summary>
    private static LedgerGrowth After(Func<long, long> end, int looks)
    {
        var growth = new LedgerGrowth(end(0), isRecent: false, TimeSpan.Zero);
        for (var look = 1; look <= looks; look++)
            growth.Saw(end(look), Second * look);
        return growth;
    }
}
