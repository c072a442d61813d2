-- What became of the opportunities: overall, and by region, manager, product, sector and sales agent. The role
-- leadledger_bi_people is shown the agents' names.
--
-- Lead value here is close rate × average won deal, as measured afterwards (not the value that the terms gave each lead).
-- Velocity a day is opportunities × win rate × average deal / mean cycle of won deals: over those decided (history) and
-- over those still open. The parts' velocities don't add up to the whole's, because each divides by its own cycle.
with opportunity as (
  select
    p.office as region,
    a.sales_team as manager,
    h.segment as product,
    h.qualification ->> 'sector' as sector,
    n.display_name as agent,
    h.outcome,
    h.amount,
    h.outcome_day - h.handoff_day as cycle_days
  from bi_v1.fact_handoff h
  join bi_v1.dim_agreement a using (agreement_id)
  join bi_v1.dim_person p on p.subject = h.assignee
  join bi_v1.person n on n.subject = p.subject
  where h.source = 'crm-export'
),
summed as (
  select
    case
      when grouping(region) = 0 then 'region'
      when grouping(manager) = 0 then 'manager'
      when grouping(product) = 0 then 'product'
      when grouping(sector) = 0 then 'sector'
      when grouping(agent) = 0 then 'agent'
      else 'overall'
    end as dimension,
    coalesce(region, manager, product, sector, agent, '') as member,
    count(*)::numeric as opportunities,
    count(*) filter (where outcome = 'won')::numeric as won,
    count(*) filter (where outcome = 'lost')::numeric as lost,
    coalesce(sum(amount) filter (where outcome = 'won'), 0) as won_value,
    sum(cycle_days) filter (where outcome = 'won') as won_days,
    sum(cycle_days) filter (where outcome in ('won', 'lost')) as decided_days,
    percentile_cont(0.5) within group (order by cycle_days) filter (where outcome = 'won') as won_median_days
  from opportunity
  group by grouping sets ((), (region), (manager), (product), (sector), (agent))
)
select
  dimension,
  member,
  opportunities::bigint,
  won::bigint,
  lost::bigint,
  (opportunities - won - lost)::bigint as open,
  round(won_value, 2) as won_value,
  round(won_value / nullif(won, 0), 2) as avg_deal,
  round(won / nullif(won + lost, 0), 6) as close_rate_decided,
  round(won / opportunities, 6) as close_rate_all,
  -- won / decided × won value / won: the number won cancels out, so nothing is divided twice.
  round(won_value / nullif(won + lost, 0), 2) as lead_value_decided,
  round(case when won > 0 then won_value / opportunities end, 2) as lead_value_all,
  round(won_days / nullif(won, 0), 6) as cycle_days_won_mean,
  round(won_median_days::numeric, 6) as cycle_days_won_median,
  round(decided_days / nullif(won + lost, 0), 6) as cycle_days_decided_mean,
  round(won_value * won / nullif(won_days, 0), 2) as velocity_per_day_history,
  round(
    (opportunities - won - lost) * won_value * won / nullif((won + lost) * won_days, 0), 2
  ) as velocity_per_day_open_pipeline
from summed
order by dimension, member;
