-- Without a word on the cycle in the terms it is what deals have taken so far; without a deal either there is no cohort.
create or replace view bi_v1.look_back as
select
  agreement_id,
  month,
  terms_version,
  cycle_months,
  case when agreed_months is null then 'deals' else 'terms' end as cycle_from,
  (month - 2 * cycle_months * interval '1 month')::date as cohort_from,
  (month - cycle_months * interval '1 month')::date as cohort_to,
  (greatest(last_month, this_month) - (cycle_months - 1) * interval '1 month')::date as young_from,
  position
from (
  select
    known.agreement_id,
    m.month::date as month,
    t.version as terms_version,
    t.cycle_months as agreed_months,
    coalesce(t.cycle_months, case when known.won > 0 then
      least(60, greatest(1, ceil(known.cycle_days / 30.4375 / known.won)))::int end) as cycle_months,
    known.first_month,
    known.last_month,
    date_trunc('month', now() at time zone coalesce(t.time_zone, 'UTC')) as this_month,
    known.position
  from (
    select agreement_id, min(month) as first_month, max(month) as last_month, sum(cycle_days) as cycle_days,
      sum(won) as won, max(position) as position
    from learning_cohort
    where handoffs > 0
    group by agreement_id
  ) known
  cross join lateral generate_series(
    known.first_month::timestamp, known.last_month + interval '120 months', interval '1 month') m (month)
  left join lateral (
    select t.version, (t.terms ->> 'salesCycleMonths')::int as cycle_months, t.time_zone
    from terms t
    where t.agreement_id = known.agreement_id and t.in_force_from is not null and t.effective_from <= m.month::date
    order by t.backfilled, t.in_force_from desc, t.version desc
    limit 1
  ) t on true
) planned
where month between first_month + cycle_months * interval '1 month' and last_month + 2 * cycle_months * interval '1 month'
  and month <= greatest(last_month + cycle_months * interval '1 month', this_month + interval '1 month');

comment on view bi_v1.look_back is 'Whose averages a month is reckoned with: the leads handed off from two sales cycles before it to one before it, so that nearly all of them had their whole cycle. One row an agreement and month, as long as there are handoffs in the cohort: up to a cycle after the newest, or to next month.';
comment on column bi_v1.look_back.agreement_id is 'The agreement (key, with month).';
comment on column bi_v1.look_back.month is 'The month that is planned, as its first day.';
comment on column bi_v1.look_back.terms_version is 'The newest terms signed for it. Empty: none are that old.';
comment on column bi_v1.look_back.cycle_months is 'How long a sale takes, in whole months.';
comment on column bi_v1.look_back.cycle_from is 'Who says so: terms, or deals (the average from handoff to deal won so far, in months of 30.4375 days rounded up, 1 to 60).';
comment on column bi_v1.look_back.cohort_from is 'The cohort''s first month by handoff: month less two cycles.';
comment on column bi_v1.look_back.cohort_to is 'Its last month: month less one cycle. Those of it that are still open are censored: neither won nor lost.';
comment on column bi_v1.look_back.young_from is 'Handoffs of this month and later can''t have had their whole cycle by the end of the current month (or of the newest handoff''s): those of them that are still open are censored too.';
comment on column bi_v1.look_back.position is 'Position in the ledger of the last event in the agreement''s sums.';
