create or replace view bi_v1.pacing_entry as
select position, agreement_id, lead_id, handoff, case when count > 0 then 'credit' else 'debit' end as entry, cause,
  count, amount, currency, handoff_day, fact_day, booked_day, date_trunc('month', handoff_day)::date as handoff_month,
  date_trunc('month', booked_day)::date as booked_month, imported,
  known_day
from pacing_entry;

comment on view bi_v1.pacing_entry is 'Credits and debits of pacing, as in a ledger; rows never change. Gross sums the credits, net sums all.';
comment on column bi_v1.pacing_entry.position is 'Position in the ledger of the event behind it (key): grows, for incremental loads.';
comment on column bi_v1.pacing_entry.agreement_id is 'The agreement whose goal it counts for.';
comment on column bi_v1.pacing_entry.lead_id is 'The lead.';
comment on column bi_v1.pacing_entry.handoff is 'The number of the handoff.';
comment on column bi_v1.pacing_entry.entry is 'credit or debit.';
comment on column bi_v1.pacing_entry.cause is 'handoff, handoffAgain or rejectionUpheld.';
comment on column bi_v1.pacing_entry.count is 'Leads: 1 for a credit, -1 for a debit.';
comment on column bi_v1.pacing_entry.amount is 'Lead value, exact and unrounded, in currency; negative for a debit.';
comment on column bi_v1.pacing_entry.currency is 'ISO 4217 code of the amount.';
comment on column bi_v1.pacing_entry.handoff_day is 'Local day of the handoff: restated figures go by it.';
comment on column bi_v1.pacing_entry.fact_day is 'Local day of the fact: the handoff, or the ruling.';
comment on column bi_v1.pacing_entry.booked_day is 'Local day that it is booked on: booked figures go by it and don''t change once their month is closed.';
comment on column bi_v1.pacing_entry.handoff_month is 'Month of handoff_day, as its first day.';
comment on column bi_v1.pacing_entry.booked_month is 'Month of booked_day, as its first day.';
comment on column bi_v1.pacing_entry.imported is 'From history of another system, not witnessed here.';
comment on column bi_v1.pacing_entry.known_day is 'Local day at whose end it was known, never before booked_day: what was booked in a month and known by a past day is how the month stood then. Imported entries count as known when they are booked.';

create or replace view bi_v1.pacing_day as
select agreement_id, booked_day, handoff_day, currency, booked_month, handoff_month, credit_count, credit_amount,
  debit_count, debit_amount, position, known_day
from pacing_day;

comment on view bi_v1.pacing_day is 'Sums of pacing_entry by the days booked, of the handoff and known: one row for each three days, few however many leads.';
comment on column bi_v1.pacing_day.agreement_id is 'The agreement (key, with the three days and currency).';
comment on column bi_v1.pacing_day.booked_day is 'Local day that the entries are booked on.';
comment on column bi_v1.pacing_day.handoff_day is 'Local day of the handoffs that they are about.';
comment on column bi_v1.pacing_day.currency is 'ISO 4217 code of the amounts.';
comment on column bi_v1.pacing_day.booked_month is 'Month of booked_day, as its first day.';
comment on column bi_v1.pacing_day.handoff_month is 'Month of handoff_day, as its first day.';
comment on column bi_v1.pacing_day.credit_count is 'Leads credited.';
comment on column bi_v1.pacing_day.credit_amount is 'Lead value credited, exact and unrounded, in currency.';
comment on column bi_v1.pacing_day.debit_count is 'Leads debited, as a positive number.';
comment on column bi_v1.pacing_day.debit_amount is 'Lead value debited, as a positive amount, in currency.';
comment on column bi_v1.pacing_day.position is 'Position in the ledger of the last event in the sums: grows, for incremental loads.';
comment on column bi_v1.pacing_day.known_day is 'Local day at whose end the entries were known, never before booked_day.';

-- Plan and entries are brought together by UNION ALL and not by a full join, so that a question about one agreement
-- and month reaches their indexes.
create or replace view bi_v1.pacing_curve as
select
  agreement_id, month, day, currency, terms_version, goal_kind, goal, planned, planned_cumulative, band_low, band_high,
  gross_count_booked, gross_value_booked, net_count_booked, net_value_booked,
  gross_count_restated, gross_value_restated, net_count_restated, net_value_restated,
  gross_count_booked_cumulative, gross_value_booked_cumulative,
  net_count_booked_cumulative, net_value_booked_cumulative,
  gross_count_restated_cumulative, gross_value_restated_cumulative,
  net_count_restated_cumulative, net_value_restated_cumulative,
  case when goal_kind = 'count' then gross_count_booked_cumulative else gross_value_booked_cumulative end
    as actual_gross,
  case when goal_kind = 'count' then net_count_booked_cumulative else net_value_booked_cumulative end as actual_net,
  case when goal_kind = 'count' then gross_count_booked_cumulative else gross_value_booked_cumulative end
    - planned_cumulative as variance_gross,
  case when goal_kind = 'count' then net_count_booked_cumulative else net_value_booked_cumulative end
    - planned_cumulative as variance_net,
  case when goal_kind = 'count' then gross_count_booked_cumulative else gross_value_booked_cumulative end
    between band_low and band_high as in_band_gross,
  case when goal_kind = 'count' then net_count_booked_cumulative else net_value_booked_cumulative end
    between band_low and band_high as in_band_net,
  position
from (
  select
    agreement_id, month, day, currency,
    max(terms_version) as terms_version, max(goal_kind) as goal_kind, max(goal) as goal, max(planned) as planned,
    max(planned_cumulative) as planned_cumulative, max(band_low) as band_low, max(band_high) as band_high,
    sum(credit_count_booked)::bigint as gross_count_booked,
    sum(credit_booked) as gross_value_booked,
    sum(credit_count_booked - debit_count_booked)::bigint as net_count_booked,
    sum(credit_booked - debit_booked) as net_value_booked,
    sum(credit_count_restated)::bigint as gross_count_restated,
    sum(credit_restated) as gross_value_restated,
    sum(credit_count_restated - debit_count_restated)::bigint as net_count_restated,
    sum(credit_restated - debit_restated) as net_value_restated,
    (sum(sum(credit_count_booked)) over so_far)::bigint as gross_count_booked_cumulative,
    sum(sum(credit_booked)) over so_far as gross_value_booked_cumulative,
    (sum(sum(credit_count_booked - debit_count_booked)) over so_far)::bigint as net_count_booked_cumulative,
    sum(sum(credit_booked - debit_booked)) over so_far as net_value_booked_cumulative,
    (sum(sum(credit_count_restated)) over so_far)::bigint as gross_count_restated_cumulative,
    sum(sum(credit_restated)) over so_far as gross_value_restated_cumulative,
    (sum(sum(credit_count_restated - debit_count_restated)) over so_far)::bigint as net_count_restated_cumulative,
    sum(sum(credit_restated - debit_restated)) over so_far as net_value_restated_cumulative,
    max(position) as position
  from (
    select agreement_id, month, day, currency, terms_version, goal_kind, goal, planned, planned_cumulative, band_low,
      band_high, 0::bigint as credit_count_booked, 0::numeric as credit_booked, 0::bigint as debit_count_booked,
      0::numeric as debit_booked, 0::bigint as credit_count_restated, 0::numeric as credit_restated,
      0::bigint as debit_count_restated, 0::numeric as debit_restated, position
    from pacing_plan
    union all
    select agreement_id, booked_month, booked_day, currency, null, null, null, null, null, null, null,
      credit_count, credit_amount, debit_count, debit_amount, 0, 0, 0, 0, position
    from pacing_day
    union all
    select agreement_id, handoff_month, handoff_day, currency, null, null, null, null, null, null, null,
      0, 0, 0, 0, credit_count, credit_amount, debit_count, debit_amount, position
    from pacing_day
  ) parts
  group by agreement_id, month, day, currency
  window so_far as (partition by agreement_id, month, currency order by day)
) days;

comment on view bi_v1.pacing_curve is 'The waterfall chart''s data, one row a day of each agreement: planned line and band beside what was handed off. Days to come are there with their plan; their sums are those of today.';
comment on column bi_v1.pacing_curve.agreement_id is 'The agreement (key, with day and currency).';
comment on column bi_v1.pacing_curve.month is 'The month, as its first day; cumulated figures start anew with it.';
comment on column bi_v1.pacing_curve.day is 'The day in the agreement''s time zone.';
comment on column bi_v1.pacing_curve.currency is 'ISO 4217 code of all money in the row.';
comment on column bi_v1.pacing_curve.terms_version is 'The terms whose goal and curve are the month''s. Empty: none are in force.';
comment on column bi_v1.pacing_curve.goal_kind is 'What the goal counts: count (leads) or leadValue (money). Empty: no goal.';
comment on column bi_v1.pacing_curve.goal is 'The month''s goal, in leads or in currency by goal_kind. Empty: no goal.';
comment on column bi_v1.pacing_curve.planned is 'Planned for the day, in the goal''s kind. Empty: no goal or no curve.';
comment on column bi_v1.pacing_curve.planned_cumulative is 'Planned from the month''s first day to this one; on the last day exactly the goal.';
comment on column bi_v1.pacing_curve.band_low is 'Lower edge of the band around planned_cumulative.';
comment on column bi_v1.pacing_curve.band_high is 'Upper edge of the band around planned_cumulative.';
comment on column bi_v1.pacing_curve.gross_count_booked is 'Leads credited on the day.';
comment on column bi_v1.pacing_curve.gross_value_booked is 'Lead value credited on the day, in currency.';
comment on column bi_v1.pacing_curve.net_count_booked is 'Leads credited less those debited on the day.';
comment on column bi_v1.pacing_curve.net_value_booked is 'Lead value credited less that debited on the day, in currency.';
comment on column bi_v1.pacing_curve.gross_count_restated is 'Leads handed off on the day.';
comment on column bi_v1.pacing_curve.gross_value_restated is 'Lead value handed off on the day, in currency.';
comment on column bi_v1.pacing_curve.net_count_restated is 'Leads handed off on the day less those of them that were debited since.';
comment on column bi_v1.pacing_curve.net_value_restated is 'Their lead value, in currency.';
comment on column bi_v1.pacing_curve.gross_count_booked_cumulative is 'gross_count_booked from the month''s first day to this one.';
comment on column bi_v1.pacing_curve.gross_value_booked_cumulative is 'gross_value_booked from the month''s first day to this one, in currency.';
comment on column bi_v1.pacing_curve.net_count_booked_cumulative is 'net_count_booked from the month''s first day to this one.';
comment on column bi_v1.pacing_curve.net_value_booked_cumulative is 'net_value_booked from the month''s first day to this one, in currency.';
comment on column bi_v1.pacing_curve.gross_count_restated_cumulative is 'gross_count_restated from the month''s first day to this one.';
comment on column bi_v1.pacing_curve.gross_value_restated_cumulative is 'gross_value_restated from the month''s first day to this one, in currency.';
comment on column bi_v1.pacing_curve.net_count_restated_cumulative is 'net_count_restated from the month''s first day to this one.';
comment on column bi_v1.pacing_curve.net_value_restated_cumulative is 'net_value_restated from the month''s first day to this one, in currency.';
comment on column bi_v1.pacing_curve.actual_gross is 'Booked and cumulated gross in the goal''s kind (money where there is no goal).';
comment on column bi_v1.pacing_curve.actual_net is 'Booked and cumulated net in the goal''s kind (money where there is no goal).';
comment on column bi_v1.pacing_curve.variance_gross is 'actual_gross less planned_cumulative: above zero is ahead of the line.';
comment on column bi_v1.pacing_curve.variance_net is 'actual_net less planned_cumulative: above zero is ahead of the line.';
comment on column bi_v1.pacing_curve.in_band_gross is 'actual_gross is within the band. Empty: no curve.';
comment on column bi_v1.pacing_curve.in_band_net is 'actual_net is within the band. Empty: no curve.';
comment on column bi_v1.pacing_curve.position is 'Position in the ledger of the last event in the row: grows, for incremental loads.';
