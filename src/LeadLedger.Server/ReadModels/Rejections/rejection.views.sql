create or replace view bi_v1.rejection as
select lead_id, case_number, handoff, agreement_id, terms_version, panel_id, segment, bucket, conversion_action, source,
  reason_code, criterion, rejected_by, rejected_at, local_day, effort_attempts, effort_attempts_promised,
  effort_first_response_seconds, ruling_due_at, value_at_stake, currency, state, recused, withdrawn_by, withdrawn_at,
  imported, position, ruling_remind_at, ruling_state
from rejection;

comment on view bi_v1.rejection is 'Every rejection of a lead by sales, one row a case.';
comment on column bi_v1.rejection.lead_id is 'The lead (key, with case_number).';
comment on column bi_v1.rejection.case_number is '1 for the lead''s first rejection, 2 for the next … (key, with lead_id).';
comment on column bi_v1.rejection.handoff is 'The number of the handoff that was rejected.';
comment on column bi_v1.rejection.agreement_id is 'The agreement of that handoff.';
comment on column bi_v1.rejection.terms_version is 'The terms that apply to it.';
comment on column bi_v1.rejection.panel_id is 'The panel that judges it.';
comment on column bi_v1.rejection.segment is 'Segment at the handoff (code of the terms).';
comment on column bi_v1.rejection.bucket is 'Cell of the 2 × 3 qualification matrix at the handoff.';
comment on column bi_v1.rejection.conversion_action is 'What the person did to become a lead (code of the terms).';
comment on column bi_v1.rejection.source is 'Where the lead came from.';
comment on column bi_v1.rejection.reason_code is 'Why sales says that it isn''t a lead (code of the terms).';
comment on column bi_v1.rejection.criterion is 'The criterion it fails (code of the terms).';
comment on column bi_v1.rejection.rejected_by is 'Who rejected it (subject).';
comment on column bi_v1.rejection.rejected_at is 'When (UTC).';
comment on column bi_v1.rejection.local_day is 'Its day in the agreement''s time zone.';
comment on column bi_v1.rejection.effort_attempts is 'Contact attempts made until then since the clocks started.';
comment on column bi_v1.rejection.effort_attempts_promised is 'Contact attempts that the cadence promises. Empty: no cadence is promised.';
comment on column bi_v1.rejection.effort_first_response_seconds is 'Wall seconds from the clock''s start to the first response. Empty: none was made.';
comment on column bi_v1.rejection.ruling_due_at is 'By when the panel promised to rule (UTC).';
comment on column bi_v1.rejection.value_at_stake is 'The handoff''s lead value, exact and unrounded, in currency.';
comment on column bi_v1.rejection.currency is 'ISO 4217 code of all money in the row.';
comment on column bi_v1.rejection.state is 'open, upheld, overturned or withdrawn.';
comment on column bi_v1.rejection.recused is 'Panel members (subjects) who stood aside, as a JSON array.';
comment on column bi_v1.rejection.withdrawn_by is 'Who took it back (subject). Empty unless withdrawn.';
comment on column bi_v1.rejection.withdrawn_at is 'When it was taken back (UTC). Empty unless withdrawn.';
comment on column bi_v1.rejection.imported is 'History from another system, not witnessed here.';
comment on column bi_v1.rejection.position is 'Position in the ledger of the last event that touched the row: grows, for incremental loads.';
comment on column bi_v1.rejection.ruling_remind_at is 'When the panel is reminded of its ruling (UTC). Empty: it isn''t.';
comment on column bi_v1.rejection.ruling_state is 'How the panel''s promise stands by what the ledger knows: open, kept, missed, or lapsed (withdrawn before it was due).';

create or replace view bi_v1.ruling as
select lead_id, case_number, handoff, agreement_id, terms_version, panel_id, segment, bucket, conversion_action, source,
  reason_code, criterion, verdict, root_cause, chair, chair_function, against_votes, votes, recused, ruled_at,
  ruled_day, seconds_to_rule, business_seconds_to_rule, ruled_at <= ruling_due_at as in_time, value_at_stake, currency,
  next_step_owner, next_step_due_at, next_step_done_by, next_step_done_at, act_by, response_due_at, response_at,
  response_in_time, response_wall_seconds, response_business_seconds, attempts_promised, cadence_ends_at, attempts_made,
  attempts_in_window, ruling_imported as imported, position, ruling_state, response_clock, response_remind_at,
  response_state, response_person, cadence_remind_at, cadence_state, cadence_person, clock_to, calendar_version,
  time_zone_data, in_place_of
from rejection
where verdict is not null;

comment on view bi_v1.ruling is 'Every ruling of a panel, one row a case that was ruled on, with what followed from it.';
comment on column bi_v1.ruling.lead_id is 'The lead (key, with case_number).';
comment on column bi_v1.ruling.case_number is 'The case: 1 for the lead''s first rejection, 2 for the next … (key, with lead_id).';
comment on column bi_v1.ruling.handoff is 'The number of the handoff that was rejected.';
comment on column bi_v1.ruling.agreement_id is 'The agreement of that handoff.';
comment on column bi_v1.ruling.terms_version is 'The terms that apply to it.';
comment on column bi_v1.ruling.panel_id is 'The panel that ruled.';
comment on column bi_v1.ruling.segment is 'Segment at the handoff (code of the terms).';
comment on column bi_v1.ruling.bucket is 'Cell of the 2 × 3 qualification matrix at the handoff.';
comment on column bi_v1.ruling.conversion_action is 'What the person did to become a lead (code of the terms).';
comment on column bi_v1.ruling.source is 'Where the lead came from.';
comment on column bi_v1.ruling.reason_code is 'Why sales said that it isn''t a lead (code of the terms).';
comment on column bi_v1.ruling.criterion is 'The criterion that was judged (code of the terms).';
comment on column bi_v1.ruling.verdict is 'upheld (sales was right) or overturned (sales must work it).';
comment on column bi_v1.ruling.root_cause is 'qualification, followUp, messaging, dataQuality or criteriaUnclear.';
comment on column bi_v1.ruling.chair is 'Who ruled (subject).';
comment on column bi_v1.ruling.chair_function is 'The chair''s function at that time: neither marketing nor sales.';
comment on column bi_v1.ruling.against_votes is 'The chair ruled against the majority of the votes, and said why.';
comment on column bi_v1.ruling.votes is 'The votes as they were cast, as a JSON array of member and verdict.';
comment on column bi_v1.ruling.recused is 'Who stood aside, by their own word or by what they had done with the lead (subjects, JSON array).';
comment on column bi_v1.ruling.ruled_at is 'When (UTC).';
comment on column bi_v1.ruling.ruled_day is 'Its day in the agreement''s time zone.';
comment on column bi_v1.ruling.seconds_to_rule is 'From the rejection to the ruling, in wall seconds.';
comment on column bi_v1.ruling.business_seconds_to_rule is 'The same in seconds of the agreement''s open hours.';
comment on column bi_v1.ruling.in_time is 'The panel ruled by the time it promised.';
comment on column bi_v1.ruling.value_at_stake is 'The handoff''s lead value, exact and unrounded, in currency.';
comment on column bi_v1.ruling.currency is 'ISO 4217 code of all money in the row.';
comment on column bi_v1.ruling.next_step_owner is 'Who owes the ruling''s next step (subject).';
comment on column bi_v1.ruling.next_step_due_at is 'By when (UTC).';
comment on column bi_v1.ruling.next_step_done_by is 'Who did it (subject). Empty: not done yet.';
comment on column bi_v1.ruling.next_step_done_at is 'When it was done (UTC). Empty: not done yet.';
comment on column bi_v1.ruling.act_by is 'The sales person (subject) who must act. Empty: the team, or upheld.';
comment on column bi_v1.ruling.response_due_at is 'When the clock that the ruling started promises a response (UTC). Empty: not promised, or upheld.';
comment on column bi_v1.ruling.response_at is 'The instant by which the first response after the ruling is judged (UTC). Empty: none was made.';
comment on column bi_v1.ruling.response_in_time is 'It came by the time promised. Empty: none was made, or none promised.';
comment on column bi_v1.ruling.response_wall_seconds is 'From the ruling''s clock to that response in wall seconds.';
comment on column bi_v1.ruling.response_business_seconds is 'The same in seconds of the agreement''s open hours.';
comment on column bi_v1.ruling.attempts_promised is 'Contact attempts that the new cadence promises. Empty: none is promised, or upheld.';
comment on column bi_v1.ruling.cadence_ends_at is 'When the new cadence''s window ends (UTC).';
comment on column bi_v1.ruling.attempts_made is 'Contact attempts made under the clocks that the ruling started. Empty if upheld.';
comment on column bi_v1.ruling.attempts_in_window is 'Those of them made by the cadence''s end. Empty: no cadence is promised.';
comment on column bi_v1.ruling.imported is 'The ruling is history from another system, not witnessed here.';
comment on column bi_v1.ruling.position is 'Position in the ledger of the last event that touched the row: grows, for incremental loads.';
comment on column bi_v1.ruling.ruling_state is 'How the panel''s promise came out: kept or missed.';
comment on column bi_v1.ruling.response_clock is 'elapsed or business: which time the new clock counts. Empty: not promised, or upheld.';
comment on column bi_v1.ruling.response_remind_at is 'When sales is reminded of the response after the ruling (UTC). Empty: it isn''t.';
comment on column bi_v1.ruling.response_state is 'How that promise stands by what the ledger knows: open, kept, missed, or lapsed (the clock stopped before the deadline). Empty: not promised, or upheld.';
comment on column bi_v1.ruling.response_person is 'The sales person (subject) who owes or owed it. Empty: the team, or not promised.';
comment on column bi_v1.ruling.cadence_remind_at is 'When sales is reminded of the new cadence (UTC). Empty: it isn''t.';
comment on column bi_v1.ruling.cadence_state is 'How the new cadence stands: open, kept, missed or lapsed. Empty: not promised, or upheld.';
comment on column bi_v1.ruling.cadence_person is 'The sales person (subject) who owes or owed it. Empty: the team, or not promised.';
comment on column bi_v1.ruling.clock_to is 'The instant by which the ruling''s clocks are judged to have stopped (UTC). Empty: they run, or upheld.';
comment on column bi_v1.ruling.calendar_version is 'The calendar by which these deadlines were reckoned. Empty if upheld.';
comment on column bi_v1.ruling.time_zone_data is 'The release of the time-zone data by which they were reckoned. Empty if upheld.';
comment on column bi_v1.ruling.in_place_of is 'Whose duty it was to rule, if they could have judged the case (subject). Empty: it was the chair''s own.';

create or replace view bi_v1.review_queue as
select lead_id, case_number, handoff, agreement_id, terms_version, panel_id, segment, bucket,
  bucket like 'handRaiser%' as hand_raiser, conversion_action, source, reason_code, criterion, rejected_by, rejected_at,
  local_day, extract(epoch from now() - rejected_at)::bigint as age_seconds, ruling_due_at,
  ruling_due_at < now() as overdue,
  value_at_stake, currency,
  held.by as claimed_by, held.since as claimed_at, held.until as claimed_until,
  fence, recused, position, priority_at, quorum, barred,
  not exists (
    select from panel_member m
    join terms t on t.agreement_id = r.agreement_id and t.version = r.terms_version
    where m.panel_id = r.panel_id and m.left_at is null and m.function = 'neither' and not r.barred ? m.member
      and not t.people ? m.member
  ) as without_chair
from rejection r
-- A claim holds only for as long as its holder sits on the panel and can judge.
left join lateral (
  select r.claimed_by as by, r.claimed_at as since, r.claimed_until as until
  from panel_member m
  where m.panel_id = r.panel_id and m.member = r.claimed_by and m.left_at is null
    and r.claimed_until > now() and not r.barred ? m.member
) held on true
where state = 'open';

comment on view bi_v1.review_queue is 'Cases that the panels still have to rule on, one row each, as of this moment.';
comment on column bi_v1.review_queue.lead_id is 'The lead (key, with case_number).';
comment on column bi_v1.review_queue.case_number is '1 for the lead''s first rejection, 2 for the next … (key, with lead_id).';
comment on column bi_v1.review_queue.handoff is 'The number of the handoff that was rejected.';
comment on column bi_v1.review_queue.agreement_id is 'The agreement of that handoff.';
comment on column bi_v1.review_queue.terms_version is 'The terms that apply to it.';
comment on column bi_v1.review_queue.panel_id is 'The panel that judges it.';
comment on column bi_v1.review_queue.segment is 'Segment at the handoff (code of the terms).';
comment on column bi_v1.review_queue.bucket is 'Cell of the 2 × 3 qualification matrix at the handoff.';
comment on column bi_v1.review_queue.hand_raiser is 'The person asked to talk.';
comment on column bi_v1.review_queue.conversion_action is 'What the person did to become a lead (code of the terms).';
comment on column bi_v1.review_queue.source is 'Where the lead came from.';
comment on column bi_v1.review_queue.reason_code is 'Why sales says that it isn''t a lead (code of the terms).';
comment on column bi_v1.review_queue.criterion is 'The criterion it fails (code of the terms).';
comment on column bi_v1.review_queue.rejected_by is 'Who rejected it (subject).';
comment on column bi_v1.review_queue.rejected_at is 'When (UTC).';
comment on column bi_v1.review_queue.local_day is 'Its day in the agreement''s time zone.';
comment on column bi_v1.review_queue.age_seconds is 'How long ago that was, in wall seconds, at the moment of the query.';
comment on column bi_v1.review_queue.ruling_due_at is 'By when the panel promised to rule (UTC).';
comment on column bi_v1.review_queue.overdue is 'That time has passed.';
comment on column bi_v1.review_queue.value_at_stake is 'The handoff''s lead value, exact and unrounded, in currency.';
comment on column bi_v1.review_queue.currency is 'ISO 4217 code of all money in the row.';
comment on column bi_v1.review_queue.claimed_by is 'The member (subject) whose claim holds now. Empty: the case is free.';
comment on column bi_v1.review_queue.claimed_at is 'Since when that claim holds (UTC).';
comment on column bi_v1.review_queue.claimed_until is 'Until when that claim holds (UTC).';
comment on column bi_v1.review_queue.fence is 'The number of the newest claim. 0: it was never claimed.';
comment on column bi_v1.review_queue.recused is 'Panel members (subjects) who stood aside, as a JSON array.';
comment on column bi_v1.review_queue.position is 'Position in the ledger of the last event that touched the row.';
comment on column bi_v1.review_queue.priority_at is 'What the queue is worked by, the earliest first (UTC): ruling_due_at, less 24 hours for a hand raiser, less up to 24 hours by the value at stake.';
comment on column bi_v1.review_queue.quorum is 'How many members must have voted, by the terms; fewer where fewer can judge it.';
comment on column bi_v1.review_queue.barred is 'Who doesn''t judge it (subjects, JSON array): by what they did with the lead, or by their own word.';
comment on column bi_v1.review_queue.without_chair is 'Nobody on its panel can preside: one must be seated who is neither marketing nor sales, of neither party, and had no hand in the lead.';
