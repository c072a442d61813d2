using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;

namespace LeadLedger.Domain.Specs.Leads;

/// <summary>Which case comes first: docs/panel.md has the formula.</summary>
public sealed class QueuePrioritySpecs
{
    private static readonly DateTimeOffset Due = new(2026, 3, 7, 9, 0, 0, TimeSpan.Zero);

    private static readonly Terms Terms = Company.Terms with
    {
        Valuation =
        [
            new ValuationRow(null, "demo-request", null, 0.03m, 100_000m),
            new ValuationRow(null, null, null, 0.01m, 100_000m),
        ],
    };

    [Theory]
    [InlineData(Bucket.OtherLowFit, 0, 0)]
    [InlineData(Bucket.OtherHighFit, 3000, 24)]
    [InlineData(Bucket.OtherHighFit, 1000, 8)]
    [InlineData(Bucket.HandRaiserLowFit, 0, 24)]
    [InlineData(Bucket.HandRaiserHighFit, 1500, 36)]
    [InlineData(Bucket.HandRaiserMediumFit, 3000, 48)]
    public void Hand_raisers_and_value_count_as_due_sooner(Bucket bucket, int value, int hoursSooner) =>
        Assert.Equal(Due.AddHours(-hoursSooner), QueuePriority.Of(Terms, bucket, value, Due));

    [Fact]
    public void A_value_above_all_that_the_terms_know_counts_as_the_greatest() =>
        Assert.Equal(Due.AddHours(-24), QueuePriority.Of(Terms, Bucket.OtherLowFit, 9_000, Due));

    [Fact]
    public void Where_the_terms_value_nothing_value_counts_for_nothing()
    {
        var free = Terms with { Valuation = [new ValuationRow(null, null, null, 0, 100_000m)] };
        Assert.Equal(Due, QueuePriority.Of(free, Bucket.OtherLowFit, 0, Due));
        Assert.Equal(Due, QueuePriority.Of(null, Bucket.OtherLowFit, 3_000, Due));
    }

    [Fact]
    public void It_is_as_exact_as_the_database_keeps_it() =>
        Assert.Equal(0, QueuePriority.Of(Terms, Bucket.OtherLowFit, 1.7m, Due).Ticks % TimeSpan.TicksPerMicrosecond);
}
