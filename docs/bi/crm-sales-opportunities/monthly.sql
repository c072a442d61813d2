-- By month: opportunities opened, and won and lost with the value won, each by the month of its own day.
with fact as (
  select d.month, 1 as opened, 0 as won, 0 as lost, 0 as won_value
  from bi_v1.fact_handoff h
  join bi_v1.dim_date d on d.day = h.opportunity_day
  where h.source = 'crm-export'
  union all
  select outcome_month, 0, (outcome = 'won')::int, (outcome = 'lost')::int, coalesce(amount, 0)
  from bi_v1.fact_outcome
  where source = 'crm-export' and outcome in ('won', 'lost')
)
select
  to_char(month, 'YYYY-MM') as month,
  sum(opened) as opened,
  sum(won) as won,
  sum(lost) as lost,
  round(sum(won_value), 2) as won_value
from fact
group by month
order by month;
