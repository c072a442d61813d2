using FsCheck.Fluent;
using LeadLedger.Domain.Calculators;

namespace LeadLedger.Domain.Specs.Calculators;

public class LookBackSpecs
{
    // 004: February 2014 with a cycle of 6 months.
    [Fact]
    public void February_2014_looks_back_to_February_to_August_2013() =>
        Assert.Equal(new Cohort(new(2013, 2), new(2013, 8)), new LookBack(new(2014, 2), 6).Reckon().Result);

    [Fact]
    public void A_cycle_of_a_month_looks_back_over_the_turn_of_the_year() =>
        Assert.Equal(new Cohort(new(2025, 11), new(2025, 12)), new LookBack(new(2026, 1), 1).Reckon().Result);

    [Fact]
    public void The_cohort_is_a_cycle_long_and_ends_a_cycle_before()
    {
        var inputs = from year in Gen.Choose(1900, 2100)
                     from number in Gen.Choose(1, 12)
                     from cycle in Gen.Choose(1, LookBack.MostCycleMonths)
                     select new LookBack(new Month(year, number), cycle);

        Seeded.Holds(inputs, input =>
        {
            var (from, to) = input.Reckon().Result;
            return from.AddMonths(input.CycleMonths) == to && to.AddMonths(input.CycleMonths) == input.Month;
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(601)]
    public void A_cycle_is_1_to_600_months(int cycle) =>
        new LookBack(new(2026, 3), cycle).Reckon().ThenFlawed("cycleMonths number");

    [Fact]
    public void There_is_nothing_before_the_calendar_begins()
    {
        new LookBack(new(2, 1), 7).Reckon().ThenFlawed("cycleMonths before-the-calendar");
        Assert.Equal(new Cohort(new(1, 1), new(1, 7)), new LookBack(new(2, 1), 6).Reckon().Result);
    }
}
