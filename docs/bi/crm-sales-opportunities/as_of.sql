-- How things stood at the end of each quarter's last day, from the days of the facts alone.
with day as (
  select unnest(array['2017-03-31', '2017-06-30', '2017-09-30', '2017-12-31']::date[]) as day
)
select
  d.day,
  count(*) filter (where h.opportunity_day <= d.day) as opened_to_date,
  count(*) filter (where h.outcome = 'won' and h.outcome_day <= d.day) as won_to_date,
  count(*) filter (where h.outcome = 'lost' and h.outcome_day <= d.day) as lost_to_date,
  count(*) filter (where h.opportunity_day <= d.day and not coalesce(h.outcome_day <= d.day, false)) as open_then,
  round(coalesce(sum(h.amount) filter (where h.outcome = 'won' and h.outcome_day <= d.day), 0), 2)
    as won_value_to_date,
  round(
    count(*) filter (where h.outcome = 'won' and h.outcome_day <= d.day)::numeric
      / nullif(count(*) filter (where h.outcome in ('won', 'lost') and h.outcome_day <= d.day), 0),
    6
  ) as close_rate_decided_then
from day d
cross join bi_v1.fact_handoff h
where h.source = 'crm-export'
group by d.day
order by d.day;
