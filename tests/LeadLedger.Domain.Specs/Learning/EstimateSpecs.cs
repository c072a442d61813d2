using System.Globalization;
using FsCheck.Fluent;
using LeadLedger.Domain.Learning;

namespace LeadLedger.Domain.Specs.Learning;

/// <summary>What was counted or measured, and how sure that is.</summary>
public class EstimateSpecs
{
    // Against the published tables of Wilson's interval: 0 of 10, 5 of 100, 81 of 263 (Newcombe 1998).
    [Theory]
    [InlineData(0, 10, "0", "0", "0.2775")]
    [InlineData(5, 100, "0.05", "0.0215", "0.1118")]
    [InlineData(81, 263, "0.308", "0.2553", "0.3662")]
    [InlineData(15, 148, "0.1014", "0.0624", "0.1605")]
    [InlineData(29, 29, "1", "0.883", "1")]
    public void A_rate_lies_in_Wilsons_interval(long hits, long all, string observed, string low, string high)
    {
        var rate = RateEstimate.Of(hits, all)!;
        Assert.Equal(
            (Of(observed), Of(low), Of(high)),
            (Math.Round(rate.Observed, 4), Math.Round(rate.Low, 4), Math.Round(rate.High, 4)));
    }

    [Fact]
    public void Nothing_counted_says_nothing()
    {
        Assert.Null(RateEstimate.Of(0, 0));
        Assert.Null(AverageEstimate.Of(0, 0, 0));
    }

    [Fact]
    public void One_alone_has_an_average_and_no_interval() =>
        Assert.Equal(new AverageEstimate(100, null, null), AverageEstimate.Of(1, 100, 10_000));

    // By the table of Student's t: 1, 2, 3 → 2 ± 4.303 ÷ √3; 1 … 5 → 3 ± 2.776 × 1.5811 ÷ √5; 1 … 31 → ± 2.042.
    [Theory]
    [InlineData(3, "2", "-", "4.4841")]
    [InlineData(5, "3", "1.0368", "4.9632")]
    [InlineData(31, "16", "12.665", "19.335")]
    public void An_average_lies_in_Students_interval_which_is_never_below_0(
        int upTo, string observed, string low, string high)
    {
        var numbers = Enumerable.Range(1, upTo).ToArray();
        var average = AverageEstimate.Of(upTo, numbers.Sum(), numbers.Sum(it => it * it))!;
        Assert.Equal(
            (Of(observed), low == "-" ? 0 : Of(low), Of(high)),
            (average.Observed, average.Low!.Value, average.High!.Value));
    }

    [Fact]
    public void Amounts_of_many_digits_that_are_alike_have_no_spread() =>
        Assert.Equal(
            new AverageEstimate(333_333.3333m, 333_333.3333m, 333_333.3333m),
            AverageEstimate.Of(3, 999_999.9999m, 3 * 333_333.3333m * 333_333.3333m));

    [Fact]
    public void A_rates_interval_holds_the_rate_stays_within_0_and_1_and_narrows_with_more()
    {
        var counted =
            from all in Gen.Choose(1, 2_000)
            from hits in Gen.Choose(0, all)
            select (hits, all);
        Seeded.Holds(counted, it =>
        {
            var rate = RateEstimate.Of(it.hits, it.all)!;
            var more = RateEstimate.Of(it.hits * 10L, it.all * 10L)!;
            return 0 <= rate.Low && rate.Low <= rate.Observed && rate.Observed <= rate.High && rate.High <= 1
                && more.High - more.Low < rate.High - rate.Low;
        });
    }

    private static decimal Of(string figure) => decimal.Parse(figure, CultureInfo.InvariantCulture);
}
