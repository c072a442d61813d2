-- The value won, day by day, against last month's total as the goal: along the calendar's line and the weekdays'. The
-- ledger's own pacing curve is about lead value handed off (bi_v1.pacing_curve); this is the same idea for revenue.
with month as (
  select unnest(array['2017-06-01', '2017-12-01']::date[]) as month
),
won as (
  select outcome_day as day, sum(amount) as value
  from bi_v1.fact_outcome
  where source = 'crm-export' and outcome = 'won'
  group by outcome_day
),
goal as (
  select
    m.month,
    (m.month - interval '1 month')::date as month_before,
    sum(w.value) as target
  from month m
  join won w on date_trunc('month', w.day) = m.month - interval '1 month'
  group by m.month
),
day as (
  select
    g.month, g.month_before, g.target, d.day, d.day_of_month as number, (not d.weekend)::int as is_weekday,
    coalesce(w.value, 0) as value
  from goal g
  join bi_v1.dim_date d on d.month = g.month
  left join won w on w.day = d.day
),
curve as (
  select
    month, month_before, target, number,
    count(*) over whole as days_in_month,
    sum(is_weekday) over whole as weekdays_in_month,
    sum(value) over whole as month_total,
    sum(value) over so_far as actual,
    sum(is_weekday) over so_far as weekdays_so_far
  from day
  window whole as (partition by month), so_far as (partition by month order by number)
)
select
  to_char(month, 'YYYY-MM') as month,
  days_in_month,
  weekdays_in_month,
  to_char(month_before, 'YYYY-MM') as target_is_total_of,
  round(target, 2) as target,
  round(month_total, 2) as month_total,
  round(month_total / target, 6) as attainment,
  count(*) filter (where actual * days_in_month < target * number) over (partition by month)
    as days_behind_calendar_line,
  number as day,
  round(actual, 2) as actual,
  round(target * number / days_in_month, 2) as line_calendar,
  round(target * weekdays_so_far / weekdays_in_month, 2) as line_weekdays,
  round(actual - target * number / days_in_month, 2) as gap_to_calendar_line,
  round(actual / month_total, 6) as share_of_own_month
from curve
order by month, number;
