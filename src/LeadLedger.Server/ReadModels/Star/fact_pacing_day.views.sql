-- A day in a text is written by to_char: a cast would follow the session's DateStyle, and tools set that.
create or replace view bi_v1.fact_pacing_day as
select
  p.agreement_id || to_char(p.booked_day::timestamp, '/YYYY-MM-DD') || to_char(p.handoff_day::timestamp, '/YYYY-MM-DD')
    || to_char(p.known_day::timestamp, '/YYYY-MM-DD') as pacing_day_key,
  p.agreement_id,
  p.booked_day,
  p.booked_month,
  p.handoff_day,
  p.handoff_month,
  p.known_day,
  p.currency,
  p.credit_count,
  p.credit_amount,
  p.debit_count,
  p.debit_amount,
  p.credit_count - p.debit_count as net_count,
  p.credit_amount - p.debit_amount as net_amount,
  p.position
from pacing_day p;

comment on view bi_v1.fact_pacing_day is 'Credits and debits of pacing, summed by the days booked, of the handoff and known: one row for each three days of an agreement, few however many leads. Erasing changes nothing in it.';
comment on column bi_v1.fact_pacing_day.pacing_day_key is 'The row as one value (key).';
comment on column bi_v1.fact_pacing_day.agreement_id is 'The agreement: joins with dim_agreement.';
comment on column bi_v1.fact_pacing_day.booked_day is 'Local day that the entries are booked on (date key): booked figures go by it and don''t change once its month is closed.';
comment on column bi_v1.fact_pacing_day.booked_month is 'Its month, as the first day.';
comment on column bi_v1.fact_pacing_day.handoff_day is 'Local day of the handoffs that they are about (date key): restated figures go by it.';
comment on column bi_v1.fact_pacing_day.handoff_month is 'Its month, as the first day.';
comment on column bi_v1.fact_pacing_day.known_day is 'Local day at whose end they were known (date key), never before booked_day: what was known by a past day is how the month stood then.';
comment on column bi_v1.fact_pacing_day.currency is 'ISO 4217 code of all money in the row.';
comment on column bi_v1.fact_pacing_day.credit_count is 'Leads credited.';
comment on column bi_v1.fact_pacing_day.credit_amount is 'Lead value credited, exact and unrounded, in currency.';
comment on column bi_v1.fact_pacing_day.debit_count is 'Leads debited, as a positive number.';
comment on column bi_v1.fact_pacing_day.debit_amount is 'Lead value debited, as a positive amount, in currency.';
comment on column bi_v1.fact_pacing_day.net_count is 'Leads credited less those debited.';
comment on column bi_v1.fact_pacing_day.net_amount is 'Lead value credited less that debited, in currency.';
comment on column bi_v1.fact_pacing_day.position is 'Position in the ledger of the last event in the sums: grows, for incremental loads.';
