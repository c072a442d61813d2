create or replace view bi_v1.fact_breach as
select
  b.lead_id || '/' || b.promise || '/' || b.handoff || '/' || b.case_number as breach_key,
  b.promise,
  b.lead_id || '/' || b.handoff as handoff_key,
  b.lead_id,
  b.handoff,
  b.lead_id || '/case/' || nullif(b.case_number, 0) as case_key,
  nullif(b.case_number, 0) as case_number,
  b.agreement_id,
  b.agreement_id || '/' || h.terms_version as terms_key,
  h.terms_version,
  h.source || coalesce(' ' || h.campaign, '') as source_key,
  b.local_day as breach_day,
  date_trunc('month', b.local_day)::date as breach_month,
  h.segment,
  h.bucket,
  b.panel_id,
  b.person,
  b.due_at,
  b.due_at at time zone t.time_zone as due_local,
  b.recorded_at,
  b.recorded_at at time zone t.time_zone as recorded_local,
  b.attempts_promised,
  b.attempts_made,
  h.lead_value,
  h.currency,
  b.excused_at is not null as excused,
  b.excused_at,
  b.excused_at at time zone t.time_zone as excused_local,
  t.time_zone,
  gone.lead_id is not null as erased,
  greatest(b.position, gone.position) as position
from breach b
left join handoff h on h.lead_id = b.lead_id and h.number = b.handoff
left join terms t on t.agreement_id = b.agreement_id and t.version = h.terms_version
left join erased_lead gone on gone.lead_id = b.lead_id;

comment on view bi_v1.fact_breach is 'Every promise that was recorded as broken, one row each, whatever came later; those that a fact reported in time has excused are marked. Imported history has none: nobody watched it.';
comment on column bi_v1.fact_breach.breach_key is 'The breach as one value (key).';
comment on column bi_v1.fact_breach.promise is 'firstResponse, cadence or ruling.';
comment on column bi_v1.fact_breach.handoff_key is 'The handoff as one value: joins with fact_handoff. Filter by lead_id and handoff, which have an index.';
comment on column bi_v1.fact_breach.lead_id is 'The lead.';
comment on column bi_v1.fact_breach.handoff is 'The number of the lead''s handoff: 1, 2, 3 …';
comment on column bi_v1.fact_breach.case_key is 'The case that a ruling was owed on, or whose ruling started sales'' clock, as one value. Empty: the handoff started it.';
comment on column bi_v1.fact_breach.case_number is 'Its number.';
comment on column bi_v1.fact_breach.agreement_id is 'The agreement that promised it: joins with dim_agreement.';
comment on column bi_v1.fact_breach.terms_key is 'The terms that apply: joins with dim_terms.';
comment on column bi_v1.fact_breach.terms_version is 'Their version within the agreement.';
comment on column bi_v1.fact_breach.source_key is 'Source and campaign: joins with dim_source.';
comment on column bi_v1.fact_breach.breach_day is 'Local day of the deadline (date key).';
comment on column bi_v1.fact_breach.breach_month is 'Its month, as the first day.';
comment on column bi_v1.fact_breach.segment is 'Segment at the handoff (code of the terms).';
comment on column bi_v1.fact_breach.bucket is 'Cell of the 2 × 3 qualification matrix at the handoff.';
comment on column bi_v1.fact_breach.panel_id is 'The panel that owed a ruling. Empty: sales owed it.';
comment on column bi_v1.fact_breach.person is 'The sales person (subject) whose lead it was at the deadline. Empty: the whole team''s, or the panel''s.';
comment on column bi_v1.fact_breach.due_at is 'The deadline that was missed (UTC).';
comment on column bi_v1.fact_breach.due_local is 'The same in the agreement''s time zone, to show.';
comment on column bi_v1.fact_breach.recorded_at is 'When the ledger took the breach in (UTC).';
comment on column bi_v1.fact_breach.recorded_local is 'The same in the agreement''s time zone, to show.';
comment on column bi_v1.fact_breach.attempts_promised is 'Contact attempts that the cadence promised. Empty: it wasn''t a cadence.';
comment on column bi_v1.fact_breach.attempts_made is 'Those made by the deadline, as far as was known then. Empty: it wasn''t a cadence.';
comment on column bi_v1.fact_breach.lead_value is 'The handoff''s lead value, exact and unrounded, in currency.';
comment on column bi_v1.fact_breach.currency is 'ISO 4217 code of all money in the row.';
comment on column bi_v1.fact_breach.excused is 'A fact that was reported in time has shown that there was no breach.';
comment on column bi_v1.fact_breach.excused_at is 'When that was reported (UTC). Empty: it stands.';
comment on column bi_v1.fact_breach.excused_local is 'The same in the agreement''s time zone, to show.';
comment on column bi_v1.fact_breach.time_zone is 'IANA time zone of the columns that end in _local and of the days.';
comment on column bi_v1.fact_breach.erased is 'The lead''s personal data was erased; the row stays, as there is none in it.';
comment on column bi_v1.fact_breach.position is 'Position in the ledger of the last event that touched the row: grows, for incremental loads.';
