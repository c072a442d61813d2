using LeadLedger.Server.ReadModels.Building;

namespace LeadLedger.Tests.ReadModels;

/// <summary>A rebuild rests where others suffer by it, and ends all the same.</summary>
public sealed class RestShareTests
{
    [Fact]
    public void Where_nobody_suffers_it_does_not_rest()
    {
        var share = new RestShare(least: 0);
        share.Saw(atRest: 10, atWork: 14);
        Assert.Equal(0, share.Now);
    }

    [Fact]
    public void What_nobody_notices_is_no_suffering()
    {
        var share = new RestShare(least: 0);
        share.Saw(atRest: 0.5, atWork: 2.9);
        Assert.Equal(0, share.Now);
    }

    [Fact]
    public void The_longer_they_suffer_the_longer_it_rests_and_never_more_than_four_fifths_of_the_time()
    {
        var share = new RestShare(least: 0);
        var rests = new List<double>();
        for (var time = 0; time < 8; time++)
        {
            share.Saw(atRest: 4, atWork: 9);
            rests.Add(share.Now);
        }
        Assert.Equal([0.25, 0.5, 1, 2, 4, 4, 4, 4], rests);
    }

    [Fact]
    public void When_they_suffer_no_longer_it_rests_less_and_then_not_at_all()
    {
        var share = new RestShare(least: 0);
        for (var time = 0; time < 3; time++)
            share.Saw(atRest: 4, atWork: 9);
        var rests = new List<double>();
        for (var time = 0; time < 4; time++)
        {
            share.Saw(atRest: 4, atWork: 4);
            rests.Add(share.Now);
        }
        Assert.Equal([0.5, 0.25, 0, 0], rests);
    }

    [Fact]
    public void What_is_not_urgent_rests_in_any_case()
    {
        var share = new RestShare(least: 3);
        share.Saw(atRest: 4, atWork: 4);
        Assert.Equal(3, share.Now);
        share.Saw(atRest: 4, atWork: 40);
        Assert.Equal(4, share.Now);
        share.SawNobody();
        Assert.Equal(3, share.Now);
    }
}
