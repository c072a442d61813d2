create or replace view bi_v1.contact_attempt as
select position, lead_id, handoff, agreement_id, channel, outcome, could_reach, attempted_by, attempted_at, local_day,
  judged_at, late, imported
from contact_attempt;

comment on view bi_v1.contact_attempt is 'Every try by a person to reach a lead at one channel, one row each; rows never change.';
comment on column bi_v1.contact_attempt.position is 'Position of the event in the ledger (key): grows, for incremental loads.';
comment on column bi_v1.contact_attempt.lead_id is 'The lead.';
comment on column bi_v1.contact_attempt.handoff is 'The number of the handoff that it belongs to.';
comment on column bi_v1.contact_attempt.agreement_id is 'The agreement of that handoff.';
comment on column bi_v1.contact_attempt.channel is 'phone, email, meeting, social or sms.';
comment on column bi_v1.contact_attempt.outcome is 'connected, voicemail, noAnswer, wrongNumber, bounced or replied.';
comment on column bi_v1.contact_attempt.could_reach is 'It could have reached the person (not bounced, no wrong number), so it can be a first response.';
comment on column bi_v1.contact_attempt.attempted_by is 'Who made it (subject).';
comment on column bi_v1.contact_attempt.attempted_at is 'When it was made (UTC).';
comment on column bi_v1.contact_attempt.local_day is 'Its day in the agreement''s time zone.';
comment on column bi_v1.contact_attempt.judged_at is 'The instant by which promises are judged (UTC): when it was made, or when it was reported if that was too late.';
comment on column bi_v1.contact_attempt.late is 'Reported later than the terms'' grace allows.';
comment on column bi_v1.contact_attempt.imported is 'History from another system, not witnessed here.';
