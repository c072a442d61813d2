-- The same as as_of.sql, told by the history of each lead: what it was at the end of the day, and what it had been by
-- then.
with day as (
  select day from bi_v1.dim_date where year = 2017 and day = (quarter + interval '3 months')::date - 1
),
reached as (
  select d.day, s.lead_id, bool_or(s.stage = 'opportunity') as opened
  from day d
  join bi_v1.lead_history s on s.from_day <= d.day
  group by d.day, s.lead_id
),
stood as (
  select d.day, s.lead_id, s.handoff, s.place, s.stage
  from day d
  join bi_v1.lead_history s on s.from_day <= d.day and (s.to_day > d.day or s.to_day is null)
)
select
  s.day,
  count(*) filter (where r.opened) as opened_to_date,
  count(*) filter (where s.place = 'won') as won_to_date,
  count(*) filter (where s.place = 'lost') as lost_to_date,
  count(*) filter (where s.stage = 'opportunity') as open_then,
  round(coalesce(sum(o.amount) filter (where s.place = 'won'), 0), 2) as won_value_to_date,
  round(
    count(*) filter (where s.place = 'won')::numeric
      / nullif(count(*) filter (where s.place in ('won', 'lost')), 0),
    6
  ) as close_rate_decided_then
from stood s
join reached r using (day, lead_id)
join bi_v1.fact_handoff h on h.lead_id = s.lead_id and h.handoff = s.handoff
left join bi_v1.fact_outcome o on o.lead_id = s.lead_id and o.handoff = s.handoff
where h.source = 'crm-export'
group by s.day
order by s.day;
