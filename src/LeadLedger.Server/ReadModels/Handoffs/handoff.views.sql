create or replace view bi_v1.handoff as
select
  lead_id,
  number as handoff,
  agreement_id,
  terms_version,
  segment,
  bucket,
  bucket like 'handRaiser%' as hand_raiser,
  conversion_action,
  source,
  campaign,
  qualification,
  assignee,
  handed_off_by,
  handed_off_at,
  local_day,
  month,
  lead_value,
  currency,
  close_rate,
  average_sale,
  valuation_row,
  first_response_due_at,
  first_response_clock,
  first_response_at,
  first_response_in_time,
  first_response_wall_seconds,
  first_response_business_seconds,
  attempts_promised,
  cadence_ends_at,
  attempts_in_window,
  attempts,
  person_answered,
  discovery_day,
  demo_day,
  opportunity_day,
  opportunity_amount,
  outcome,
  outcome_at,
  outcome_day,
  amount,
  loss_reason,
  return_cause,
  cycle_days,
  rejections,
  upheld,
  overturned,
  withdrawn,
  rejections - upheld - overturned - withdrawn as under_review,
  late,
  imported,
  calendar_version,
  time_zone_data,
  position,
  clock_from,
  clock_to,
  first_response_remind_at,
  first_response_state,
  first_response_person,
  cadence_remind_at,
  cadence_state,
  cadence_person
from handoff;

comment on view bi_v1.handoff is 'Every handoff of a lead to sales, one row each: what was promised by the terms then in force, and what has become of it.';
comment on column bi_v1.handoff.lead_id is 'The lead (key, with handoff).';
comment on column bi_v1.handoff.handoff is '1 for the lead''s first handoff, 2 for the next … (key, with lead_id).';
comment on column bi_v1.handoff.agreement_id is 'The agreement it was handed off under.';
comment on column bi_v1.handoff.terms_version is 'The version of terms in force at the handoff, which applies to it for good.';
comment on column bi_v1.handoff.segment is 'Segment (code of the terms).';
comment on column bi_v1.handoff.bucket is 'Cell of the 2 × 3 qualification matrix: handRaiser or other, with HighFit, MediumFit or LowFit.';
comment on column bi_v1.handoff.hand_raiser is 'The person asked to talk.';
comment on column bi_v1.handoff.conversion_action is 'What the person did to become a lead (code of the terms).';
comment on column bi_v1.handoff.source is 'Where the lead came from.';
comment on column bi_v1.handoff.campaign is 'Campaign within the source. Empty: none.';
comment on column bi_v1.handoff.qualification is 'The codes it was passed on, by criterion. Answers in free text are personal and left out.';
comment on column bi_v1.handoff.assignee is 'The sales person (subject) it was last assigned to in this handoff. Empty: the team.';
comment on column bi_v1.handoff.handed_off_by is 'Who handed it off (subject).';
comment on column bi_v1.handoff.handed_off_at is 'When it happened (UTC).';
comment on column bi_v1.handoff.local_day is 'Its day in the agreement''s time zone.';
comment on column bi_v1.handoff.month is 'Its month in the agreement''s time zone, as the month''s first day.';
comment on column bi_v1.handoff.lead_value is 'Close rate × average sale, exact and unrounded, in currency.';
comment on column bi_v1.handoff.currency is 'ISO 4217 code of all money in the row.';
comment on column bi_v1.handoff.close_rate is 'Share of such leads that the terms assume to be won, 0 to 1.';
comment on column bi_v1.handoff.average_sale is 'What the terms assume one of them to bring, in currency.';
comment on column bi_v1.handoff.valuation_row is 'The row of the terms'' valuation table, counted from 1.';
comment on column bi_v1.handoff.first_response_due_at is 'When the handoff''s own clock promises the first response (UTC). Empty: not promised.';
comment on column bi_v1.handoff.first_response_clock is 'How that time is counted: elapsed or business. Empty: not promised.';
comment on column bi_v1.handoff.first_response_at is 'The instant by which the first response under the handoff''s own clock is judged (UTC). Empty: none was made.';
comment on column bi_v1.handoff.first_response_in_time is 'It came by the time promised. Empty: none was made, or none promised.';
comment on column bi_v1.handoff.first_response_wall_seconds is 'From the clock''s start to the first response in wall seconds; 0 if the clock started late.';
comment on column bi_v1.handoff.first_response_business_seconds is 'The same in seconds of the agreement''s open hours.';
comment on column bi_v1.handoff.attempts_promised is 'Contact attempts that the cadence promises. Empty: no cadence is promised.';
comment on column bi_v1.handoff.cadence_ends_at is 'When the handoff''s own cadence window ends (UTC). Empty: no cadence is promised.';
comment on column bi_v1.handoff.attempts_in_window is 'Contact attempts made under the handoff''s own clock by that end. Empty: no cadence is promised.';
comment on column bi_v1.handoff.attempts is 'All contact attempts that belong to the handoff, those after a ruling too.';
comment on column bi_v1.handoff.person_answered is 'At least one attempt connected or was replied to.';
comment on column bi_v1.handoff.discovery_day is 'Local day of the first discovery call. Empty: none was held.';
comment on column bi_v1.handoff.demo_day is 'Local day of the first demo. Empty: none was held.';
comment on column bi_v1.handoff.opportunity_day is 'Local day on which the opportunity was opened. Empty: none was.';
comment on column bi_v1.handoff.opportunity_amount is 'What the opportunity was last expected to bring, in currency. Empty: unknown.';
comment on column bi_v1.handoff.outcome is 'What became of it: open, won, lost or returned (to marketing).';
comment on column bi_v1.handoff.outcome_at is 'When that was (UTC). Empty while open.';
comment on column bi_v1.handoff.outcome_day is 'Its local day. Empty while open.';
comment on column bi_v1.handoff.amount is 'What the deal brought, in currency. Empty unless won.';
comment on column bi_v1.handoff.loss_reason is 'Why the deal was lost (code). Empty unless lost.';
comment on column bi_v1.handoff.return_cause is 'Why it went back to marketing: rejectionUpheld or unresponsive. Empty unless returned.';
comment on column bi_v1.handoff.cycle_days is 'Local days from the handoff to the deal won or lost. Empty otherwise.';
comment on column bi_v1.handoff.rejections is 'Times that sales rejected it: upheld + overturned + withdrawn + under_review.';
comment on column bi_v1.handoff.upheld is 'Rejections that the panel upheld.';
comment on column bi_v1.handoff.overturned is 'Rejections that the panel overturned.';
comment on column bi_v1.handoff.withdrawn is 'Rejections that sales took back.';
comment on column bi_v1.handoff.under_review is 'Rejections that the panel hasn''t ruled on yet.';
comment on column bi_v1.handoff.late is 'The handoff was reported later than the terms'' grace allows.';
comment on column bi_v1.handoff.imported is 'History from another system, not witnessed here.';
comment on column bi_v1.handoff.calendar_version is 'The calendar that its deadlines were reckoned with.';
comment on column bi_v1.handoff.time_zone_data is 'The version of the time-zone data that its days and deadlines were reckoned with.';
comment on column bi_v1.handoff.position is 'Position in the ledger of the last event that touched the row: grows, for incremental loads.';
comment on column bi_v1.handoff.clock_from is 'When the handoff''s own clocks started (UTC): later than the handoff if it was reported late.';
comment on column bi_v1.handoff.clock_to is 'The instant by which these clocks are judged to have stopped (UTC): rejected, won, lost or returned. Empty: they run.';
comment on column bi_v1.handoff.first_response_remind_at is 'When sales is reminded of the first response (UTC). Empty: it isn''t.';
comment on column bi_v1.handoff.first_response_state is 'How that promise stands by what the ledger knows: open, kept, missed, or lapsed (the clock stopped before the deadline). A clock sent back by a ruling is in bi_v1.ruling. Empty: not promised.';
comment on column bi_v1.handoff.first_response_person is 'The sales person (subject) who owes or owed it. Empty: the team, or not promised.';
comment on column bi_v1.handoff.cadence_remind_at is 'When sales is reminded of the cadence (UTC). Empty: it isn''t.';
comment on column bi_v1.handoff.cadence_state is 'How the cadence stands: open, kept, missed or lapsed. Empty: not promised.';
comment on column bi_v1.handoff.cadence_person is 'The sales person (subject) who owes or owed it. Empty: the team, or not promised.';
