create or replace view bi_v1.fact_rejection as
select
  r.lead_id || '/case/' || r.case_number as case_key,
  r.case_number,
  r.lead_id || '/' || r.handoff as handoff_key,
  r.lead_id,
  r.handoff,
  r.agreement_id,
  r.agreement_id || '/' || r.terms_version as terms_key,
  r.terms_version,
  r.source || coalesce(' ' || r.campaign, '') as source_key,
  r.local_day as rejection_day,
  r.handoff_month,
  r.panel_id,
  r.segment,
  r.bucket,
  r.bucket like 'handRaiser%' as hand_raiser,
  r.conversion_action,
  r.source,
  r.campaign,
  r.reason_code,
  r.criterion,
  r.rejected_by,
  r.rejected_at,
  r.rejected_at at time zone t.time_zone as rejected_local,
  r.effort_attempts,
  r.effort_attempts_promised,
  r.effort_first_response_seconds as effort_first_response_wall_seconds,
  r.effort_first_response_business_seconds,
  r.ruling_due_at,
  r.ruling_due_at at time zone t.time_zone as ruling_due_local,
  r.value_at_stake,
  r.currency,
  r.state,
  r.ruling_state,
  r.withdrawn_by,
  r.withdrawn_at,
  r.withdrawn_at at time zone t.time_zone as withdrawn_local,
  r.imported,
  t.time_zone,
  gone.lead_id is not null as erased,
  greatest(r.position, gone.position) as position
from rejection r
left join terms t on t.agreement_id = r.agreement_id and t.version = r.terms_version
left join erased_lead gone on gone.lead_id = r.lead_id;

comment on view bi_v1.fact_rejection is 'Every rejection of a lead by sales, one row a case.';
comment on column bi_v1.fact_rejection.case_key is 'The case as one value (key): joins fact_rejection and fact_ruling. Filter by lead_id and case_number, which have an index.';
comment on column bi_v1.fact_rejection.case_number is '1 for the lead''s first rejection, 2 for the next …';
comment on column bi_v1.fact_rejection.handoff_key is 'The handoff as one value: joins with fact_handoff. Filter by lead_id and handoff, which have an index.';
comment on column bi_v1.fact_rejection.lead_id is 'The lead.';
comment on column bi_v1.fact_rejection.handoff is 'The number of the lead''s handoff: 1, 2, 3 …';
comment on column bi_v1.fact_rejection.agreement_id is 'The agreement: joins with dim_agreement.';
comment on column bi_v1.fact_rejection.terms_key is 'The terms that apply: joins with dim_terms.';
comment on column bi_v1.fact_rejection.terms_version is 'Their version within the agreement.';
comment on column bi_v1.fact_rejection.source_key is 'Source and campaign: joins with dim_source.';
comment on column bi_v1.fact_rejection.rejection_day is 'Local day of the rejection (date key).';
comment on column bi_v1.fact_rejection.handoff_month is 'Month of the handoff that was rejected, as its first day: the cohort.';
comment on column bi_v1.fact_rejection.panel_id is 'The panel that judges it.';
comment on column bi_v1.fact_rejection.segment is 'Segment at the handoff (code of the terms).';
comment on column bi_v1.fact_rejection.bucket is 'Cell of the 2 × 3 qualification matrix at the handoff.';
comment on column bi_v1.fact_rejection.hand_raiser is 'The person asked to talk.';
comment on column bi_v1.fact_rejection.conversion_action is 'What the person did to become a lead (code of the terms).';
comment on column bi_v1.fact_rejection.source is 'Where the lead came from (code).';
comment on column bi_v1.fact_rejection.campaign is 'Campaign within the source. Empty: none.';
comment on column bi_v1.fact_rejection.reason_code is 'Why sales says that it isn''t a lead (code of the terms).';
comment on column bi_v1.fact_rejection.criterion is 'The criterion it fails (code of the terms).';
comment on column bi_v1.fact_rejection.rejected_by is 'Who rejected it (subject).';
comment on column bi_v1.fact_rejection.rejected_at is 'When (UTC).';
comment on column bi_v1.fact_rejection.rejected_local is 'The same in the agreement''s time zone, to show.';
comment on column bi_v1.fact_rejection.effort_attempts is 'Contact attempts made until then since the clocks started.';
comment on column bi_v1.fact_rejection.effort_attempts_promised is 'Contact attempts that the cadence promises. Empty: no cadence is promised.';
comment on column bi_v1.fact_rejection.effort_first_response_wall_seconds is 'From the clock''s start to the first response made until then, in wall seconds. Empty: none was made.';
comment on column bi_v1.fact_rejection.effort_first_response_business_seconds is 'The same in seconds of the agreement''s open hours. Empty: none was made, or no hours are agreed.';
comment on column bi_v1.fact_rejection.ruling_due_at is 'By when the panel promised to rule (UTC).';
comment on column bi_v1.fact_rejection.ruling_due_local is 'The same in the agreement''s time zone, to show.';
comment on column bi_v1.fact_rejection.value_at_stake is 'The handoff''s lead value, exact and unrounded, in currency.';
comment on column bi_v1.fact_rejection.currency is 'ISO 4217 code of all money in the row.';
comment on column bi_v1.fact_rejection.state is 'open, upheld, overturned or withdrawn.';
comment on column bi_v1.fact_rejection.ruling_state is 'How the panel''s promise stands: open, kept, missed, or lapsed (withdrawn before it was due).';
comment on column bi_v1.fact_rejection.withdrawn_by is 'Who took it back (subject). Empty unless withdrawn.';
comment on column bi_v1.fact_rejection.withdrawn_at is 'When it was taken back (UTC). Empty: it wasn''t.';
comment on column bi_v1.fact_rejection.withdrawn_local is 'The same in the agreement''s time zone, to show.';
comment on column bi_v1.fact_rejection.imported is 'History from another system, not witnessed here.';
comment on column bi_v1.fact_rejection.time_zone is 'IANA time zone of the columns that end in _local and of the days.';
comment on column bi_v1.fact_rejection.erased is 'The lead''s personal data was erased; the row stays, as there is none in it.';
comment on column bi_v1.fact_rejection.position is 'Position in the ledger of the last event that touched the row: grows, for incremental loads.';

create or replace view bi_v1.fact_ruling as
select
  r.lead_id || '/case/' || r.case_number as case_key,
  r.case_number,
  r.lead_id || '/' || r.handoff as handoff_key,
  r.lead_id,
  r.handoff,
  r.agreement_id,
  r.agreement_id || '/' || r.terms_version as terms_key,
  r.terms_version,
  r.source || coalesce(' ' || r.campaign, '') as source_key,
  r.ruled_day as ruling_day,
  r.local_day as rejection_day,
  r.handoff_month,
  r.panel_id,
  r.segment,
  r.bucket,
  r.bucket like 'handRaiser%' as hand_raiser,
  r.conversion_action,
  r.source,
  r.campaign,
  r.reason_code,
  r.criterion,
  r.verdict,
  r.root_cause,
  r.chair,
  r.chair_function,
  r.in_place_of,
  r.against_votes,
  r.votes,
  jsonb_array_length(r.votes) as votes_cast,
  r.recused,
  r.rejected_by,
  r.ruled_at,
  r.ruled_at at time zone t.time_zone as ruled_local,
  r.rejected_at,
  r.rejected_at at time zone t.time_zone as rejected_local,
  r.ruling_due_at,
  r.ruling_due_at at time zone t.time_zone as ruling_due_local,
  r.seconds_to_rule as wall_seconds_to_rule,
  r.business_seconds_to_rule,
  r.ruled_at <= r.ruling_due_at as in_time,
  r.ruling_state,
  r.value_at_stake,
  r.currency,
  r.next_step_owner,
  r.next_step_due_at,
  r.next_step_due_at at time zone t.time_zone as next_step_due_local,
  r.next_step_done_by,
  r.next_step_done_at,
  r.next_step_done_at at time zone t.time_zone as next_step_done_local,
  r.act_by,
  r.response_due_at,
  r.response_due_at at time zone t.time_zone as response_due_local,
  r.response_at,
  r.response_at at time zone t.time_zone as response_local,
  r.response_in_time,
  r.response_wall_seconds,
  r.response_business_seconds,
  r.response_state,
  r.response_person,
  r.attempts_promised,
  r.cadence_ends_at,
  r.cadence_ends_at at time zone t.time_zone as cadence_ends_local,
  r.attempts_made,
  r.cadence_state,
  r.cadence_person,
  r.ruling_imported as imported,
  t.time_zone,
  gone.lead_id is not null as erased,
  greatest(r.position, gone.position) as position
from rejection r
left join terms t on t.agreement_id = r.agreement_id and t.version = r.terms_version
left join erased_lead gone on gone.lead_id = r.lead_id
where r.verdict is not null;

comment on view bi_v1.fact_ruling is 'Every ruling of a panel, one row a case that was ruled on, with what followed from it.';
comment on column bi_v1.fact_ruling.case_key is 'The case as one value (key): joins fact_rejection and fact_ruling. Filter by lead_id and case_number, which have an index.';
comment on column bi_v1.fact_ruling.case_number is '1 for the lead''s first rejection, 2 for the next …';
comment on column bi_v1.fact_ruling.handoff_key is 'The handoff as one value: joins with fact_handoff. Filter by lead_id and handoff, which have an index.';
comment on column bi_v1.fact_ruling.lead_id is 'The lead.';
comment on column bi_v1.fact_ruling.handoff is 'The number of the lead''s handoff: 1, 2, 3 …';
comment on column bi_v1.fact_ruling.agreement_id is 'The agreement: joins with dim_agreement.';
comment on column bi_v1.fact_ruling.terms_key is 'The terms that apply: joins with dim_terms.';
comment on column bi_v1.fact_ruling.terms_version is 'Their version within the agreement.';
comment on column bi_v1.fact_ruling.source_key is 'Source and campaign: joins with dim_source.';
comment on column bi_v1.fact_ruling.ruling_day is 'Local day of the ruling (date key).';
comment on column bi_v1.fact_ruling.rejection_day is 'Local day of the rejection (date key).';
comment on column bi_v1.fact_ruling.handoff_month is 'Month of the handoff that was rejected, as its first day: the cohort.';
comment on column bi_v1.fact_ruling.panel_id is 'The panel that ruled.';
comment on column bi_v1.fact_ruling.segment is 'Segment at the handoff (code of the terms).';
comment on column bi_v1.fact_ruling.bucket is 'Cell of the 2 × 3 qualification matrix at the handoff.';
comment on column bi_v1.fact_ruling.hand_raiser is 'The person asked to talk.';
comment on column bi_v1.fact_ruling.conversion_action is 'What the person did to become a lead (code of the terms).';
comment on column bi_v1.fact_ruling.source is 'Where the lead came from (code).';
comment on column bi_v1.fact_ruling.campaign is 'Campaign within the source. Empty: none.';
comment on column bi_v1.fact_ruling.reason_code is 'Why sales said that it isn''t a lead (code of the terms).';
comment on column bi_v1.fact_ruling.criterion is 'The criterion that was judged (code of the terms).';
comment on column bi_v1.fact_ruling.verdict is 'upheld (sales was right) or overturned (sales must work it).';
comment on column bi_v1.fact_ruling.root_cause is 'qualification, followUp, messaging, dataQuality or criteriaUnclear.';
comment on column bi_v1.fact_ruling.chair is 'Who ruled (subject).';
comment on column bi_v1.fact_ruling.chair_function is 'The chair''s function at that time: neither marketing nor sales.';
comment on column bi_v1.fact_ruling.in_place_of is 'Whose duty it was to rule, if they could have judged the case (subject). Empty: it was the chair''s own.';
comment on column bi_v1.fact_ruling.against_votes is 'The chair ruled against the majority of the votes, and said why.';
comment on column bi_v1.fact_ruling.votes is 'The votes as they were cast, as a JSON array of member and verdict.';
comment on column bi_v1.fact_ruling.votes_cast is 'How many they were.';
comment on column bi_v1.fact_ruling.recused is 'Who stood aside (subjects, JSON array).';
comment on column bi_v1.fact_ruling.rejected_by is 'Who rejected the lead (subject).';
comment on column bi_v1.fact_ruling.ruled_at is 'When (UTC).';
comment on column bi_v1.fact_ruling.ruled_local is 'The same in the agreement''s time zone, to show.';
comment on column bi_v1.fact_ruling.rejected_at is 'When the lead was rejected (UTC).';
comment on column bi_v1.fact_ruling.rejected_local is 'The same in the agreement''s time zone, to show.';
comment on column bi_v1.fact_ruling.ruling_due_at is 'By when the panel promised to rule (UTC).';
comment on column bi_v1.fact_ruling.ruling_due_local is 'The same in the agreement''s time zone, to show.';
comment on column bi_v1.fact_ruling.wall_seconds_to_rule is 'From the rejection to the ruling, in wall seconds.';
comment on column bi_v1.fact_ruling.business_seconds_to_rule is 'The same in seconds of the agreement''s open hours. Empty: no hours are agreed.';
comment on column bi_v1.fact_ruling.in_time is 'The panel ruled by the time it promised.';
comment on column bi_v1.fact_ruling.ruling_state is 'How the panel''s promise came out: kept or missed.';
comment on column bi_v1.fact_ruling.value_at_stake is 'The handoff''s lead value, exact and unrounded, in currency.';
comment on column bi_v1.fact_ruling.currency is 'ISO 4217 code of all money in the row.';
comment on column bi_v1.fact_ruling.next_step_owner is 'Who owes the ruling''s next step (subject).';
comment on column bi_v1.fact_ruling.next_step_due_at is 'By when (UTC).';
comment on column bi_v1.fact_ruling.next_step_due_local is 'The same in the agreement''s time zone, to show.';
comment on column bi_v1.fact_ruling.next_step_done_by is 'Who did it (subject). Empty: not done yet.';
comment on column bi_v1.fact_ruling.next_step_done_at is 'When it was done (UTC). Empty: not done yet.';
comment on column bi_v1.fact_ruling.next_step_done_local is 'The same in the agreement''s time zone, to show.';
comment on column bi_v1.fact_ruling.act_by is 'The sales person (subject) who must act. Empty: the team, or upheld.';
comment on column bi_v1.fact_ruling.response_due_at is 'When the clock that the ruling started promises a response (UTC). Empty: not promised, or upheld.';
comment on column bi_v1.fact_ruling.response_due_local is 'The same in the agreement''s time zone, to show.';
comment on column bi_v1.fact_ruling.response_at is 'The instant by which the first response after the ruling is judged (UTC). Empty: none was made.';
comment on column bi_v1.fact_ruling.response_local is 'The same in the agreement''s time zone, to show.';
comment on column bi_v1.fact_ruling.response_in_time is 'It came by the time promised. Empty: none was made, or none promised.';
comment on column bi_v1.fact_ruling.response_wall_seconds is 'From the ruling''s clock to that response in wall seconds.';
comment on column bi_v1.fact_ruling.response_business_seconds is 'The same in seconds of the agreement''s open hours.';
comment on column bi_v1.fact_ruling.response_state is 'How that promise stands: open, kept, missed or lapsed. Empty: not promised, or upheld.';
comment on column bi_v1.fact_ruling.response_person is 'The sales person (subject) who owes or owed it. Empty: the team, or not promised.';
comment on column bi_v1.fact_ruling.attempts_promised is 'Contact attempts that the new cadence promises. Empty: none is promised, or upheld.';
comment on column bi_v1.fact_ruling.cadence_ends_at is 'When the new cadence''s window ends (UTC). Empty: none is promised, or upheld.';
comment on column bi_v1.fact_ruling.cadence_ends_local is 'The same in the agreement''s time zone, to show.';
comment on column bi_v1.fact_ruling.attempts_made is 'Contact attempts made under the clocks that the ruling started. Empty if upheld.';
comment on column bi_v1.fact_ruling.cadence_state is 'How the new cadence stands: open, kept, missed or lapsed. Empty: not promised, or upheld.';
comment on column bi_v1.fact_ruling.cadence_person is 'The sales person (subject) who owes or owed it. Empty: the team, or not promised.';
comment on column bi_v1.fact_ruling.imported is 'The ruling is history from another system, not witnessed here.';
comment on column bi_v1.fact_ruling.time_zone is 'IANA time zone of the columns that end in _local and of the days.';
comment on column bi_v1.fact_ruling.erased is 'The lead''s personal data was erased; the row stays, as there is none in it.';
comment on column bi_v1.fact_ruling.position is 'Position in the ledger of the last event that touched the row: grows, for incremental loads.';
