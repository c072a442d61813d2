namespace LeadLedger.Tests.ReadModels.Star;

/// <summary>Cohorts add up to the facts that they are made of.</summary>
public sealed class CohortViewTests
{
    [Fact]
    public async Task The_funnel_adds_up_to_the_handoffs()
    {
        await using var database = await Lived(95);
        Assert.Equal(["true|0|0"], await Compare(
            database,
            """
            agreement_id, month, segment, bucket, hand_raiser, conversion_action, source, currency, handoffs,
              lead_value, contacted, connected, discovery_held, demo_held, opened, won, lost, returned, open, revenue
            """,
            "bi_v1.funnel_cohort",
            """
            select agreement_id, handoff_month, segment, bucket, hand_raiser, conversion_action, source, currency,
              count(*), sum(lead_value), count(first_response_at), count(*) filter (where connected),
              count(discovery_day), count(demo_day), count(opportunity_day), count(*) filter (where outcome = 'won'),
              count(*) filter (where outcome = 'lost'), count(*) filter (where outcome = 'returned'),
              count(*) filter (where outcome = 'open'), coalesce(sum(amount), 0)
            from bi_v1.fact_handoff group by 1, 2, 3, 4, 5, 6, 7, 8
            """));
    }

    [Fact]
    public async Task A_sources_quality_adds_up_to_its_handoffs_and_rulings()
    {
        await using var database = await Lived(96);
        Assert.Equal(["true|0|0"], await Compare(
            database,
            """
            agreement_id, month, source, handoffs, won, rejected, upheld, revenue, upheld_share,
              root_cause_qualification + root_cause_follow_up + root_cause_messaging + root_cause_data_quality
                + root_cause_criteria_unclear
            """,
            "bi_v1.source_quality",
            """
            select f.agreement_id, f.handoff_month, f.source, count(*), count(*) filter (where f.outcome = 'won'),
              sum(f.rejections), sum(f.upheld), coalesce(sum(f.amount), 0), round(sum(f.upheld)::numeric / count(*), 4),
              (select count(*) from bi_v1.fact_ruling r where r.agreement_id = f.agreement_id
                and r.handoff_month = f.handoff_month and r.source = f.source)
            from bi_v1.fact_handoff f group by 1, 2, 3
            """));
    }

    [Fact]
    public async Task Speed_to_lead_puts_each_handoff_where_its_response_was()
    {
        await using var database = await Lived(97);
        Assert.Equal(["0|0|0|0"], await database.Query("""
            select
              sum(handoffs) - (select count(*) from bi_v1.fact_handoff),
              sum(in_time) - (select count(*) from bi_v1.fact_handoff where first_response_in_time),
              sum(wall_seconds) - (select sum(first_response_wall_seconds) from bi_v1.fact_handoff),
              trim_scale(sum(revenue) - (select sum(amount) from bi_v1.fact_handoff))
            from bi_v1.speed_to_lead
            """));
        string[] bounds = ["0:300", "301:900", "901:3600", "3601:14400", "14401:86400", "86401:259200", "259201:9e9"];
        foreach (var (clock, column) in ((string, string)[])
            [("wall_time", "first_response_wall_seconds"), ("business_time", "first_response_business_seconds")])
        {
            for (var bucket = 0; bucket < bounds.Length; bucket++)
            {
                var bound = bounds[bucket].Split(':');
                Assert.Equal(["0"], await database.Query($"""
                    select coalesce(sum(handoffs), 0) - (
                      select count(*) from bi_v1.fact_handoff where {column} between {bound[0]} and {bound[1]})
                    from bi_v1.speed_to_lead where {clock} like '{bucket + 1}: %'
                    """));
            }
        }
    }

    private static async Task<ReadModelDatabase> Lived(int seed)
    {
        var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed, 900);
        await database.Project(pageSize: 70);
        return database;
    }

    private static Task<List<string>> Compare(
        ReadModelDatabase database, string columns, string view, string expected) => database.Query($"""
        with found as (select {columns} from {view}), wanted as ({expected})
        select (select count(*) > 10 from found),
          (select count(*) from (select * from found except select * from wanted) x),
          (select count(*) from (select * from wanted except select * from found) x)
        """);
}
