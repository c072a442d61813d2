create or replace view bi_v1.dont_be_on_it_spell as
select position, promise, lead_id, handoff, sent_back_by, agreement_id, person, due_at, on_at, off_at, taken_off_by,
  floor(extract(epoch from off_at - on_at))::bigint as seconds
from on_it;

comment on view bi_v1.dont_be_on_it_spell is 'The memory of dont_be_on_it: one row a time that somebody was on it for a lead''s promise, once it is over. Who is on it now is in dont_be_on_it_lead. Imported clocks put nobody on it.';
comment on column bi_v1.dont_be_on_it_spell.position is 'Position in the ledger of the event that ended it (key, with promise): grows, for incremental loads.';
comment on column bi_v1.dont_be_on_it_spell.promise is 'What was owed: firstResponse or cadence (key, with position).';
comment on column bi_v1.dont_be_on_it_spell.lead_id is 'The lead.';
comment on column bi_v1.dont_be_on_it_spell.handoff is 'The number of the handoff that it belongs to.';
comment on column bi_v1.dont_be_on_it_spell.sent_back_by is 'The case whose ruling started the clock. Empty: the handoff did.';
comment on column bi_v1.dont_be_on_it_spell.agreement_id is 'The agreement that promised it.';
comment on column bi_v1.dont_be_on_it_spell.person is 'The sales person (subject) who owed it. Empty: the whole team did.';
comment on column bi_v1.dont_be_on_it_spell.due_at is 'By when it was owed (UTC).';
comment on column bi_v1.dont_be_on_it_spell.on_at is 'Since when they were on it (UTC): the deadline, or when the overdue lead was given to them or given back to sales.';
comment on column bi_v1.dont_be_on_it_spell.off_at is 'Until when (UTC), as promises are judged: a fact reported too late counts from its report.';
comment on column bi_v1.dont_be_on_it_spell.taken_off_by is 'What ended it: responded, cadenceWorked, reassigned, rejected, won, lost or returned (to marketing).';
comment on column bi_v1.dont_be_on_it_spell.seconds is 'How long they were on it, in whole wall seconds.';
