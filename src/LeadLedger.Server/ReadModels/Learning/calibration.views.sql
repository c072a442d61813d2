-- Each row of the sums counts once at each level, so that a level adds up by itself. A lead whose rejection was upheld is
-- left out: its value was taken back, so that what is left of the credit is what has to come true.
--
-- Close rate: Wilson's score interval at 95 % (Wilson 1927), z = 1.959964:
--   (won + z²/2 ± z·√(won·(n − won)/n + z²/4)) ÷ (n + z²).
-- Average sale: Student's t at 95 % with won − 1 degrees of freedom; quantiles of the first four from the table, beyond them
-- by the expansion in 1/df (Abramowitz and Stegun 26.7.5), which is within 0.02 % there.
create or replace view bi_v1.calibration as
select
  agreement_id, month, level, segment, bucket, conversion_action, source, currency, terms_version, cycle_months,
  cohort_from, cohort_to, handoffs, taken_back, censored, decided, won, lost, unresponsive, still_open, opened,
  trim_scale(round(assumed_close_rate, 8)) as assumed_close_rate,
  trim_scale(round(won / n, 8)) as observed_close_rate,
  trim_scale(round(rate_low, 8)) as close_rate_low,
  trim_scale(round(rate_high, 8)) as close_rate_high,
  case when n is null then null when assumed_close_rate < rate_low then 'tooLow'
    when assumed_close_rate > rate_high then 'tooHigh' else 'agrees' end as close_rate_standing,
  trim_scale(round(assumed_average_sale, 4)) as assumed_average_sale,
  trim_scale(round(average, 4)) as observed_average_sale,
  trim_scale(round(greatest(average - sale_half, 0), 4)) as average_sale_low,
  trim_scale(round(average + sale_half, 4)) as average_sale_high,
  case when sale_half is null then null when assumed_average_sale < average - sale_half then 'tooLow'
    when assumed_average_sale > average + sale_half then 'tooHigh' else 'agrees' end as average_sale_standing,
  trim_scale(round(assumed_value / n, 4)) as assumed_lead_value,
  trim_scale(round(revenue / n, 4)) as observed_lead_value,
  trim_scale(assumed_rates) as expected_won,
  trim_scale(assumed_value) as expected_revenue,
  trim_scale(revenue) as revenue,
  trim_scale(amount_squares) as amount_squares,
  won_cycle_days,
  won_cycle_day_squares,
  position
from (
  select s.*,
    assumed_rates / n as assumed_close_rate,
    assumed_value / nullif(assumed_rates, 0) as assumed_average_sale,
    revenue / nullif(won, 0) as average,
    greatest((won + 1.920729440648 - 1.959964 * sqrt(won * (n - won) / n + 0.960364720324)) / (n + 3.841458881296), 0)
      as rate_low,
    least((won + 1.920729440648 + 1.959964 * sqrt(won * (n - won) / n + 0.960364720324)) / (n + 3.841458881296), 1)
      as rate_high,
    case won when 2 then 12.706205 when 3 then 4.302653 when 4 then 3.182446 when 5 then 2.776445
      else 1.959964 + (2.372271 + (2.822499 + (2.555850 + 1.589534 / free) / free) / free) / free
      end * sqrt(greatest(amount_squares * won - revenue * revenue, 0) / (won * free) / won) as sale_half
  from (
    select g.*, nullif(decided, 0)::numeric as n, case when won > 1 then (won - 1)::numeric end as free
    from (
      select
        l.agreement_id, l.month, v.level, v.segment, v.bucket, v.conversion_action, v.source, c.currency,
        max(l.terms_version) as terms_version, max(l.cycle_months) as cycle_months, max(l.cohort_from) as cohort_from,
        max(l.cohort_to) as cohort_to,
        sum(c.handoffs)::bigint as handoffs,
        sum(c.taken_back)::bigint as taken_back,
        sum(k.censored)::bigint as censored,
        sum(c.handoffs - c.taken_back - k.censored)::bigint as decided,
        sum(c.won)::bigint as won,
        sum(c.lost)::bigint as lost,
        sum(c.unresponsive)::bigint as unresponsive,
        sum(c.open - k.censored)::bigint as still_open,
        sum(c.opened - c.opened_taken_back - case when k.young then c.opened_open else 0 end)::bigint as opened,
        sum(c.close_rates - c.close_rates_taken_back - case when k.young then c.close_rates_open else 0 end)
          as assumed_rates,
        sum(c.lead_value - c.lead_value_taken_back - case when k.young then c.lead_value_open else 0 end)
          as assumed_value,
        sum(c.revenue) as revenue,
        sum(c.amount_squares) as amount_squares,
        sum(c.cycle_days)::bigint as won_cycle_days,
        sum(c.cycle_day_squares)::bigint as won_cycle_day_squares,
        max(c.position) as position
      from bi_v1.look_back l
      join learning_cohort c on c.agreement_id = l.agreement_id and c.month between l.cohort_from and l.cohort_to
        and c.handoffs > 0
      cross join lateral (
        select y.young, case when y.young then c.open else 0 end as censored
        from (select c.month = l.cohort_to or c.month >= l.young_from as young) y
      ) k
      cross join lateral (values
        ('cell', c.segment, c.bucket, c.conversion_action, c.source),
        ('segment', c.segment, null, null, null),
        ('bucket', null, c.bucket, null, null),
        ('conversionAction', null, null, c.conversion_action, null),
        ('source', null, null, null, c.source),
        ('all', null, null, null, null)
      ) v (level, segment, bucket, conversion_action, source)
      group by l.agreement_id, l.month, v.level, v.segment, v.bucket, v.conversion_action, v.source, c.currency
    ) g
  ) s
) f;

comment on view bi_v1.calibration is 'What terms assume of leads against what came of them, over the look-back cohort of each month (bi_v1.look_back): close rate and average sale, with 95 % intervals that say how sure that is. Ask for one level: each counts every lead.';
comment on column bi_v1.calibration.agreement_id is 'The agreement (key, with the seven that follow).';
comment on column bi_v1.calibration.month is 'The month that is planned, as its first day; not that of the handoffs.';
comment on column bi_v1.calibration.level is 'What the row is about: cell (segment, bucket, conversionAction and source together), segment, bucket, conversionAction, source (each alone), or all.';
comment on column bi_v1.calibration.segment is 'Segment (code of the terms). Empty: all.';
comment on column bi_v1.calibration.bucket is 'Cell of the 2 × 3 qualification matrix. Empty: all.';
comment on column bi_v1.calibration.conversion_action is 'What the people did to become leads (code of the terms). Empty: all.';
comment on column bi_v1.calibration.source is 'Where the leads came from (code). Empty: all.';
comment on column bi_v1.calibration.currency is 'ISO 4217 code of all money in the row.';
comment on column bi_v1.calibration.terms_version is 'The newest terms signed for the month.';
comment on column bi_v1.calibration.cycle_months is 'How long a sale takes, in whole months.';
comment on column bi_v1.calibration.cohort_from is 'The cohort''s first month by handoff.';
comment on column bi_v1.calibration.cohort_to is 'Its last month.';
comment on column bi_v1.calibration.handoffs is 'Handoffs of the cohort: decided + censored + taken_back.';
comment on column bi_v1.calibration.taken_back is 'Those whose rejection was upheld: no leads after all, and no credit is left of them; in no rate.';
comment on column bi_v1.calibration.censored is 'Those still open that are of the cohort''s last month, or haven''t had their whole cycle: neither won nor lost; in no rate.';
comment on column bi_v1.calibration.decided is 'What the close rate is a share of: won + lost + unresponsive + still_open.';
comment on column bi_v1.calibration.won is 'Those whose deal was won.';
comment on column bi_v1.calibration.lost is 'Those whose deal was lost.';
comment on column bi_v1.calibration.unresponsive is 'Those that went back to marketing after the whole cadence without a connection.';
comment on column bi_v1.calibration.still_open is 'Those that had their whole cycle and are open yet: not won.';
comment on column bi_v1.calibration.opened is 'Decided ones that became an opportunity, deals won without a word of one too.';
comment on column bi_v1.calibration.assumed_close_rate is 'Average close rate (0 to 1) at which the decided ones were valued when they were handed off.';
comment on column bi_v1.calibration.observed_close_rate is 'won ÷ decided, 0 to 1.';
comment on column bi_v1.calibration.close_rate_low is 'Lower end of its 95 % interval (Wilson''s score), 0 to 1: wide with few leads.';
comment on column bi_v1.calibration.close_rate_high is 'Upper end.';
comment on column bi_v1.calibration.close_rate_standing is 'What was assumed is tooLow (below the interval: such leads are under-valued), tooHigh, or agrees. Empty: nothing is decided.';
comment on column bi_v1.calibration.assumed_average_sale is 'Average sale at which they were valued, weighted by the close rates: expected_revenue ÷ expected_won, in currency.';
comment on column bi_v1.calibration.observed_average_sale is 'revenue ÷ won, in currency. Empty: none was won.';
comment on column bi_v1.calibration.average_sale_low is 'Lower end of its 95 % interval (Student''s t), never below 0. Empty: fewer than two were won.';
comment on column bi_v1.calibration.average_sale_high is 'Upper end.';
comment on column bi_v1.calibration.average_sale_standing is 'What was assumed is tooLow, tooHigh, or agrees. Empty: fewer than two were won.';
comment on column bi_v1.calibration.assumed_lead_value is 'expected_revenue ÷ decided, in currency.';
comment on column bi_v1.calibration.observed_lead_value is 'revenue ÷ decided, in currency.';
comment on column bi_v1.calibration.expected_won is 'Sum of the decided ones'' assumed close rates: deals that the terms expected.';
comment on column bi_v1.calibration.expected_revenue is 'Sum of their lead values, in currency.';
comment on column bi_v1.calibration.revenue is 'What the deals won brought, in currency.';
comment on column bi_v1.calibration.amount_squares is 'Sum of the squared amounts of deals won: to put rows together and reckon an interval anew.';
comment on column bi_v1.calibration.won_cycle_days is 'Local days from handoff to deal won, summed over the deals won.';
comment on column bi_v1.calibration.won_cycle_day_squares is 'Sum of their squares.';
comment on column bi_v1.calibration.position is 'Position in the ledger of the last event in the sums.';
