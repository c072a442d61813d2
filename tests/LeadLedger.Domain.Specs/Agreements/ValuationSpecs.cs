using FsCheck.Fluent;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using static LeadLedger.Domain.Specs.Agreements.Enterprise;

namespace LeadLedger.Domain.Specs.Agreements;

public class ValuationSpecs
{
    [Fact]
    public void A_lead_is_worth_close_rate_times_average_sale()
    {
        Assert.Equal(new LeadValue(1_000, "EUR", 0.01m, 100_000, 1), ValueOf("ebook"));
        Assert.Equal(new LeadValue(3_000, "EUR", 0.03m, 100_000, 2), ValueOf("demo"));
    }

    // 001 says "1,000 or 3,000", which would make 3,000,000: the formula is right, the spoken figure isn't.
    [Fact]
    public void A_goal_of_300_000_is_100_demo_requests_or_300_ebooks()
    {
        Assert.Equal(100, 300_000 / ValueOf("demo")!.Amount);
        Assert.Equal(300, 300_000 / ValueOf("ebook")!.Amount);
    }

    [Fact]
    public void A_value_is_exact_and_unrounded()
    {
        var terms = Offer with { Valuation = [new(null, null, null, 0.12345678m, 123_456_789_012.3456m)] };

        Assert.Equal(
            15_241_577_640.603568023168m,
            Valuation.ValueOf(terms, "small", "demo", Bucket.OtherLowFit)!.Amount);
    }

    [Theory]
    [InlineData("enterprise", "demo", Bucket.OtherLowFit, 8)]
    [InlineData("enterprise", "demo", Bucket.OtherHighFit, 7)]
    [InlineData("enterprise", "ebook", Bucket.OtherLowFit, 6)]
    [InlineData("enterprise", "ebook", Bucket.OtherHighFit, 5)]
    [InlineData("small", "demo", Bucket.OtherLowFit, 4)]
    [InlineData("small", "demo", Bucket.OtherHighFit, 3)]
    [InlineData("small", "ebook", Bucket.OtherLowFit, 2)]
    [InlineData("small", "ebook", Bucket.OtherHighFit, 1)]
    public void The_row_specific_in_segment_wins_then_in_action_then_in_bucket(
        string segment,
        string action,
        Bucket bucket,
        int row)
    {
        var terms = Offer with
        {
            Valuation =
            [
                new(null, null, null, 0.1m, 1),
                new(null, null, Bucket.OtherLowFit, 0.2m, 1),
                new(null, "demo", null, 0.3m, 1),
                new(null, "demo", Bucket.OtherLowFit, 0.4m, 1),
                new("enterprise", null, null, 0.5m, 1),
                new("enterprise", null, Bucket.OtherLowFit, 0.6m, 1),
                new("enterprise", "demo", null, 0.7m, 1),
                new("enterprise", "demo", Bucket.OtherLowFit, 0.8m, 1),
            ],
        };

        Assert.Equal(row, Valuation.ValueOf(terms, segment, action, bucket)!.Row);
    }

    [Fact]
    public void A_code_that_no_row_matches_has_no_value() =>
        Assert.Null(Valuation.ValueOf(Offer, "enterprise", "fax", Bucket.OtherLowFit));

    [Fact]
    public void The_pick_is_that_of_a_naive_search_in_whatever_order_the_rows_stand()
    {
        var rows = from segment in Gen.Elements(null, "enterprise", "small")
                   from action in Gen.Elements(null, "demo", "ebook")
                   from bucket in Gen.Elements(null, Bucket.HandRaiserHighFit, (Bucket?)Bucket.OtherLowFit)
                   from percent in Gen.Choose(0, 100)
                   select new ValuationRow(segment, action, bucket, percent / 100m, 1_000);
        var asked = from table in rows.ListOf(12)
                    from segment in Gen.Elements("enterprise", "small")
                    from action in Gen.Elements("demo", "ebook")
                    from bucket in Gen.Elements(Enum.GetValues<Bucket>())
                    select (table, segment, action, bucket);

        Seeded.Holds(asked, lead =>
        {
            var table = lead.table.DistinctBy(row => (row.Segment, row.ConversionAction, row.Bucket)).ToArray();
            var picked = Valuation.ValueOf(Offer with { Valuation = table }, lead.segment, lead.action, lead.bucket);
            return picked?.Row == NaiveRow(table, lead.segment, lead.action, lead.bucket);
        });
    }

    // Asks for each pattern in turn, the most specific first.
    private static int? NaiveRow(ValuationRow[] table, string segment, string action, Bucket bucket)
    {
        foreach (var s in new[] { segment, null })
        {
            foreach (var a in new[] { action, null })
            {
                foreach (var b in new Bucket?[] { bucket, null })
                {
                    var at = Array.FindIndex(table, r => (r.Segment, r.ConversionAction, r.Bucket) == (s, a, b));
                    if (at >= 0)
                        return at + 1;
                }
            }
        }
        return null;
    }

    private static LeadValue? ValueOf(string action) =>
        Valuation.ValueOf(Offer, "enterprise", action, Bucket.HandRaiserHighFit);
}
