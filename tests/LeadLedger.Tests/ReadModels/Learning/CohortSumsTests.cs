using LeadLedger.Server.ReadModels.Cohorts;

namespace LeadLedger.Tests.ReadModels.Learning;

/// <summary>The sums that learning rests on, added up event by event, against a plain sum over all handoffs.</summary>
public sealed class CohortSumsTests
{
    private const string Settled = """
        with h as (
          select *, date_trunc('month', outcome_day)::date as outcome_month,
            outcome = 'returned' and return_cause = 'rejectionUpheld' as taken_back,
            outcome = 'returned' and return_cause <> 'rejectionUpheld' as unresponsive,
            coalesce(opportunity_day, case when outcome = 'won' then local_day end) as opened_day
          from bi_v1.handoff
        )
        """;

    private const string Kinds = Settled + """
        select agreement_id, month, segment, bucket, conversion_action, source, currency, count(*),
          count(*) filter (where outcome = 'open'), count(*) filter (where outcome = 'won'),
          count(*) filter (where outcome = 'lost'), count(*) filter (where unresponsive),
          count(*) filter (where taken_back), count(opened_day),
          count(opened_day) filter (where outcome = 'open'), count(opened_day) filter (where taken_back),
          coalesce(sum(cycle_days) filter (where outcome = 'won'), 0),
          coalesce(sum(cycle_days * cycle_days) filter (where outcome = 'won'), 0),
          trim_scale(sum(close_rate)), trim_scale(coalesce(sum(close_rate) filter (where outcome = 'open'), 0)),
          trim_scale(coalesce(sum(close_rate) filter (where taken_back), 0)),
          trim_scale(sum(lead_value)), trim_scale(coalesce(sum(lead_value) filter (where outcome = 'open'), 0)),
          trim_scale(coalesce(sum(lead_value) filter (where taken_back), 0)),
          trim_scale(coalesce(sum(amount), 0)), trim_scale(coalesce(sum(amount * amount), 0))
        from h group by 1, 2, 3, 4, 5, 6, 7
        """;

    private const string Efforts = Settled + """
        , steps as (
          select h.*, 'attempts' as measure, least(attempts, 10) as step from h
          union all
          select h.*, 'responseWall', case when first_response_at is null then 0
            else 1 + width_bucket(
              first_response_wall_seconds, array[301, 3601, 14401, 86401, 259201, 604801]::bigint[]) end
          from h
          union all
          select h.*, 'responseBusiness', case when first_response_at is null then 0 else 1 + width_bucket(
            first_response_business_seconds, array[301, 3601, 14401, 86401, 259201, 604801]::bigint[]) end
          from h
        )
        select agreement_id, month, segment, currency, measure, step, count(*), count(*) filter (where person_answered),
          count(opened_day), count(*) filter (where outcome = 'open'), count(*) filter (where outcome = 'won'),
          count(*) filter (where outcome = 'lost'), count(*) filter (where unresponsive),
          count(*) filter (where taken_back), trim_scale(coalesce(sum(amount), 0))
        from steps where step is not null group by 1, 2, 3, 4, 5, 6
        """;

    private const string Losses = Settled + """
        select agreement_id, month, segment, bucket, conversion_action, source, currency, loss_reason, count(*),
          count(opened_day), sum(attempts), sum(cycle_days), trim_scale(sum(lead_value)),
          trim_scale(coalesce(sum(opportunity_amount), 0))
        from h where outcome = 'lost' group by 1, 2, 3, 4, 5, 6, 7, 8
        """;

    private const string Sales = Settled + """
        , facts as (
          select agreement_id, date_trunc('month', opened_day)::date as month, coalesce(assignee, '') as person,
            currency, 1 as opened, 0 as ended, 0 as won, 0 as days, 0 as revenue from h where opened_day is not null
          union all
          select agreement_id, outcome_month, coalesce(assignee, ''), currency, 0, 1,
            case when outcome = 'won' then 1 else 0 end,
            case when outcome = 'won' then greatest(0, outcome_day - opened_day) else 0 end,
            coalesce(amount, 0)
          from h where opened_day is not null and outcome_day is not null
        )
        select agreement_id, month, person, currency, sum(opened), sum(ended), sum(won), sum(days),
          trim_scale(sum(revenue)) from facts group by 1, 2, 3, 4
        """;

    [Theory]
    [InlineData(3, 2, 2, "Attempts")]
    [InlineData(2, 3, 2, "ResponseWall")]
    [InlineData(2, 2, 3, "ResponseBusiness")]
    public void One_step_that_changes_moves_a_handoff_between_two_rows_of_its_measure_alone(
        int attempts, int wall, int business, string measure)
    {
        var before = new CohortMark(CohortOutcome.Open, true, 2, 2, 2, 0, 0, null, 0, 0, "", null, null, 0);
        var now = before with { AttemptStep = attempts, WallStep = wall, BusinessStep = business };
        var sums = new EffortSums(new EffortKey(Guid.Empty, new DateOnly(2026, 3, 1), "software", "EUR"));

        sums.Move(before, now, 7);

        Assert.Equal(
            [(measure, 2, -1L), (measure, 3, 1L)],
            sums.Rows.Select(row => (row.Measure.ToString(), row.Step, row.Handoffs)));
        Assert.False(EffortSums.IsAlike(before, now));
    }

    [Theory]
    [InlineData(61, 1)]
    [InlineData(62, 17)]
    [InlineData(63, 500)]
    public async Task Sums_of_cohorts_equal_a_plain_sum_over_the_handoffs(int seed, int pageSize)
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed, 700);
        await database.Project(pageSize);

        await Same(database, Kinds, "learning_cohort", "handoffs > 0");
        await Same(database, Efforts, "cadence_cohort", "handoffs > 0");
        await Same(database, Losses, "loss_cohort", "lost > 0");
        await Same(database, Sales, "sales_month", "opened + ended > 0");
    }

    // The sums are read as who made them: they are in no view as they are.
    private static async Task Same(ReadModelDatabase database, string naive, string table, string where)
    {
        var expected = await database.Query($"select q::text from ({naive}) q order by 1");
        var columns = await Scalar(database, $"""
            select string_agg(column_name, ', ' order by ordinal_position) from information_schema.columns
            where table_schema = 'readmodel_1' and table_name = '{table}' and column_name <> 'position'
            """);
        await using var command = database.Service.CreateCommand(
            $"select q::text from (select {columns} from readmodel_1.{table} where {where}) q order by 1");
        await using var reader = await command.ExecuteReaderAsync();
        var kept = new List<string>();
        while (await reader.ReadAsync())
            kept.Add(reader.GetString(0));
        Assert.NotEmpty(expected);
        Assert.Equal(expected, kept);
    }

    private static async Task<string> Scalar(ReadModelDatabase database, string sql)
    {
        await using var command = database.Service.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
