create or replace view bi_v1.breach as
select lead_id, promise, handoff, nullif(case_number, 0) as case_number, agreement_id, panel_id, person, due_at,
  local_day, attempts_promised, attempts_made, recorded_at, excused_at is not null as excused, excused_at, position
from breach;

comment on view bi_v1.breach is 'Every promise that was recorded as broken, one row each, whatever came later; those that a fact reported in time has excused are marked. Imported history has none: nobody watched it.';
comment on column bi_v1.breach.lead_id is 'The lead (key, with promise, handoff and case_number).';
comment on column bi_v1.breach.promise is 'firstResponse, cadence or ruling (key).';
comment on column bi_v1.breach.handoff is 'The number of the handoff that it belongs to (key).';
comment on column bi_v1.breach.case_number is 'The case that a ruling was owed on, or whose ruling started sales'' clock. Empty: the handoff started it (key).';
comment on column bi_v1.breach.agreement_id is 'The agreement that promised it.';
comment on column bi_v1.breach.panel_id is 'The panel that owed a ruling. Empty: sales owed it.';
comment on column bi_v1.breach.person is 'The sales person (subject) whose lead it was at the deadline. Empty: the whole team''s, or the panel''s.';
comment on column bi_v1.breach.due_at is 'The deadline that was missed (UTC).';
comment on column bi_v1.breach.local_day is 'Its day in the agreement''s time zone.';
comment on column bi_v1.breach.attempts_promised is 'Contact attempts that the cadence promised. Empty: it wasn''t a cadence.';
comment on column bi_v1.breach.attempts_made is 'Those made by the deadline, as far as was known then. Empty: it wasn''t a cadence.';
comment on column bi_v1.breach.recorded_at is 'When the ledger took the breach in (UTC); later than due_at where nothing watched meanwhile.';
comment on column bi_v1.breach.excused is 'A fact that was reported in time has shown that there was no breach.';
comment on column bi_v1.breach.excused_at is 'When that was reported (UTC). Empty: it stands.';
comment on column bi_v1.breach.position is 'Position in the ledger of the last event that touched the row: grows, for incremental loads.';
