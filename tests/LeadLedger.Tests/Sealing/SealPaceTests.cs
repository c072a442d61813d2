using LeadLedger.Server.Audit.Seals;

namespace LeadLedger.Tests.Sealing;

public sealed class SealPaceTests
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private readonly HandMovedClock _clock = new(stands: true);
    private readonly SealPace _pace;
    private long _mark;

    public SealPaceTests()
    {
        _pace = new SealPace(_clock);
        _pace.Saw(0);
    }

    [Fact]
    public void While_few_append_all_is_sealed_at_once()
    {
        Append(SealPace.ManyASecond - 1, TimeSpan.FromSeconds(1));

        Assert.Equal((false, Sealer.EventsPerCheckpoint), (_pace.StepsBack, _pace.Most));
    }

    [Fact]
    public void While_many_append_it_seals_a_little_and_leaves_them_more_than_nineteen_twentieths()
    {
        Append(SealPace.ManyASecond, TimeSpan.FromSeconds(1));

        Assert.Equal((true, SealPace.Piece), (_pace.StepsBack, _pace.Most));
        var work = TimeSpan.FromMilliseconds(70);
        Assert.True(work / (work + SealPace.RestAfter(work)) < 0.05);
    }

    [Fact]
    public void As_soon_as_they_pause_it_catches_up()
    {
        Append(100_000, TimeSpan.FromSeconds(1));
        Append(0, Look);

        Assert.Equal((false, Sealer.EventsPerCheckpoint), (_pace.StepsBack, _pace.Most));
    }

    [Fact]
    public void Two_looks_at_the_same_moment_arent_a_pause()
    {
        Append(100_000, TimeSpan.FromSeconds(1));
        Append(0, TimeSpan.FromMilliseconds(1));

        Assert.True(_pace.StepsBack);
    }

    [Fact]
    public void Sealing_is_put_off_for_a_minute_and_no_longer()
    {
        for (var passed = Look; passed < SealPace.LongestDelay; passed += Look)
        {
            Append(10_000, Look);
            Assert.True(_pace.StepsBack);
        }
        Append(10_000, Look);
        Assert.Equal((false, Sealer.EventsPerCheckpoint), (_pace.StepsBack, _pace.Most));

        _pace.HasCaughtUp();
        Append(10_000, Look);
        Assert.True(_pace.StepsBack);
    }

    private void Append(long events, TimeSpan time)
    {
        _clock.Advance(time);
        _pace.Saw(_mark += events);
    }
}
