create or replace view bi_v1.fact_contact_attempt as
select
  c.position,
  c.lead_id || '/' || c.handoff as handoff_key,
  c.lead_id,
  c.handoff,
  c.agreement_id,
  c.agreement_id || '/' || c.terms_version as terms_key,
  c.terms_version,
  c.source || coalesce(' ' || c.campaign, '') as source_key,
  c.local_day as attempt_day,
  c.channel,
  c.outcome,
  c.could_reach,
  c.outcome in ('connected', 'replied') as connected,
  c.attempted_by,
  c.attempted_at,
  c.attempted_at at time zone t.time_zone as attempted_local,
  c.judged_at,
  c.judged_at at time zone t.time_zone as judged_local,
  c.source,
  c.campaign,
  c.late,
  c.imported,
  t.time_zone,
  gone.lead_id is not null as erased
from contact_attempt c
left join terms t on t.agreement_id = c.agreement_id and t.version = c.terms_version
left join erased_lead gone on gone.lead_id = c.lead_id;

comment on view bi_v1.fact_contact_attempt is 'Every try by a person to reach a lead at one channel, one row each. Rows never change but for erased: load them by position, which is their key.';
comment on column bi_v1.fact_contact_attempt.position is 'Position of the event in the ledger (key): grows, for incremental loads.';
comment on column bi_v1.fact_contact_attempt.handoff_key is 'The handoff as one value: joins with fact_handoff. Filter by lead_id and handoff, which have an index.';
comment on column bi_v1.fact_contact_attempt.lead_id is 'The lead.';
comment on column bi_v1.fact_contact_attempt.handoff is 'The number of the lead''s handoff: 1, 2, 3 …';
comment on column bi_v1.fact_contact_attempt.agreement_id is 'The agreement: joins with dim_agreement.';
comment on column bi_v1.fact_contact_attempt.terms_key is 'The terms that apply: joins with dim_terms.';
comment on column bi_v1.fact_contact_attempt.terms_version is 'Their version within the agreement.';
comment on column bi_v1.fact_contact_attempt.source_key is 'Source and campaign: joins with dim_source.';
comment on column bi_v1.fact_contact_attempt.attempt_day is 'Local day of the attempt (date key).';
comment on column bi_v1.fact_contact_attempt.channel is 'phone, email, meeting, social or sms.';
comment on column bi_v1.fact_contact_attempt.outcome is 'connected, voicemail, noAnswer, wrongNumber, bounced or replied.';
comment on column bi_v1.fact_contact_attempt.could_reach is 'It could have reached the person (not bounced, no wrong number), so it can be a first response.';
comment on column bi_v1.fact_contact_attempt.connected is 'The person answered.';
comment on column bi_v1.fact_contact_attempt.attempted_by is 'Who made it (subject).';
comment on column bi_v1.fact_contact_attempt.attempted_at is 'When it was made (UTC).';
comment on column bi_v1.fact_contact_attempt.attempted_local is 'The same in the agreement''s time zone, to show.';
comment on column bi_v1.fact_contact_attempt.judged_at is 'The instant by which promises are judged (UTC): when it was made, or when it was reported if that was too late.';
comment on column bi_v1.fact_contact_attempt.judged_local is 'The same in the agreement''s time zone, to show.';
comment on column bi_v1.fact_contact_attempt.source is 'Where the lead came from (code).';
comment on column bi_v1.fact_contact_attempt.campaign is 'Campaign within the source. Empty: none.';
comment on column bi_v1.fact_contact_attempt.late is 'Reported later than the terms'' grace allows.';
comment on column bi_v1.fact_contact_attempt.imported is 'History from another system, not witnessed here.';
comment on column bi_v1.fact_contact_attempt.time_zone is 'IANA time zone of the columns that end in _local and of the days.';
comment on column bi_v1.fact_contact_attempt.erased is 'The lead''s personal data was erased, by now: position doesn''t tell when. Which leads were erased since a position is in erased_lead.';
