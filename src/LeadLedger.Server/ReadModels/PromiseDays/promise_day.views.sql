create or replace view bi_v1.promise_day as
select agreement_id, day, date_trunc('month', day)::date as month, promise, nullif(person, '') as person, promised, kept,
  missed, lapsed, promised - kept - missed - lapsed as open, position
from promise_day;

comment on view bi_v1.promise_day is 'How promises stand, as a cohort: summed by the local day on which their clocks started and by who owes them. Those of imported history aren''t in it.';
comment on column bi_v1.promise_day.agreement_id is 'The agreement (key, with day, promise and person).';
comment on column bi_v1.promise_day.day is 'Local day on which the clock started: of the handoff, of the ruling that sent the lead back, or, for a ruling that is owed, of the rejection.';
comment on column bi_v1.promise_day.month is 'Month of day, as its first day.';
comment on column bi_v1.promise_day.promise is 'firstResponse or cadence (owed by sales), or ruling (owed by the panel).';
comment on column bi_v1.promise_day.person is 'The sales person who owes or owed it (subject). Empty: the team, or the panel.';
comment on column bi_v1.promise_day.promised is 'Promises made: kept + missed + lapsed + open.';
comment on column bi_v1.promise_day.kept is 'Kept by the deadline.';
comment on column bi_v1.promise_day.missed is 'Not kept by the deadline, and not excused.';
comment on column bi_v1.promise_day.lapsed is 'Nothing was owed any more before the deadline: the lead was rejected, closed or given back; or the rejection was withdrawn.';
comment on column bi_v1.promise_day.open is 'Neither kept nor missed yet.';
comment on column bi_v1.promise_day.position is 'Position in the ledger of the last event in the sums: grows, for incremental loads.';
