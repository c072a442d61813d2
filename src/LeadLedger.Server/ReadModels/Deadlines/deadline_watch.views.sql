-- Bits of recorded: 1, 2 first response reminded of, missed; 8, 16 the cadence; 64, 128 the ruling. The two halves are
-- views of their own because the watch asks each in its own order: PostgreSQL doesn't carry an order or a limit into a
-- union whose parts have conditions.
create or replace view bi_v1.deadline_watch_handoff as
select
  watch_at as look_at,
  lead_id,
  agreement_id,
  number as handoff,
  null::int as case_number,
  case when recorded & 3 = 0 and first_response_state = 'open' then first_response_remind_at end
    as first_response_remind_at,
  case when recorded & 2 = 0 and first_response_state in ('open', 'missed') then first_response_due_at end
    as first_response_due_at,
  case when recorded & 24 = 0 and cadence_state = 'open' then cadence_remind_at end as cadence_remind_at,
  case when recorded & 16 = 0 and cadence_state in ('open', 'missed') then cadence_ends_at end as cadence_ends_at,
  null::timestamptz as ruling_remind_at,
  null::timestamptz as ruling_due_at
from handoff
where watch_at is not null;

create or replace view bi_v1.deadline_watch_case as
select
  watch_at as look_at,
  lead_id,
  agreement_id,
  handoff,
  case_number,
  case when not ruling_imported and recorded & 3 = 0 and response_state = 'open' then response_remind_at end
    as first_response_remind_at,
  case when not ruling_imported and recorded & 2 = 0 and response_state in ('open', 'missed') then response_due_at end
    as first_response_due_at,
  case when not ruling_imported and recorded & 24 = 0 and cadence_state = 'open' then cadence_remind_at end
    as cadence_remind_at,
  case when not ruling_imported and recorded & 16 = 0 and cadence_state in ('open', 'missed') then cadence_ends_at end
    as cadence_ends_at,
  case when not imported and recorded & 192 = 0 and ruling_state = 'open' then ruling_remind_at end
    as ruling_remind_at,
  case when not imported and recorded & 128 = 0 and ruling_state in ('open', 'missed') then ruling_due_at end
    as ruling_due_at
from rejection
where watch_at is not null;

create or replace view bi_v1.deadline_watch as
select * from bi_v1.deadline_watch_handoff
union all
select * from bi_v1.deadline_watch_case;

comment on view bi_v1.deadline_watch is 'What the deadline watch still has to look at: one row a set of clocks of a lead, a handoff''s or a case''s. A row whose look_at has passed by more than a few seconds says that nothing watches. Imported clocks aren''t in it.';
comment on column bi_v1.deadline_watch.look_at is 'The next instant at which something in the row falls due (UTC).';
comment on column bi_v1.deadline_watch.lead_id is 'The lead (key, with handoff and case_number).';
comment on column bi_v1.deadline_watch.agreement_id is 'The agreement that promises it.';
comment on column bi_v1.deadline_watch.handoff is 'The number of the handoff (key).';
comment on column bi_v1.deadline_watch.case_number is 'The case that a ruling is owed on, or whose ruling started the clocks. Empty: the handoff''s own clocks (key).';
comment on column bi_v1.deadline_watch.first_response_remind_at is 'When to remind of the first response (UTC). Empty: nobody, or no more.';
comment on column bi_v1.deadline_watch.first_response_due_at is 'When the first response is due (UTC). Empty: nothing is to be recorded of it any more.';
comment on column bi_v1.deadline_watch.cadence_remind_at is 'When to remind of the cadence (UTC). Empty: nobody, or no more.';
comment on column bi_v1.deadline_watch.cadence_ends_at is 'When the cadence''s window ends (UTC). Empty: nothing is to be recorded of it any more.';
comment on column bi_v1.deadline_watch.ruling_remind_at is 'When to remind of the ruling (UTC). Empty: nobody, or no more.';
comment on column bi_v1.deadline_watch.ruling_due_at is 'When the ruling is due (UTC). Empty: nothing is to be recorded of it any more.';

comment on view bi_v1.deadline_watch_handoff is 'The part of deadline_watch that is about handoffs'' own clocks.';
comment on column bi_v1.deadline_watch_handoff.look_at is 'The next instant at which something in the row falls due (UTC).';
comment on column bi_v1.deadline_watch_handoff.lead_id is 'The lead (key, with handoff and case_number).';
comment on column bi_v1.deadline_watch_handoff.agreement_id is 'The agreement that promises it.';
comment on column bi_v1.deadline_watch_handoff.handoff is 'The number of the handoff (key).';
comment on column bi_v1.deadline_watch_handoff.case_number is 'The case that a ruling is owed on, or whose ruling started the clocks. Empty: the handoff''s own clocks (key).';
comment on column bi_v1.deadline_watch_handoff.first_response_remind_at is 'When to remind of the first response (UTC). Empty: nobody, or no more.';
comment on column bi_v1.deadline_watch_handoff.first_response_due_at is 'When the first response is due (UTC). Empty: nothing is to be recorded of it any more.';
comment on column bi_v1.deadline_watch_handoff.cadence_remind_at is 'When to remind of the cadence (UTC). Empty: nobody, or no more.';
comment on column bi_v1.deadline_watch_handoff.cadence_ends_at is 'When the cadence''s window ends (UTC). Empty: nothing is to be recorded of it any more.';
comment on column bi_v1.deadline_watch_handoff.ruling_remind_at is 'When to remind of the ruling (UTC). Empty: nobody, or no more.';
comment on column bi_v1.deadline_watch_handoff.ruling_due_at is 'When the ruling is due (UTC). Empty: nothing is to be recorded of it any more.';

comment on view bi_v1.deadline_watch_case is 'The part of deadline_watch that is about cases: the ruling that is owed, and the clocks that it started.';
comment on column bi_v1.deadline_watch_case.look_at is 'The next instant at which something in the row falls due (UTC).';
comment on column bi_v1.deadline_watch_case.lead_id is 'The lead (key, with handoff and case_number).';
comment on column bi_v1.deadline_watch_case.agreement_id is 'The agreement that promises it.';
comment on column bi_v1.deadline_watch_case.handoff is 'The number of the handoff (key).';
comment on column bi_v1.deadline_watch_case.case_number is 'The case that a ruling is owed on, or whose ruling started the clocks. Empty: the handoff''s own clocks (key).';
comment on column bi_v1.deadline_watch_case.first_response_remind_at is 'When to remind of the first response (UTC). Empty: nobody, or no more.';
comment on column bi_v1.deadline_watch_case.first_response_due_at is 'When the first response is due (UTC). Empty: nothing is to be recorded of it any more.';
comment on column bi_v1.deadline_watch_case.cadence_remind_at is 'When to remind of the cadence (UTC). Empty: nobody, or no more.';
comment on column bi_v1.deadline_watch_case.cadence_ends_at is 'When the cadence''s window ends (UTC). Empty: nothing is to be recorded of it any more.';
comment on column bi_v1.deadline_watch_case.ruling_remind_at is 'When to remind of the ruling (UTC). Empty: nobody, or no more.';
comment on column bi_v1.deadline_watch_case.ruling_due_at is 'When the ruling is due (UTC). Empty: nothing is to be recorded of it any more.';
