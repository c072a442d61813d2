-- The monthly SLA report: what marketing, sales and the panel promised each other for a month, and what they kept.
--
--   ./ledger psql -v agreement=AGREEMENT_ID -v month=2027-01-01 -f docs/bi/monthly-sla-report.sql
--
-- Eight tables, each a statement; docs/bi/monthly-sla-report.md explains them. All of them come from one cut of the
-- ledger, which is why they stand in one transaction. Money is rounded here, to cents, and never before.
begin isolation level repeatable read read only;

-- 1. What the report is about, and how fresh it is.
select
  a.name,
  a.sales_team,
  d.month_label as month,
  a.currency,
  a.time_zone,
  t.version as terms_version,
  m.closed_at,
  m.scorecard_issued_at,
  f.position
from bi_v1.dim_agreement a
join bi_v1.dim_date d on d.day = :'month'
cross join bi_v1.freshness f
left join bi_v1.dim_terms t on t.agreement_id = a.agreement_id
  and t.valid_from <= d.day and (t.valid_to > d.day or t.valid_to is null)
left join bi_v1.agreement_month m on m.agreement_id = a.agreement_id and m.month = d.day
where a.agreement_id = :'agreement';

-- 2. Marketing's promise. "issued" is the scorecard as both sides have it since the month was closed. "booked" is the
-- same reckoned from the facts: what comes late is booked later, so it stays. "restated" goes by the day of the
-- handoff, whenever it came to be known.
with promised as (
  select t.goal_kind, t.goal, t.backfilled, t.curve_shape, t.carry_over_share, a.time_zone,
    (v.terms -> 'compensation' ->> 'mostShareOfGoal')::numeric as carry_over_most,
    case when b.goal_kind = t.goal_kind then b.carried_out else 0 end as carried_in,
    coalesce(b.missed_running, 0) as missed_before
  from bi_v1.dim_terms t
  join bi_v1.dim_agreement a using (agreement_id)
  join bi_v1.terms v using (agreement_id, version)
  left join bi_v1.agreement_month b on b.agreement_id = t.agreement_id
    and b.month = :'month'::date - interval '1 month'
  where t.agreement_id = :'agreement' and t.goal is not null
    and t.valid_from <= :'month' and (t.valid_to > :'month' or t.valid_to is null)
),
-- The month's days that have ended, and how much was known at the end of each: that never changes afterwards.
known as (
  select known_day as day, sum(net_count) as net_count, sum(net_amount) as net_amount
  from bi_v1.fact_pacing_day
  where agreement_id = :'agreement' and booked_month = :'month'
  group by known_day
),
at_days_end as (
  select c.day, c.band_low, c.band_high,
    sum(case c.goal_kind when 'count' then k.net_count else k.net_amount end) over (order by c.day) as net
  from bi_v1.pacing_curve c
  left join known k using (day)
  where c.agreement_id = :'agreement' and c.month = :'month' and c.planned is not null
),
-- No day is judged before the first terms were in force, and none that hasn't ended.
judged as (
  select count(*) filter (where coalesce(e.net, 0) not between e.band_low and e.band_high) as out_of_band
  from at_days_end e
  where e.day >= (
      select min((in_force_from at time zone time_zone)::date) from bi_v1.dim_terms
      where agreement_id = :'agreement' and not backfilled)
    and e.day < (
      select (greatest(now(), f.event_time, m.closed_at) at time zone p.time_zone)::date
      from promised p
      cross join bi_v1.freshness f
      left join bi_v1.agreement_month m on m.agreement_id = :'agreement' and m.month = :'month')
),
delivered as (
  select 'booked' as basis, coalesce(sum(credit_count), 0) as gross_count,
    coalesce(sum(credit_amount), 0) as gross_value, coalesce(sum(net_count), 0) as net_count,
    coalesce(sum(net_amount), 0) as net_value
  from bi_v1.fact_pacing_day
  where agreement_id = :'agreement' and booked_month = :'month'
  union all
  select 'restated', coalesce(sum(credit_count), 0), coalesce(sum(credit_amount), 0), coalesce(sum(net_count), 0),
    coalesce(sum(net_amount), 0)
  from bi_v1.fact_pacing_day
  where agreement_id = :'agreement' and handoff_month = :'month'
),
reckoned as (
  select d.basis, p.goal_kind, p.goal, p.carried_in,
    case p.goal_kind when 'count' then d.gross_count else d.gross_value end as gross,
    case p.goal_kind when 'count' then d.net_count else d.net_value end as net,
    p.carry_over_share, p.carry_over_most, p.missed_before,
    case when p.curve_shape is not null and not p.backfilled then j.out_of_band end as days_out_of_band
  from delivered d
  cross join promised p
  cross join judged j
),
owed as (
  select *, greatest(goal + carried_in - net, 0) as shortfall from reckoned
),
score as (
  select basis, goal_kind, goal, carried_in, gross, net, shortfall,
    coalesce(least(shortfall * carry_over_share, carry_over_most * goal), 0) as carried_out,
    days_out_of_band,
    case when net < goal then missed_before + 1 else 0 end as missed_running
  from owed
  union all
  select 'issued', goal_kind, goal, carried_in, gross, net, shortfall, carried_out, days_out_of_band, missed_running
  from bi_v1.agreement_month
  where agreement_id = :'agreement' and month = :'month' and goal_kind is not null
)
select
  basis,
  goal_kind,
  round(goal, 2) as goal,
  round(carried_in, 2) as carried_in,
  round(goal + carried_in, 2) as due,
  round(gross, 2) as gross,
  round(net, 2) as net,
  net >= goal as goal_reached,
  round(shortfall, 2) as shortfall,
  round(carried_out, 2) as carried_out,
  days_out_of_band,
  missed_running
from score
order by basis;

-- 3. What sales and the panel owe: a cohort, those promises whose clocks started in the month by a handoff, a ruling
-- that sent a lead back, or a rejection. In all, by week (days 1 to 7, 8 to 14, 15 to 21, and the rest), and by person.
-- Imported history was watched by nobody, so nobody is held to it.
with promise as (
  select p.promise, p.person, p.state, h.handoff_day as day
  from bi_v1.fact_handoff h
  cross join lateral (values
    ('firstResponse', h.first_response_person, h.first_response_state),
    ('cadence', h.cadence_person, h.cadence_state)) p (promise, person, state)
  where h.agreement_id = :'agreement' and h.handoff_month = :'month' and not h.imported
  union all
  select p.promise, p.person, p.state, r.ruling_day
  from bi_v1.fact_ruling r
  cross join lateral (values
    ('firstResponse', r.response_person, r.response_state),
    ('cadence', r.cadence_person, r.cadence_state)) p (promise, person, state)
  where r.agreement_id = :'agreement' and not r.imported
    and r.ruling_day >= :'month' and r.ruling_day < :'month'::date + interval '1 month'
  union all
  select 'ruling', null, r.ruling_state, r.rejection_day
  from bi_v1.fact_rejection r
  where r.agreement_id = :'agreement' and not r.imported
    and r.rejection_day >= :'month' and r.rejection_day < :'month'::date + interval '1 month'
),
numbered as (
  select *, least((extract(day from day)::int - 1) / 7, 3) + 1 as week from promise where state is not null
)
select
  case when grouping(week) = 0 then 'week' when grouping(person) = 0 then 'person' else 'month' end as per,
  promise,
  week,
  person,
  count(*) as promised,
  count(*) filter (where state = 'kept') as kept,
  count(*) filter (where state = 'missed') as missed,
  count(*) filter (where state = 'lapsed') as lapsed,
  count(*) filter (where state = 'open') as open,
  round(
    count(*) filter (where state = 'kept')::numeric / nullif(count(*) filter (where state in ('kept', 'missed')), 0), 4
  ) as kept_share
from numbered
group by grouping sets ((promise), (promise, week), (promise, person))
having grouping(person) = 1 or promise <> 'ruling'
order by per, week, person nulls last, promise;

-- 4. Marketing's line week by week, by the day of the booking, beside the leads that sales can receive.
with line as (
  select c.*, least((extract(day from c.day)::int - 1) / 7, 3) + 1 as week
  from bi_v1.pacing_curve c
  where c.agreement_id = :'agreement' and c.month = :'month'
),
-- What a team declared last stands in place of what it said before; all of it in place of what the terms say.
capacity as (
  select coalesce(
    (select sum(leads) from bi_v1.sales_capacity where agreement_id = :'agreement' and month = :'month' and current),
    t.capacity_reps * t.capacity_leads_per_rep) as leads
  from bi_v1.dim_terms t
  where t.agreement_id = :'agreement' and t.valid_from <= :'month' and (t.valid_to > :'month' or t.valid_to is null)
),
-- It is spread over the business days; over all days where no hours are agreed.
calendar as (
  select least((extract(day from day)::int - 1) / 7, 3) + 1 as week,
    count(*) filter (where is_business_day) as open_days,
    count(*) as days,
    sum(count(*) filter (where is_business_day)) over () as all_open_days,
    sum(count(*)) over () as all_days
  from bi_v1.dim_calendar_day
  where agreement_id = :'agreement' and month = :'month' and in_force
  group by 1
),
delivered as (
  select week, min(day) as from_day, max(day) as to_day, max(goal_kind) as goal_kind, sum(planned) as planned,
    sum(gross_count_booked) as handed_off, sum(net_count_booked) as net_count, sum(net_value_booked) as net_value
  from line
  group by week
),
week as (
  select *, case goal_kind when 'count' then net_count else net_value end as net from delivered
)
select
  w.week,
  w.from_day,
  w.to_day,
  round(w.planned, 2) as planned,
  round(w.net, 2) as delivered,
  round(w.net - w.planned, 2) as variance,
  round(sum(w.net) over so_far, 2) as delivered_cumulative,
  round(sum(w.net - w.planned) over so_far, 2) as variance_cumulative,
  w.handed_off,
  round(
    case when c.all_open_days > 0 then k.leads * c.open_days / c.all_open_days else k.leads * c.days / c.all_days end, 4
  ) as capacity
from week w
left join calendar c using (week)
left join capacity k on true
window so_far as (order by w.week)
order by w.week;

-- 5. The pacing curve day by day: what was planned, what is booked, what it would be by the day of the handoff.
select
  c.day,
  round(c.planned_cumulative, 2) as planned_cumulative,
  round(c.band_low, 2) as band_low,
  round(c.band_high, 2) as band_high,
  c.gross_count_booked,
  round(c.gross_value_booked, 2) as gross_value_booked,
  c.net_count_booked,
  round(c.net_value_booked, 2) as net_value_booked,
  c.net_count_restated,
  round(c.net_value_restated, 2) as net_value_restated,
  round(c.actual_net, 2) as actual_net,
  round(c.variance_net, 2) as variance_net,
  c.in_band_net
from bi_v1.pacing_curve c
where c.agreement_id = :'agreement' and c.month = :'month'
order by c.day;

-- 6. Totals: the credit that is booked in the month, and what became of the leads handed off in it.
with credit as (
  select
    coalesce(sum(credit_count) filter (where booked_month = :'month'), 0) as gross_count_booked,
    coalesce(sum(credit_count) filter (where handoff_month = :'month'), 0) as gross_count_restated,
    coalesce(sum(net_count) filter (where booked_month = :'month'), 0) as net_count_booked,
    coalesce(sum(net_count) filter (where handoff_month = :'month'), 0) as net_count_restated,
    coalesce(sum(credit_amount) filter (where booked_month = :'month'), 0) as gross_value_booked,
    coalesce(sum(credit_amount) filter (where handoff_month = :'month'), 0) as gross_value_restated,
    coalesce(sum(net_amount) filter (where booked_month = :'month'), 0) as net_value_booked,
    coalesce(sum(net_amount) filter (where handoff_month = :'month'), 0) as net_value_restated
  from bi_v1.fact_pacing_day
  where agreement_id = :'agreement' and (booked_month = :'month' or handoff_month = :'month')
),
cohort as (
  select
    count(*) as handoffs,
    count(*) filter (where first_response_in_time) as contacted_in_time,
    count(*) filter (where not first_response_in_time) as contacted_late,
    count(first_response_at) as contacted,
    coalesce(sum(rejections), 0) as rejected,
    coalesce(sum(upheld), 0) as upheld,
    coalesce(sum(overturned), 0) as overturned,
    coalesce(sum(withdrawn), 0) as withdrawn,
    coalesce(sum(under_review), 0) as under_review,
    count(opportunity_day) as opened,
    count(*) filter (where outcome = 'won') as won,
    count(*) filter (where outcome = 'lost') as lost,
    count(*) filter (where outcome = 'returned') as returned,
    count(*) filter (where outcome = 'open') as open,
    coalesce(sum(amount), 0) as revenue
  from bi_v1.fact_handoff
  where agreement_id = :'agreement' and handoff_month = :'month'
)
select
  h.handoffs,
  c.gross_count_booked,
  c.gross_count_restated,
  c.net_count_booked,
  c.net_count_restated,
  round(c.gross_value_booked, 2) as gross_value_booked,
  round(c.gross_value_restated, 2) as gross_value_restated,
  round(c.net_value_booked, 2) as net_value_booked,
  round(c.net_value_restated, 2) as net_value_restated,
  h.contacted_in_time,
  h.contacted_late,
  h.contacted,
  h.rejected,
  h.upheld,
  h.overturned,
  h.withdrawn,
  h.under_review,
  h.opened,
  h.won,
  h.lost,
  h.returned,
  h.open,
  round(h.revenue, 2) as revenue
from cohort h
cross join credit c;

-- 7. What sales gave back of the month's leads, why, and what the panel found to be the cause.
select
  r.reason_code,
  r.criterion,
  r.state,
  j.root_cause,
  count(*) as rejections,
  round(sum(r.value_at_stake), 2) as value_at_stake,
  round(avg(r.effort_attempts), 2) as attempts_before
from bi_v1.fact_rejection r
left join bi_v1.fact_ruling j on j.lead_id = r.lead_id and j.case_number = r.case_number
where r.agreement_id = :'agreement' and r.handoff_month = :'month'
group by r.reason_code, r.criterion, r.state, j.root_cause
order by rejections desc, r.reason_code, r.criterion, r.state, j.root_cause;

-- 8. Strikes that were given for the month.
select cause, party, person, promised, kept, given_at
from bi_v1.strike
where agreement_id = :'agreement' and month = :'month'
order by cause, party, person;

commit;
