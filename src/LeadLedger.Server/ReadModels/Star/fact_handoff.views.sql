-- A row that erasing touches counts as touched then: whoever loads by position hears of it.
create or replace view bi_v1.fact_handoff as
select
  h.lead_id || '/' || h.number as handoff_key,
  h.lead_id,
  h.number as handoff,
  h.agreement_id,
  h.agreement_id || '/' || h.terms_version as terms_key,
  h.terms_version,
  h.source || coalesce(' ' || h.campaign, '') as source_key,
  h.local_day as handoff_day,
  h.month as handoff_month,
  h.segment,
  h.bucket,
  h.bucket like 'handRaiser%' as hand_raiser,
  h.conversion_action,
  h.source,
  h.campaign,
  h.handed_off_by,
  h.assignee,
  h.handed_off_at,
  h.handed_off_at at time zone t.time_zone as handed_off_local,
  h.lead_value,
  h.currency,
  h.close_rate,
  h.average_sale,
  h.valuation_row,
  h.clock_from as clock_from_at,
  h.clock_from at time zone t.time_zone as clock_from_local,
  h.first_response_due_at,
  h.first_response_due_at at time zone t.time_zone as first_response_due_local,
  h.first_response_clock,
  h.first_response_at,
  h.first_response_at at time zone t.time_zone as first_response_local,
  h.first_response_in_time,
  h.first_response_wall_seconds,
  h.first_response_business_seconds,
  h.first_response_state,
  h.first_response_person,
  h.attempts_promised,
  h.cadence_ends_at,
  h.cadence_ends_at at time zone t.time_zone as cadence_ends_local,
  h.attempts_in_window,
  h.attempts,
  h.cadence_state,
  h.cadence_person,
  h.person_answered as connected,
  h.discovery_day,
  h.demo_day,
  h.opportunity_day,
  h.opportunity_amount,
  h.outcome,
  h.outcome_at,
  h.outcome_at at time zone t.time_zone as outcome_local,
  h.outcome_day,
  h.amount,
  h.loss_reason,
  h.return_cause,
  h.cycle_days,
  h.rejections,
  h.upheld,
  h.overturned,
  h.withdrawn,
  h.rejections - h.upheld - h.overturned - h.withdrawn as under_review,
  h.current as newest,
  h.late,
  h.imported,
  h.calendar_version,
  h.time_zone_data,
  t.time_zone,
  gone.lead_id is not null as erased,
  gone.erased_at,
  greatest(h.position, gone.position) as position,
  h.qualification
from handoff h
left join terms t on t.agreement_id = h.agreement_id and t.version = h.terms_version
left join erased_lead gone on gone.lead_id = h.lead_id;

comment on view bi_v1.fact_handoff is 'Every handoff of a lead to sales, one row each: what was promised by the terms then in force, and what has become of it.';
comment on column bi_v1.fact_handoff.handoff_key is 'The handoff as one value: joins with fact_handoff. Filter by lead_id and handoff, which have an index.';
comment on column bi_v1.fact_handoff.lead_id is 'The lead.';
comment on column bi_v1.fact_handoff.handoff is 'The number of the lead''s handoff: 1, 2, 3 …';
comment on column bi_v1.fact_handoff.agreement_id is 'The agreement: joins with dim_agreement.';
comment on column bi_v1.fact_handoff.terms_key is 'The terms that apply: joins with dim_terms.';
comment on column bi_v1.fact_handoff.terms_version is 'Their version within the agreement.';
comment on column bi_v1.fact_handoff.source_key is 'Source and campaign: joins with dim_source.';
comment on column bi_v1.fact_handoff.handoff_day is 'Local day of the handoff (date key).';
comment on column bi_v1.fact_handoff.handoff_month is 'Its month, as the first day: the cohort.';
comment on column bi_v1.fact_handoff.segment is 'Segment at the handoff (code of the terms).';
comment on column bi_v1.fact_handoff.bucket is 'Cell of the 2 × 3 qualification matrix at the handoff.';
comment on column bi_v1.fact_handoff.hand_raiser is 'The person asked to talk.';
comment on column bi_v1.fact_handoff.conversion_action is 'What the person did to become a lead (code of the terms).';
comment on column bi_v1.fact_handoff.source is 'Where the lead came from (code).';
comment on column bi_v1.fact_handoff.campaign is 'Campaign within the source. Empty: none.';
comment on column bi_v1.fact_handoff.handed_off_by is 'Who handed it off (subject).';
comment on column bi_v1.fact_handoff.assignee is 'The sales person (subject) it was last assigned to in this handoff. Empty: the team.';
comment on column bi_v1.fact_handoff.handed_off_at is 'When it happened (UTC).';
comment on column bi_v1.fact_handoff.handed_off_local is 'The same in the agreement''s time zone, to show.';
comment on column bi_v1.fact_handoff.lead_value is 'Close rate × average sale, exact and unrounded, in currency.';
comment on column bi_v1.fact_handoff.currency is 'ISO 4217 code of all money in the row.';
comment on column bi_v1.fact_handoff.close_rate is 'Share of such leads that the terms assume to be won, 0 to 1.';
comment on column bi_v1.fact_handoff.average_sale is 'What the terms assume one of them to bring, in currency.';
comment on column bi_v1.fact_handoff.valuation_row is 'The row of the terms'' valuation table, counted from 1.';
comment on column bi_v1.fact_handoff.clock_from_at is 'When the handoff''s own clocks started (UTC): later than the handoff if it was reported late.';
comment on column bi_v1.fact_handoff.clock_from_local is 'The same in the agreement''s time zone, to show.';
comment on column bi_v1.fact_handoff.first_response_due_at is 'When these clocks promise the first response (UTC). Empty: not promised.';
comment on column bi_v1.fact_handoff.first_response_due_local is 'The same in the agreement''s time zone, to show.';
comment on column bi_v1.fact_handoff.first_response_clock is 'How that time is counted: elapsed or business. Empty: not promised.';
comment on column bi_v1.fact_handoff.first_response_at is 'The instant by which the first response under these clocks is judged (UTC). Empty: none was made.';
comment on column bi_v1.fact_handoff.first_response_local is 'The same in the agreement''s time zone, to show.';
comment on column bi_v1.fact_handoff.first_response_in_time is 'It came by the time promised. Empty: none was made, or none promised.';
comment on column bi_v1.fact_handoff.first_response_wall_seconds is 'From the clock''s start to the first response in wall seconds; 0 if the clock started late.';
comment on column bi_v1.fact_handoff.first_response_business_seconds is 'The same in seconds of the agreement''s open hours. Empty: none was made, or no hours are agreed.';
comment on column bi_v1.fact_handoff.first_response_state is 'How that promise stands: open, kept, missed or lapsed. Empty: not promised.';
comment on column bi_v1.fact_handoff.first_response_person is 'The sales person (subject) who owes or owed it. Empty: the team, or not promised.';
comment on column bi_v1.fact_handoff.attempts_promised is 'Contact attempts that the cadence promises. Empty: no cadence is promised.';
comment on column bi_v1.fact_handoff.cadence_ends_at is 'When the cadence''s window ends (UTC). Empty: no cadence is promised.';
comment on column bi_v1.fact_handoff.cadence_ends_local is 'The same in the agreement''s time zone, to show.';
comment on column bi_v1.fact_handoff.attempts_in_window is 'Contact attempts made under these clocks by that end. Empty: no cadence is promised.';
comment on column bi_v1.fact_handoff.attempts is 'All contact attempts that belong to the handoff, those after a ruling too.';
comment on column bi_v1.fact_handoff.cadence_state is 'How the cadence stands: open, kept, missed or lapsed. Empty: not promised.';
comment on column bi_v1.fact_handoff.cadence_person is 'The sales person (subject) who owes or owed it. Empty: the team, or not promised.';
comment on column bi_v1.fact_handoff.connected is 'At least one attempt connected or was replied to.';
comment on column bi_v1.fact_handoff.discovery_day is 'Local day of the first discovery call. Empty: none was held.';
comment on column bi_v1.fact_handoff.demo_day is 'Local day of the first demo. Empty: none was held.';
comment on column bi_v1.fact_handoff.opportunity_day is 'Local day on which the opportunity was opened. Empty: none was.';
comment on column bi_v1.fact_handoff.opportunity_amount is 'What the opportunity was last expected to bring, in currency. Empty: unknown.';
comment on column bi_v1.fact_handoff.outcome is 'What became of it: open, won, lost or returned (to marketing).';
comment on column bi_v1.fact_handoff.outcome_at is 'When that was (UTC). Empty: still open.';
comment on column bi_v1.fact_handoff.outcome_local is 'The same in the agreement''s time zone, to show.';
comment on column bi_v1.fact_handoff.outcome_day is 'Its local day (date key). Empty while open.';
comment on column bi_v1.fact_handoff.amount is 'What the deal brought, in currency. Empty unless won.';
comment on column bi_v1.fact_handoff.loss_reason is 'Why the deal was lost (code). Empty unless lost.';
comment on column bi_v1.fact_handoff.return_cause is 'Why it went back to marketing: rejectionUpheld or unresponsive. Empty unless returned.';
comment on column bi_v1.fact_handoff.cycle_days is 'Local days from the handoff to the deal won or lost. Empty otherwise.';
comment on column bi_v1.fact_handoff.rejections is 'Times that sales rejected it: upheld + overturned + withdrawn + under_review.';
comment on column bi_v1.fact_handoff.upheld is 'Rejections that the panel upheld.';
comment on column bi_v1.fact_handoff.overturned is 'Rejections that the panel overturned.';
comment on column bi_v1.fact_handoff.withdrawn is 'Rejections that sales took back.';
comment on column bi_v1.fact_handoff.under_review is 'Rejections that the panel hasn''t ruled on yet.';
comment on column bi_v1.fact_handoff.newest is 'It is its lead''s newest: one such row a lead.';
comment on column bi_v1.fact_handoff.late is 'The handoff was reported later than the terms'' grace allows.';
comment on column bi_v1.fact_handoff.imported is 'History from another system, not witnessed here.';
comment on column bi_v1.fact_handoff.calendar_version is 'The calendar that its deadlines were reckoned with.';
comment on column bi_v1.fact_handoff.time_zone_data is 'The release of the time-zone data that its days and deadlines were reckoned with.';
comment on column bi_v1.fact_handoff.time_zone is 'IANA time zone of the columns that end in _local and of the days.';
comment on column bi_v1.fact_handoff.erased is 'The lead''s personal data was erased; the row stays, as there is none in it.';
comment on column bi_v1.fact_handoff.erased_at is 'When it was erased (UTC). Empty: it wasn''t.';
comment on column bi_v1.fact_handoff.position is 'Position in the ledger of the last event that touched the row: grows, for incremental loads.';
comment on column bi_v1.fact_handoff.qualification is 'The codes it was passed on, by criterion. Answers in free text are personal and left out.';

create or replace view bi_v1.fact_outcome as
select
  h.lead_id || '/' || h.number as handoff_key,
  h.lead_id,
  h.number as handoff,
  h.agreement_id,
  h.agreement_id || '/' || h.terms_version as terms_key,
  h.terms_version,
  h.source || coalesce(' ' || h.campaign, '') as source_key,
  h.outcome_day,
  date_trunc('month', h.outcome_day)::date as outcome_month,
  h.local_day as handoff_day,
  h.month as handoff_month,
  h.segment,
  h.bucket,
  h.bucket like 'handRaiser%' as hand_raiser,
  h.conversion_action,
  h.source,
  h.campaign,
  h.outcome,
  h.outcome_at,
  h.outcome_at at time zone t.time_zone as outcome_local,
  h.assignee,
  h.amount,
  h.lead_value,
  h.opportunity_amount,
  h.currency,
  h.loss_reason,
  h.return_cause,
  h.cycle_days,
  h.attempts,
  h.first_response_wall_seconds,
  h.first_response_business_seconds,
  h.imported,
  t.time_zone,
  gone.lead_id is not null as erased,
  greatest(h.position, gone.position) as position
from handoff h
left join terms t on t.agreement_id = h.agreement_id and t.version = h.terms_version
left join erased_lead gone on gone.lead_id = h.lead_id
where h.outcome <> 'open';

comment on view bi_v1.fact_outcome is 'What became of handoffs, one row each handoff that was won, lost or returned to marketing.';
comment on column bi_v1.fact_outcome.handoff_key is 'The handoff as one value: joins with fact_handoff. Filter by lead_id and handoff, which have an index.';
comment on column bi_v1.fact_outcome.lead_id is 'The lead.';
comment on column bi_v1.fact_outcome.handoff is 'The number of the lead''s handoff: 1, 2, 3 …';
comment on column bi_v1.fact_outcome.agreement_id is 'The agreement: joins with dim_agreement.';
comment on column bi_v1.fact_outcome.terms_key is 'The terms that apply: joins with dim_terms.';
comment on column bi_v1.fact_outcome.terms_version is 'Their version within the agreement.';
comment on column bi_v1.fact_outcome.source_key is 'Source and campaign: joins with dim_source.';
comment on column bi_v1.fact_outcome.outcome_day is 'Local day of the outcome (date key).';
comment on column bi_v1.fact_outcome.outcome_month is 'Its month, as the first day.';
comment on column bi_v1.fact_outcome.handoff_day is 'Local day of the handoff (date key).';
comment on column bi_v1.fact_outcome.handoff_month is 'Its month, as the first day: the cohort.';
comment on column bi_v1.fact_outcome.segment is 'Segment at the handoff (code of the terms).';
comment on column bi_v1.fact_outcome.bucket is 'Cell of the 2 × 3 qualification matrix at the handoff.';
comment on column bi_v1.fact_outcome.hand_raiser is 'The person asked to talk.';
comment on column bi_v1.fact_outcome.conversion_action is 'What the person did to become a lead (code of the terms).';
comment on column bi_v1.fact_outcome.source is 'Where the lead came from (code).';
comment on column bi_v1.fact_outcome.campaign is 'Campaign within the source. Empty: none.';
comment on column bi_v1.fact_outcome.outcome is 'won, lost or returned (to marketing).';
comment on column bi_v1.fact_outcome.outcome_at is 'When it was (UTC).';
comment on column bi_v1.fact_outcome.outcome_local is 'The same in the agreement''s time zone, to show.';
comment on column bi_v1.fact_outcome.assignee is 'The sales person (subject) it was last assigned to. Empty: the team.';
comment on column bi_v1.fact_outcome.amount is 'What the deal brought, in currency. Empty unless won.';
comment on column bi_v1.fact_outcome.lead_value is 'What the handoff was valued at, exact and unrounded, in currency.';
comment on column bi_v1.fact_outcome.opportunity_amount is 'What the opportunity was last expected to bring, in currency. Empty: unknown.';
comment on column bi_v1.fact_outcome.currency is 'ISO 4217 code of all money in the row.';
comment on column bi_v1.fact_outcome.loss_reason is 'Why the deal was lost (code). Empty unless lost.';
comment on column bi_v1.fact_outcome.return_cause is 'Why it went back to marketing: rejectionUpheld or unresponsive. Empty unless returned.';
comment on column bi_v1.fact_outcome.cycle_days is 'Local days from the handoff to the deal won or lost. Empty if returned.';
comment on column bi_v1.fact_outcome.attempts is 'All contact attempts that belong to the handoff.';
comment on column bi_v1.fact_outcome.first_response_wall_seconds is 'From the clock''s start to the first response in wall seconds. Empty: none was made.';
comment on column bi_v1.fact_outcome.first_response_business_seconds is 'The same in seconds of the agreement''s open hours.';
comment on column bi_v1.fact_outcome.imported is 'History from another system, not witnessed here.';
comment on column bi_v1.fact_outcome.time_zone is 'IANA time zone of the columns that end in _local and of the days.';
comment on column bi_v1.fact_outcome.erased is 'The lead''s personal data was erased; the row stays, as there is none in it.';
comment on column bi_v1.fact_outcome.position is 'Position in the ledger of the last event that touched the row: grows, for incremental loads.';
