create or replace view bi_v1.lead_history as
select
  s.lead_id || '/state/' || s.number as history_key,
  s.lead_id,
  s.number,
  s.handoff,
  s.lead_id || '/' || s.handoff as handoff_key,
  s.agreement_id,
  s.place,
  s.stage,
  s.owner_kind,
  s.owner,
  s.assignee,
  s.valid_from,
  s.valid_from at time zone t.time_zone as valid_from_local,
  s.valid_to,
  s.valid_to at time zone t.time_zone as valid_to_local,
  s.from_day,
  s.to_day,
  floor(extract(epoch from s.valid_to - s.valid_from))::bigint as wall_seconds,
  s.happened_at,
  s.happened_at < s.valid_from as reordered,
  s.began_position,
  s.ended_position,
  t.time_zone,
  gone.lead_id is not null as erased,
  greatest(s.began_position, s.ended_position, gone.position) as position
from (
  select
    lead_id, number, handoff, agreement_id, place, stage, owner_kind, owner, assignee,
    happened_at, valid_from, valid_to, from_day, to_day, position as began_position, closed_position as ended_position,
    true as counts
  from lead_history
  union all
  -- What the lead is now. Which handoffs tell that is asked outside: a condition in here would keep the planner from
  -- looking a lead up by its key.
  select
    lead_id, history_number, number, agreement_id, place, stage, owner_kind, owner, assignee,
    history_happened_at, history_from, null, history_day, null, history_position, null,
    current
  from handoff
) s
left join handoff h on h.lead_id = s.lead_id and h.number = s.handoff
left join terms t on t.agreement_id = h.agreement_id and t.version = h.terms_version
left join erased_lead gone on gone.lead_id = s.lead_id
where s.counts;

comment on view bi_v1.lead_history is 'What each lead was, and from when to when: a row each time its place, stage, owner or assignee changed. A lead''s rows follow on each other without a gap, in the order in which their facts came to be known.';
comment on column bi_v1.lead_history.history_key is 'The row as one value (key).';
comment on column bi_v1.lead_history.lead_id is 'The lead (with number the same key, and the one with an index).';
comment on column bi_v1.lead_history.number is '1 for the lead''s first state, 2 for the next …';
comment on column bi_v1.lead_history.handoff is 'The number of the lead''s newest handoff then.';
comment on column bi_v1.lead_history.handoff_key is 'That handoff as one value: joins with fact_handoff.';
comment on column bi_v1.lead_history.agreement_id is 'The agreement of that handoff: joins with dim_agreement.';
comment on column bi_v1.lead_history.place is 'Where the lead was: withSales, underReview, withMarketing, won or lost.';
comment on column bi_v1.lead_history.stage is 'How far sales had come: awaitingFirstResponse, working or opportunity. Empty unless it was with sales.';
comment on column bi_v1.lead_history.owner_kind is 'Whose it was: salesPerson, salesTeam, panel, marketing or closed.';
comment on column bi_v1.lead_history.owner is 'The owner: a person''s subject, the agreement''s id for its sales team or marketing, the panel''s id. Empty if closed.';
comment on column bi_v1.lead_history.assignee is 'The sales person (subject) it was or was last assigned to. Empty: the team.';
comment on column bi_v1.lead_history.valid_from is 'Since when it was so (UTC): when what began it happened, but never before the row before it began.';
comment on column bi_v1.lead_history.valid_from_local is 'The same in the agreement''s time zone, to show.';
comment on column bi_v1.lead_history.valid_to is 'Until when (UTC, exclusive). Empty: it still is so.';
comment on column bi_v1.lead_history.valid_to_local is 'The same in the agreement''s time zone, to show.';
comment on column bi_v1.lead_history.from_day is 'Local day of valid_from (date key), in the time zone of this row''s agreement.';
comment on column bi_v1.lead_history.to_day is 'The first local day at whose end it was no longer so (date key); the same as from_day where it didn''t last to a day''s end. Empty: it still is so.';
comment on column bi_v1.lead_history.wall_seconds is 'How long it was so, in whole wall seconds. Empty: it still is.';
comment on column bi_v1.lead_history.happened_at is 'When what began it happened, by the fact''s own word (UTC).';
comment on column bi_v1.lead_history.reordered is 'It came to be known after a later fact had begun the row before, so that valid_from isn''t when it happened.';
comment on column bi_v1.lead_history.began_position is 'Position of the event that began it: what was known by a position is all with began_position up to it.';
comment on column bi_v1.lead_history.ended_position is 'Position of the event that ended it. Empty: it still is so.';
comment on column bi_v1.lead_history.time_zone is 'IANA time zone of the columns that end in _local and of the days.';
comment on column bi_v1.lead_history.erased is 'The lead''s personal data was erased; the row stays, as there is none in it.';
comment on column bi_v1.lead_history.position is 'Position in the ledger of the last event that touched the row: when it began, ended, or the lead was erased; for incremental loads.';

create or replace view bi_v1.lead_daily as
select
  d.day,
  d.month,
  s.lead_id,
  s.agreement_id,
  s.handoff,
  s.lead_id || '/' || s.handoff as handoff_key,
  s.place,
  s.stage,
  s.owner_kind,
  s.owner,
  s.assignee,
  s.number,
  d.day - s.from_day as days_so_far
from bi_v1.lead_history s
join (
  select a.agreement_id, (f.projected_until at time zone coalesce(a.time_zone, 'UTC'))::date as day
  from bi_v1.agreement a cross join bi_v1.freshness f
) last on last.agreement_id = s.agreement_id
join leadledger.dim_date d on d.day >= s.from_day and d.day < coalesce(s.to_day, greatest(s.from_day, last.day) + 1);

comment on view bi_v1.lead_daily is 'What each lead was at the end of each local day of its agreement, from its handoff to the day of the last event in the views; the day that still runs is as it is now. Ask it for a lead, or for days: it is reckoned from lead_history, and all of it is leads × days.';
comment on column bi_v1.lead_daily.day is 'The local day (date key; key, with lead_id).';
comment on column bi_v1.lead_daily.month is 'Its month, as the first day.';
comment on column bi_v1.lead_daily.lead_id is 'The lead.';
comment on column bi_v1.lead_daily.agreement_id is 'The agreement of its newest handoff then: joins with dim_agreement.';
comment on column bi_v1.lead_daily.handoff is 'The number of that handoff.';
comment on column bi_v1.lead_daily.handoff_key is 'The same as one value: joins with fact_handoff.';
comment on column bi_v1.lead_daily.place is 'Where the lead was: withSales, underReview, withMarketing, won or lost.';
comment on column bi_v1.lead_daily.stage is 'How far sales had come: awaitingFirstResponse, working or opportunity. Empty unless it was with sales.';
comment on column bi_v1.lead_daily.owner_kind is 'Whose it was: salesPerson, salesTeam, panel, marketing or closed.';
comment on column bi_v1.lead_daily.owner is 'The owner, as in lead_history.';
comment on column bi_v1.lead_daily.assignee is 'The sales person (subject) it was or was last assigned to. Empty: the team.';
comment on column bi_v1.lead_daily.number is 'The row of lead_history.';
comment on column bi_v1.lead_daily.days_so_far is 'For how many days it had been so: 0 on the day on which it began.';
