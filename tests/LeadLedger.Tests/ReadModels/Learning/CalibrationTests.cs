namespace LeadLedger.Tests.ReadModels.Learning;

/// <summary>What terms assume of leads against what came of them, with figures reckoned by hand.</summary>
public sealed class CalibrationTests
{
    private const string Counts = """
        select handoffs, taken_back, censored, decided, won, lost, unresponsive, still_open
        from bi_v1.calibration where level = 'all' and month = date '2020-05-01'
        """;

    // By hand (Wilson): p = 5/100, centre (5 + 1.9207) / 103.8415, half 1.96 × √(5 × 95 / 100 + 0.9604) / 103.8415.
    [Fact]
    public async Task Five_of_a_hundred_won_say_that_the_close_rate_is_between_2_and_11_percent()
    {
        await using var database = await ReadModelDatabase.Make();
        var company = new LearnedCompany(database);
        await company.Sign();
        await company.HandOff(95, "2020-02-03", (lead, at) => LearnedCompany.Lost(lead, at));
        foreach (var amount in new[] { 90_000m, 100_000m, 110_000m, 80_000m, 120_000m })
            await company.HandOff(1, "2020-01-07", (lead, at) => LearnedCompany.Won(lead, at, amount));
        await database.Project(13);

        Assert.Equal(["100|0|0|100|5|95|0|0"], await database.Query(Counts));
        Assert.Equal(
            ["0.03|0.05|0.02154368|0.11175047|agrees"],
            await database.Query(Rates("all")));
        // The standard deviation is √250,000,000 = 15,811.39, a fifth's root of it 7,071.07, and t(4) 2.776445.
        Assert.Equal(
            ["100000|100000|80367.5691|119632.4309|agrees|3000|5000|3|300000|500000"],
            await database.Query("""
                select assumed_average_sale, observed_average_sale, average_sale_low, average_sale_high,
                  average_sale_standing, assumed_lead_value, observed_lead_value, expected_won, expected_revenue,
                  revenue
                from bi_v1.calibration where level = 'all' and month = date '2020-05-01'
                """));
    }

    [Fact]
    public async Task The_cohort_reaches_from_two_cycles_before_the_month_to_one_before_it()
    {
        await using var database = await ReadModelDatabase.Make();
        var company = new LearnedCompany(database);
        await company.Sign();
        foreach (var day in new[] { "2019-12-31", "2020-01-01", "2020-02-15", "2020-03-31", "2020-04-01" })
            await company.HandOff(1, day, (lead, at) => LearnedCompany.Lost(lead, at));
        await database.Project();

        Assert.Equal(
            ["2020-05-01|1|2|terms|2020-01-01|2020-03-01"],
            await database.Query("""
                select month, terms_version, cycle_months, cycle_from, cohort_from, cohort_to from bi_v1.look_back
                where month = date '2020-05-01'
                """));
        Assert.Equal(["3|0|0|3|0|3|0|0"], await database.Query(Counts));
        Assert.Equal(
            ["2020-02-01|1", "2020-03-01|2", "2020-04-01|3", "2020-05-01|3", "2020-06-01|3", "2020-07-01|2",
                "2020-08-01|1"],
            await database.Query("""
                select month, handoffs from bi_v1.calibration where level = 'all' order by month
                """));
    }

    [Fact]
    public async Task Open_leads_of_the_last_month_are_censored_and_older_ones_werent_won()
    {
        await using var database = await ReadModelDatabase.Make();
        var company = new LearnedCompany(database);
        await company.Sign();
        await company.HandOff(1, "2020-01-10");
        await company.HandOff(2, "2020-03-10");
        await company.HandOff(1, "2020-03-11", (lead, at) => LearnedCompany.Won(lead, at, 50_000));
        await company.HandOff(3, "2020-03-12", LearnedCompany.GivenUp);
        await database.Project();

        Assert.Equal(["7|0|2|5|1|0|3|1"], await database.Query(Counts));
        // A month later they had their whole cycle, and April's is the one that hadn't.
        await company.HandOff(1, "2020-04-10");
        await database.Project();
        Assert.Equal(
            ["7|1|6|1|2"],
            await database.Query("""
                select handoffs, censored, decided, won, still_open from bi_v1.calibration
                where level = 'all' and month = date '2020-06-01'
                """));
    }

    [Fact]
    public async Task Leads_that_havent_had_their_whole_cycle_yet_are_censored_in_every_month_of_the_cohort()
    {
        await using var database = await ReadModelDatabase.Make();
        var company = new LearnedCompany(database);
        await company.Sign();
        // Whoever runs this before 2190: the newest handoff says what month it is.
        foreach (var day in new[] { "2190-01-10", "2190-02-10", "2190-03-10", "2190-04-10" })
            await company.HandOff(1, day);
        await database.Project();

        Assert.Equal(
            ["2190-03-01|1|1", "2190-04-01|2|1", "2190-05-01|3|1", "2190-06-01|3|2"],
            await database.Query("""
                select month, handoffs, censored from bi_v1.calibration where level = 'all' order by month
                """));
    }

    [Fact]
    public async Task Leads_that_were_none_count_in_no_rate_for_their_value_was_taken_back()
    {
        await using var database = await ReadModelDatabase.Make();
        var company = new LearnedCompany(database);
        await company.Sign();
        await company.HandOff(4, "2020-02-10", LearnedCompany.TakenBack);
        await company.HandOff(1, "2020-02-10", (lead, at) => LearnedCompany.Won(lead, at, 50_000));
        await database.Project(3);

        Assert.Equal(["5|4|0|1|1|0|0|0"], await database.Query(Counts));
        Assert.Equal(
            ["0.03|3000|50000"],
            await database.Query("""
                select expected_won, expected_revenue, observed_lead_value from bi_v1.calibration
                where level = 'all' and month = date '2020-05-01'
                """));
    }

    [Fact]
    public async Task Every_level_adds_up_to_all_and_says_which_kinds_are_valued_wrongly()
    {
        await using var database = await ReadModelDatabase.Make();
        var company = new LearnedCompany(database);
        await company.Sign();
        await company.HandOff(30, "2020-02-10", (lead, at) => LearnedCompany.Won(lead, at, 50_000));
        await company.HandOff(
            300, "2020-02-11", (lead, at) => LearnedCompany.Lost(lead, at), segment: "smallBusiness", source: "fair");
        await company.HandOff(20, "2020-02-12", (lead, at) => LearnedCompany.Lost(lead, at), action: "ebook");
        await database.Project();

        Assert.Equal(
            [
                "all|1|350|30", "bucket|1|350|30", "cell|3|350|30", "conversionAction|2|350|30", "segment|2|350|30",
                "source|2|350|30",
            ],
            await database.Query("""
                select level, count(*), sum(decided), sum(won) from bi_v1.calibration where month = date '2020-05-01'
                group by level order by level
                """));
        Assert.Equal(
            ["enterprise|tooLow|tooHigh", "smallBusiness|tooHigh|"],
            await database.Query("""
                select segment, close_rate_standing, average_sale_standing from bi_v1.calibration
                where level = 'segment' and month = date '2020-05-01' order by 1
                """));
    }

    [Fact]
    public async Task Without_a_word_in_the_terms_the_cycle_is_what_deals_have_taken()
    {
        await using var database = await ReadModelDatabase.Make();
        var company = new LearnedCompany(database);
        var terms = LearnedCompany.Terms with { SalesCycleMonths = null };
        await company.Sign(terms);
        await company.HandOff(2, "2020-01-10", (lead, at) => LearnedCompany.Lost(lead, at), terms: terms);
        await database.Project();
        Assert.Empty(await database.Query("select * from bi_v1.look_back"));

        await company.HandOff(1, "2020-01-10", (lead, at) => LearnedCompany.Won(lead, at, 1, days: 62), terms: terms);
        await database.Project();
        Assert.Equal(
            ["2020-04-01|3|deals|2019-10-01|2020-01-01", "2020-07-01|3|deals|2020-01-01|2020-04-01"],
            await database.Query("""
                select month, cycle_months, cycle_from, cohort_from, cohort_to from bi_v1.look_back
                where month in ('2020-04-01', (select max(month) from bi_v1.look_back)) order by 1
                """));
    }

    private static string Rates(string level) => $"""
        select assumed_close_rate, observed_close_rate, close_rate_low, close_rate_high, close_rate_standing
        from bi_v1.calibration where level = '{level}' and month = date '2020-05-01'
        """;
}
