-- Promises not kept as of this moment. The clocks of imported leads are shown as computed, and marked (rule 13).
create or replace view bi_v1.dont_be_on_it_lead as
select
  owed.promise,
  owed.lead_id,
  owed.agreement_id,
  owed.assignee as person,
  owed.due_at,
  extract(epoch from now() - owed.due_at)::bigint as overdue_seconds,
  case when owed.sent_back_case is null then owed.attempts_promised else r.attempts_promised end as attempts_promised,
  case when owed.sent_back_case is null then owed.attempts_made else r.attempts_made end as attempts_made,
  owed.number as handoff,
  owed.segment,
  owed.bucket,
  owed.source,
  owed.lead_value,
  owed.currency,
  owed.handed_off_at,
  not owed.witnessed as imported,
  owed.position,
  greatest(owed.due_at, owed.held_since) as on_at
from (
  select 'firstResponse' as promise, h.first_response_owed_by as due_at, h.*
  from handoff h
  where h.first_response_owed_by < now()
  union all
  select 'cadence', h.cadence_owed_by, h.*
  from handoff h
  where h.cadence_owed_by < now()
) owed
left join rejection r on r.lead_id = owed.lead_id and r.case_number = owed.sent_back_case;

comment on view bi_v1.dont_be_on_it_lead is 'The leads behind dont_be_on_it: one row a lead and promise that is broken now.';
comment on column bi_v1.dont_be_on_it_lead.promise is 'What is owed: firstResponse or cadence (key, with lead_id).';
comment on column bi_v1.dont_be_on_it_lead.lead_id is 'The lead (key, with promise).';
comment on column bi_v1.dont_be_on_it_lead.agreement_id is 'The agreement that promises it.';
comment on column bi_v1.dont_be_on_it_lead.person is 'The sales person (subject) who owes it. Empty: the whole team does.';
comment on column bi_v1.dont_be_on_it_lead.due_at is 'By when it was owed (UTC).';
comment on column bi_v1.dont_be_on_it_lead.overdue_seconds is 'How long ago that was, in wall seconds, at the moment of the query.';
comment on column bi_v1.dont_be_on_it_lead.attempts_promised is 'Contact attempts that the cadence promises. Empty: no cadence is promised.';
comment on column bi_v1.dont_be_on_it_lead.attempts_made is 'Contact attempts made since the clocks started.';
comment on column bi_v1.dont_be_on_it_lead.handoff is 'Number of the lead''s newest handoff.';
comment on column bi_v1.dont_be_on_it_lead.segment is 'Segment at the handoff (code of the terms).';
comment on column bi_v1.dont_be_on_it_lead.bucket is 'Cell of the 2 × 3 qualification matrix at the handoff.';
comment on column bi_v1.dont_be_on_it_lead.source is 'Where the lead came from.';
comment on column bi_v1.dont_be_on_it_lead.lead_value is 'Lead value at the handoff, exact and unrounded, in currency.';
comment on column bi_v1.dont_be_on_it_lead.currency is 'ISO 4217 code of all money in the row.';
comment on column bi_v1.dont_be_on_it_lead.handed_off_at is 'When the handoff happened (UTC).';
comment on column bi_v1.dont_be_on_it_lead.imported is 'The clock comes from another system''s history, not witnessed here.';
comment on column bi_v1.dont_be_on_it_lead.position is 'Position in the ledger of the last event that touched the lead.';
comment on column bi_v1.dont_be_on_it_lead.on_at is 'Since when this person is on it (UTC): the deadline, or when the overdue lead was given to them or given back to sales.';

create or replace view bi_v1.dont_be_on_it as
select
  agreement_id,
  person,
  count(*) filter (where promise = 'firstResponse') as first_responses_overdue,
  count(*) filter (where promise = 'cadence') as cadences_overdue,
  min(due_at) as oldest_due_at,
  max(overdue_seconds) as longest_overdue_seconds
from bi_v1.dont_be_on_it_lead
group by agreement_id, person;

comment on view bi_v1.dont_be_on_it is 'Per sales person now: leads beyond the first-response time and leads beyond the cadence. Empty is good.';
comment on column bi_v1.dont_be_on_it.agreement_id is 'The agreement that promises it (key, with person).';
comment on column bi_v1.dont_be_on_it.person is 'The sales person (subject). Empty: leads that nobody was assigned, owed by the whole team.';
comment on column bi_v1.dont_be_on_it.first_responses_overdue is 'Leads whose first response is overdue.';
comment on column bi_v1.dont_be_on_it.cadences_overdue is 'Leads whose cadence ended with fewer attempts than promised.';
comment on column bi_v1.dont_be_on_it.oldest_due_at is 'The earliest deadline among them (UTC).';
comment on column bi_v1.dont_be_on_it.longest_overdue_seconds is 'How long ago that was, in wall seconds.';
