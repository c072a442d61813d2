using LeadLedger.Domain.Calculators;

namespace LeadLedger.Domain.Specs.Calculators;

public class ExpectedLeadValueSpecs
{
    [Fact]
    public void An_ebook_is_worth_1_000_and_a_demo_request_3_000()
    {
        Assert.Equal(1_000, new ExpectedLeadValue(0.01m, 100_000).Reckon().Result);
        Assert.Equal(3_000, new ExpectedLeadValue(0.03m, 100_000).Reckon().Result);
    }

    // 001 says "1,000 or 3,000", which would make 3,000,000.
    [Fact]
    public void A_goal_of_300_000_is_100_demo_requests_or_300_ebooks()
    {
        var (ebook, demo) = (Value(0.01m), Value(0.03m));
        Assert.Equal((300_000m, 300_000m), (100 * demo, 300 * ebook));
        Assert.Equal((3_000_000m, 3_000_000m), (1_000 * demo, 3_000 * ebook));

        static decimal Value(decimal closeRate) => new ExpectedLeadValue(closeRate, 100_000).Reckon().Result;
    }

    [Fact]
    public void A_value_is_exact_to_its_last_decimal()
    {
        Assert.Equal(
            15_241_577_640.603568023168m, new ExpectedLeadValue(0.12345678m, 123_456_789_012.3456m).Reckon().Result);
        Assert.Equal(0.000000000001m, new ExpectedLeadValue(0.00000001m, 0.0001m).Reckon().Result);
        Assert.Equal(1_000_000_000_000, new ExpectedLeadValue(1, 1_000_000_000_000).Reckon().Result);
        Assert.Equal(0, new ExpectedLeadValue(0, 100_000).Reckon().Result);
    }

    [Fact]
    public void Inputs_that_make_no_sense_are_refused()
    {
        new ExpectedLeadValue(1.00000001m, -0.0001m).Reckon()
            .ThenFlawed("closeRate rate-out-of-range", "averageSale negative");
        new ExpectedLeadValue(0.000000001m, 0.00001m).Reckon()
            .ThenFlawed("closeRate too-many-decimals", "averageSale too-many-decimals");
    }
}
