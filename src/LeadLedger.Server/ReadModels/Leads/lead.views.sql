-- The clocks that run are those of the last ruling that sent the lead back to sales, else the handoff's own.
create or replace view bi_v1.lead as
select
  h.lead_id,
  h.agreement_id,
  h.place,
  h.stage,
  h.since,
  h.owner_kind,
  h.owner,
  h.assignee,
  h.number as handoff,
  h.terms_version,
  h.segment,
  h.bucket,
  h.conversion_action,
  h.source,
  h.campaign,
  h.lead_value,
  h.currency,
  h.handed_off_at,
  h.handed_off_by,
  h.local_day,
  h.month,
  case when h.sent_back_case is null then h.handed_off_at else r.ruled_at end as clock_from,
  case when h.sent_back_case is null then h.first_response_due_at else r.response_due_at end as first_response_due_at,
  case when h.sent_back_case is null then h.first_response_at else r.response_at end as first_response_at,
  case when h.sent_back_case is null then h.attempts_promised else r.attempts_promised end as attempts_promised,
  case when h.sent_back_case is null then h.attempts_made else r.attempts_made end as attempts_made,
  case when h.sent_back_case is null then h.cadence_ends_at else r.cadence_ends_at end as cadence_ends_at,
  h.open_case,
  h.outcome,
  h.outcome_day,
  h.amount,
  h.loss_reason,
  h.imported,
  h.version,
  h.position,
  case when h.sent_back_case is null then h.first_response_state else r.response_state end as first_response_state,
  case when h.sent_back_case is null then h.first_response_wall_seconds else r.response_wall_seconds end
    as first_response_wall_seconds,
  case when h.sent_back_case is null then h.first_response_business_seconds else r.response_business_seconds end
    as first_response_business_seconds,
  case when h.sent_back_case is null then h.cadence_state else r.cadence_state end as cadence_state,
  case when h.sent_back_case is null then h.calendar_version else r.calendar_version end as calendar_version,
  case when h.sent_back_case is null then h.time_zone_data else r.time_zone_data end as time_zone_data,
  h.lead_id || '/' || h.number as handoff_key,
  h.agreement_id || '/' || h.terms_version as terms_key,
  h.source || coalesce(' ' || h.campaign, '') as source_key,
  h.handed_off_at at time zone t.time_zone as handed_off_local,
  h.since at time zone t.time_zone as since_local,
  t.time_zone,
  gone.lead_id is not null as erased,
  gone.erased_at
from handoff h
left join rejection r on r.lead_id = h.lead_id and r.case_number = h.sent_back_case
left join terms t on t.agreement_id = h.agreement_id and t.version = h.terms_version
left join erased_lead gone on gone.lead_id = h.lead_id
where h.current;

comment on view bi_v1.lead is 'Each lead as it is now, one row a lead: in exactly one place, with exactly one owner.';
comment on column bi_v1.lead.lead_id is 'The lead (key).';
comment on column bi_v1.lead.agreement_id is 'The agreement of its newest handoff.';
comment on column bi_v1.lead.place is 'Where it is: withSales, underReview, withMarketing, won or lost.';
comment on column bi_v1.lead.stage is 'How far sales has come: awaitingFirstResponse, working or opportunity. Empty unless it is with sales.';
comment on column bi_v1.lead.since is 'Since when it has been in its place, or with sales under the present clocks (UTC).';
comment on column bi_v1.lead.owner_kind is 'Whose it is: salesPerson, salesTeam, panel, marketing or closed.';
comment on column bi_v1.lead.owner is 'The owner: a person''s subject, the agreement''s id for its sales team or marketing, the panel''s id. Empty if closed.';
comment on column bi_v1.lead.assignee is 'The sales person (subject) it is or was last assigned to in the newest handoff. Empty: the team.';
comment on column bi_v1.lead.handoff is 'The number of its newest handoff: 1, 2, 3 …';
comment on column bi_v1.lead.terms_version is 'The version of the agreement''s terms that applies to the newest handoff.';
comment on column bi_v1.lead.segment is 'Segment at the newest handoff (code of the terms).';
comment on column bi_v1.lead.bucket is 'Cell of the 2 × 3 qualification matrix at the newest handoff.';
comment on column bi_v1.lead.conversion_action is 'What the person did to become a lead (code of the terms).';
comment on column bi_v1.lead.source is 'Where the lead came from.';
comment on column bi_v1.lead.campaign is 'Campaign within the source. Empty: none.';
comment on column bi_v1.lead.lead_value is 'Lead value at the newest handoff, exact and unrounded, in currency.';
comment on column bi_v1.lead.currency is 'ISO 4217 code of all money in the row.';
comment on column bi_v1.lead.handed_off_at is 'When the newest handoff happened (UTC).';
comment on column bi_v1.lead.handed_off_by is 'Who handed it off (subject).';
comment on column bi_v1.lead.local_day is 'Day of the newest handoff in the agreement''s time zone.';
comment on column bi_v1.lead.month is 'Month of the newest handoff in the agreement''s time zone, as its first day.';
comment on column bi_v1.lead.clock_from is 'When the clocks that run (or ran last) started: at the handoff, or at the ruling that sent it back to sales (UTC).';
comment on column bi_v1.lead.first_response_due_at is 'When these clocks promise a first response (UTC). Empty: not promised.';
comment on column bi_v1.lead.first_response_at is 'When the first response was made that these clocks judge (UTC). Empty: none yet.';
comment on column bi_v1.lead.attempts_promised is 'Contact attempts that the cadence promises. Empty: no cadence is promised.';
comment on column bi_v1.lead.attempts_made is 'Contact attempts made since clock_from.';
comment on column bi_v1.lead.cadence_ends_at is 'When the cadence''s window ends (UTC). Empty: no cadence is promised.';
comment on column bi_v1.lead.open_case is 'The number of its case under review. Empty: none is open.';
comment on column bi_v1.lead.outcome is 'What became of the newest handoff: open, won, lost or returned (to marketing).';
comment on column bi_v1.lead.outcome_day is 'Local day of that outcome. Empty while open.';
comment on column bi_v1.lead.amount is 'What the deal brought, in currency. Empty unless won.';
comment on column bi_v1.lead.loss_reason is 'Why the deal was lost (code). Empty unless lost.';
comment on column bi_v1.lead.imported is 'The newest handoff is history from another system, not witnessed here.';
comment on column bi_v1.lead.version is 'Version of the lead''s stream that the row stands at; votes before their ruling aren''t counted in.';
comment on column bi_v1.lead.position is 'Position in the ledger of the last event that touched the lead: grows, for incremental loads.';
comment on column bi_v1.lead.first_response_state is 'How the first response promised by these clocks stands: open, kept, missed or lapsed. Empty: not promised.';
comment on column bi_v1.lead.first_response_wall_seconds is 'From the start of these clocks to the first response, in wall seconds. Empty: none yet.';
comment on column bi_v1.lead.first_response_business_seconds is 'The same in seconds of the agreement''s open hours. Empty: none yet, or no open hours are agreed.';
comment on column bi_v1.lead.cadence_state is 'How the cadence stands: open, kept, missed or lapsed. Empty: not promised.';
comment on column bi_v1.lead.calendar_version is 'The calendar by which the deadlines of these clocks were reckoned.';
comment on column bi_v1.lead.time_zone_data is 'The release of the time-zone data by which they were reckoned.';
comment on column bi_v1.lead.handoff_key is 'Its newest handoff as one value: joins with bi_v1.fact_handoff.';
comment on column bi_v1.lead.terms_key is 'The terms that apply to it: joins with bi_v1.dim_terms.';
comment on column bi_v1.lead.source_key is 'Source and campaign: joins with bi_v1.dim_source.';
comment on column bi_v1.lead.handed_off_local is 'When the newest handoff happened, in the agreement''s time zone, to show.';
comment on column bi_v1.lead.since_local is 'The same of since.';
comment on column bi_v1.lead.time_zone is 'IANA time zone of the columns that end in _local and of the days.';
comment on column bi_v1.lead.erased is 'The person''s data was erased; the row stays, as there is none in it.';
comment on column bi_v1.lead.erased_at is 'When it was erased (UTC). Empty: it wasn''t.';
